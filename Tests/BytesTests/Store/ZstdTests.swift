import Bytes
import Testing

@Suite struct ZstdTests {
  static func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = Seeded(seed)
    return (0..<count).map { _ in UInt8.random(in: 0x61...0x68, using: &random) }
  }

  @Test(arguments: [0, 1, 100, 70_000, 3_000_000]) func roundTrip(_ count: Int) throws {
    let bytes = Self.bytes(count)
    let compressor = ZstdCompressor(level: 1)
    let frame = try compressor.compress(bytes)
    #expect(try compressor.compress(bytes) == frame)
    #expect(try ZstdDecompressor().decompress(frame) == bytes)
    #expect(try ZstdDecompressor().decompress(frame.span, count: count) == bytes)
    #expect(throws: ZstdError.self) {
      try ZstdDecompressor().decompress(frame.span, count: count + 1)
    }
    if count > 0 {
      #expect(throws: ZstdError.self) {
        try ZstdDecompressor().decompress(frame.span, count: count - 1)
      }
      #expect(throws: ZstdError.self) {
        try ZstdDecompressor().decompress(frame, limit: count - 1)
      }
    }
  }

  @Test(arguments: [(-1, -1), (0, 0), (19, 19), (1000, 22), (Int.min, -131072)])
  func levels(_ asked: Int, _ used: Int) throws {
    let compressor = ZstdCompressor(level: asked)
    #expect(compressor.level == used)
    let frame = try compressor.compress(utf8("hello hello hello"))
    #expect(try ZstdDecompressor().decompress(frame) == utf8("hello hello hello"))
  }

  @Test func damage() throws {
    let decompressor = ZstdDecompressor()
    let frame = try ZstdCompressor(level: 3).compress(Self.bytes(20_000))
    for index in stride(from: 0, to: frame.count, by: 97) {
      var bad = frame
      bad[index] ^= 0x10
      #expect(throws: ZstdError.self) { try decompressor.decompress(bad) }
      #expect(throws: ZstdError.self) {
        try decompressor.decompress(Array(frame.prefix(index)))
      }
    }
    #expect(throws: ZstdError.self) { try decompressor.decompress(utf8("no frame")) }
    #expect(try decompressor.decompress(frame) == Self.bytes(20_000))
  }
}

@Suite struct SeekableTests {
  /// The frames of a file of 10 frames, one of them empty.
  func write(_ path: String) throws -> (parts: [[UInt8]], file: SeekableFile) {
    let parts = (0..<10).map { ZstdTests.bytes($0 * $0 * 300, seed: UInt64($0)) }
    let compressor = ZstdCompressor(level: 1)
    let writer = try SeekableWriter(path)
    for part in parts {
      try writer.append(frame: try compressor.compress(part), decompressedBytes: part.count)
    }
    return (parts, try writer.finish())
  }

  @Test func framesAndOffsets() throws {
    let scratch = try Scratch()
    let path = scratch.file("a.zst")
    let (parts, file) = try write(path)
    let whole = parts.flatMap { $0 }
    #expect(file.frames == 10 && file.decompressedBytes == whole.count)
    #expect(try file.compressedBytes == Files.status(path).size)
    #expect(try Files.read(path).suffix(file.seekTable.count) == file.seekTable[...])
    let reader = try SeekableReader(path)
    #expect(reader.frameCount == 10 && reader.decompressedBytes == whole.count)
    let decompressor = ZstdDecompressor()
    for index in parts.indices {
      #expect(try reader.read(index, with: decompressor) == parts[index])
      let frame = reader.frame(index)
      #expect(whole[frame.decompressed].elementsEqual(parts[index]))
      #expect(try decompressor.decompress(reader.readCompressed(index)) == parts[index])
    }
    for offset in [0, 299, 300, 301, 1500, whole.count - 1] {
      let index = try #require(reader.frame(holding: offset))
      #expect(reader.frame(index).decompressed.contains(offset))
    }
    #expect(reader.frame(holding: whole.count) == nil && reader.frame(holding: -1) == nil)
    #expect(try ByteStream.readAll(path) == whole)
    // The real tool takes it for what it is.
    #expect(shell("zstd -q -t \(path)") == 0)
    #expect(shell("zstd -q -d -c \(path) > \(scratch.file("plain"))") == 0)
    #expect(try Files.read(scratch.file("plain")) == whole)
  }

  @Test func withoutFrames() throws {
    let scratch = try Scratch()
    _ = try SeekableWriter(scratch.file("a.zst")).finish()
    let reader = try SeekableReader(scratch.file("a.zst"))
    #expect(reader.frameCount == 0 && reader.decompressedBytes == 0)
    #expect(reader.frame(holding: 0) == nil)
    #expect(try ByteStream.readAll(scratch.file("a.zst")).isEmpty)
  }

  @Test func nothingAppearsWithoutFinish() throws {
    let scratch = try Scratch()
    do {
      let writer = try SeekableWriter(scratch.file("a.zst"))
      try writer.append(frame: ZstdCompressor(level: 1).compress([1]), decompressedBytes: 1)
    }
    #expect(try Files.list(scratch.path).isEmpty)
  }

  @Test func damagedTables() throws {
    let scratch = try Scratch()
    _ = try write(scratch.file("a.zst"))
    let whole = try Files.read(scratch.file("a.zst"))
    for dropped in [1, 5, 9, 20, whole.count - 3, whole.count] {
      let path = try scratch.write(Array(whole.dropLast(dropped)), "b.zst")
      #expect(throws: SeekableError.self) { try SeekableReader(path) }
    }
    // Every byte of the table: its header, sizes and footer.
    let table = whole.count - (8 + 10 * 8 + 9)
    for index in table..<whole.count {
      var bad = whole
      bad[index] ^= 0x81
      let path = try scratch.write(bad, "b.zst")
      #expect(throws: (any Error).self) {
        let reader = try SeekableReader(path)
        let decompressor = ZstdDecompressor()
        for frame in 0..<reader.frameCount { _ = try reader.read(frame, with: decompressor) }
      }
    }
    let plain = try scratch.write("{}\n", "c.zst")
    #expect(throws: SeekableError.self) { try SeekableReader(plain) }
    #expect(throws: SeekableError.self) { try SeekableReader(scratch.file("missing")) }
  }

  @Test func tablesWithChecksums() throws {
    // As other writers make them: four more bytes a frame, and bit 7 of the descriptor.
    let scratch = try Scratch()
    let frame = try ZstdCompressor(level: 1).compress(utf8("hello"))
    var bytes = frame + [0x5E, 0x2A, 0x4D, 0x18, 21, 0, 0, 0]
    bytes += [UInt8(frame.count), 0, 0, 0, 5, 0, 0, 0, 1, 2, 3, 4]
    bytes += [1, 0, 0, 0, 0x80, 0xB1, 0xEA, 0x92, 0x8F]
    let reader = try SeekableReader(try scratch.write(bytes, "a.zst"))
    #expect(try reader.read(0, with: ZstdDecompressor()) == utf8("hello"))
  }
}
