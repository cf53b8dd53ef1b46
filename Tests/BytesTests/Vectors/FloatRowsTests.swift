import Bytes
import Testing

@Suite struct FloatRowsTests {
  @Test(arguments: [(1, 1, 16), (2, 4, 16), (3, 5, 32), (7, 41, 48), (33, 70, 16), (0, 3, 16)])
  func productsAreThoseOfThePlainLoop(_ rows: Int, _ columns: Int, _ width: Int) {
    let a = (0..<(rows * width)).map { Float(($0 * 37 + 11) % 101) / 101 - 0.5 }
    let b = (0..<(columns * width)).map { Float(($0 * 53 + 7) % 97) / 97 - 0.5 }
    let products = FloatRows.products(a.span, b.span, width: width)
    #expect(products.count == rows * columns)
    for i in 0..<rows {
      for j in 0..<columns {
        let plain = (0..<width).reduce(0.0) {
          $0 + Double(a[i * width + $1]) * Double(b[j * width + $1])
        }
        #expect(abs(Double(products[i * columns + j]) - plain) < 1e-5)
      }
    }
  }

  @Test func rowsAreScaledToLengthOne() {
    var row: [Float] = [3, 0, 4]
    #expect(FloatRows.normalise(&row) && row == [0.6, 0, 0.8])
    for bad in [[0, 0], [.nan, 1], [.infinity, 1], []] as [[Float]] {
      var row = bad
      #expect(!FloatRows.normalise(&row))
    }
    var large: [Float] = [3e38, 3e38]
    #expect(FloatRows.normalise(&large) && abs(large[0] - 0.7071) < 1e-3)
  }

  @Test(
    arguments: [
      (0x0000, 0), (0x3C00, 1), (0xC000, -2), (0x7BFF, 65504), (0x0001, 0x1p-24),
      (0x03FF, 0x3FFp-24),
      (0x3555, 0.333251953125), (0x7C00, .infinity), (0xFC00, -.infinity),
    ] as [(UInt16, Float)])
  func halves(_ bits: UInt16, _ value: Float) {
    let bytes = [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
    #expect(FloatFormat.f16.floats(bytes.span) == [value])
    #expect(FloatFormat.halves([value]) == bytes)
  }

  @Test func everyHalfComesBack() {
    for bits in UInt16.min...UInt16.max where bits & 0x7C00 != 0x7C00 {
      let bytes = [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
      #expect(FloatFormat.halves(FloatFormat.f16.floats(bytes.span)) == bytes)
    }
  }

  /// Between two neighbours the nearer one, and the even one in the middle.
  @Test(
    arguments: [
      (1 + 0x1p-11, 0x3C00), (1 + 0x3p-11, 0x3C02), (1 + 0x1p-11 + 0x1p-20, 0x3C01),
      (65519, 0x7BFF), (65520, 0x7C00), (0x1p-25, 0), (0x3p-26, 1),
    ] as [(Float, UInt16)])
  func rounding(_ value: Float, _ bits: UInt16) {
    #expect(FloatFormat.halves([value]) == [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)])
  }

  @Test func otherFormats() {
    let single = withBytes(of: Float(1.5).bitPattern)
    #expect(FloatFormat.f32.floats((single + single + [0]).span) == [1.5, 1.5])
    #expect(FloatFormat.f64.floats(withBytes(of: (-0.25).bitPattern).span) == [-0.25])
    #expect(FloatFormat.bf16.floats(Array(single[2...]).span) == [1.5])
  }

  private func withBytes<T: FixedWidthInteger>(of bits: T) -> [UInt8] {
    (0..<(T.bitWidth / 8)).map { UInt8(truncatingIfNeeded: bits >> T(8 * $0)) }
  }
}

@Suite struct Base64Tests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ("\u{FF}\u{FE}\u{FF}", "w7/DvsO/"),
  ])
  func bothWays(_ bytes: String, _ text: String) {
    #expect(Base64.text(Array(bytes.utf8)) == text)
    #expect(Base64.bytes(text) == Array(bytes.utf8))
    #expect(Base64.bytes(text.replacing("=", with: "")) == Array(bytes.utf8))
  }

  @Test(arguments: ["Zg=a", "Z", "Zm9vY", "Zg===", "Zh==", "Z g=", "\u{1F600}"])
  func whatIsNone(_ text: String) { #expect(Base64.bytes(text) == nil) }

  @Test func lettersOfUrls() { #expect(Base64.bytes("w7_DvsO_") == Base64.bytes("w7/DvsO/")) }
}

@Suite struct VectorSpoolTests {
  @Test(arguments: [1 << 20, 64])
  func whatGoesInComesOut(bufferBytes: Int) throws {
    let folder = try Scratch()
    let spool = VectorSpool(path: folder.path + "/vectors", bufferBytes: bufferBytes)
    let vectors: [[Float]] = (0..<40).map { number in
      (0..<(number % 3 + 2)).map { Float(number + $0) + 1 }
    }
    for vector in vectors { _ = try spool.append(FloatFormat.halves(vector)) }
    let store = spool.sealed()
    #expect(spool.count == 40)
    for (number, vector) in vectors.enumerated() {
      #expect(store.dimension(of: number) == vector.count)
      let halves = try store.halves(number)
      #expect(FloatFormat.f16.floats(halves.span) == vector)
    }
    let rows = try store.unitRows([4, 1], dimension: 3)
    #expect(rows.count == 32 && rows[3...15].allSatisfy { $0 == 0 })
    for start in [0, 16] {
      let squares = rows[start..<(start + 3)].reduce(0) { $0 + $1 * $1 }
      #expect(abs(squares - 1) < 1e-5)
    }
    try spool.removeFile()
    #expect(!Files.exists(folder.path + "/vectors"))
  }
}
