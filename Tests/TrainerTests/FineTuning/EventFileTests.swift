import Testing
import Trainer

@Suite struct EventFileTests {
  /// RFC 3720, section B.4, and the usual check value.
  @Test(
    arguments: [
      (Array("123456789".utf8), 0xE306_9283),
      (Array(repeating: 0, count: 32), 0x8A91_36AA),
      (Array(repeating: 0xFF, count: 32), 0x62A8_AB43),
      (Array(0..<32), 0x46DD_794E),
      ([], 0),
    ] as [([UInt8], UInt32)])
  func checksum(_ bytes: [UInt8], _ expected: UInt32) {
    #expect(crc32c(bytes) == expected)
  }

  /// The bytes that TensorFlow's own writer gives for the same events.
  @Test func records() {
    var file = EventFile()
    file.add(step: 300, [("loss", 1.5)])
    let first: [UInt8] =
      [0x18, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22, 0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x1A, 0x0D]
      + Array("brain.Event:2".utf8)
    let second: [UInt8] =
      [0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0xAC, 0x02, 0x2A, 0x0D, 0x0A, 0x0B, 0x0A, 0x04]
      + Array("loss".utf8) + [0x15, 0, 0, 0xC0, 0x3F]
    #expect(Array(file.bytes.prefix(first.count)) == first)
    #expect(file.bytes.count == first.count + 4 + 12 + second.count + 4)
    #expect(Array(file.bytes.dropFirst(first.count + 4 + 12).prefix(second.count)) == second)
  }
}
