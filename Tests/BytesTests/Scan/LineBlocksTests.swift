import Bytes
import Testing

@Suite struct LineBlocksTests {
  struct Delivered: Equatable {
    var lines: [String] = []
    var ordinals: [Int] = []
    var overlong: [OverlongLine] = []
    var fault: StreamError?
  }

  /// All that a stream of blocks delivers; checks that the blocks join up.
  func deliver(_ blocks: LineBlocks, from offset: Int = 0) -> Delivered {
    var all = Delivered()
    var expected = offset
    do throws(StreamError) {
      while let block = try blocks.next() {
        #expect(block.offset == expected)
        expected += block.bytes.count
        for line in block.lines() {
          all.lines.append(String(decoding: block.bytes[line.range], as: UTF8.self))
          all.ordinals.append(line.ordinal)
        }
        if let overlong = block.overlong {
          all.overlong.append(overlong)
          expected = overlong.offset + overlong.length + 1
        }
      }
    } catch { all.fault = error }
    return all
  }

  static let sizes = [1, 2, 3, 7, 64, 1000, 1 << 20]

  @Test(arguments: sizes) func lineEnds(_ size: Int) throws {
    let scratch = try Scratch()
    let path = try scratch.write("\u{FEFF}one\r\n\ntwo\n\r\n  \nthree\rx\nlast", "a.jsonl")
    let all = deliver(try LineBlocks(path: path, blockBytes: size))
    #expect(all.lines == ["one", "two", "  ", "three\rx", "last"])
    #expect(all.ordinals == [0, 2, 4, 5, 6])
    #expect(all.overlong.isEmpty && all.fault == nil)
  }

  @Test(arguments: ["", "\n", "\r\n", "\u{FEFF}", "\n\n\n"]) func nothing(_ text: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write(text, "a.jsonl")
    for size in Self.sizes {
      #expect(deliver(try LineBlocks(path: path, blockBytes: size)) == Delivered())
    }
  }

  @Test(arguments: sizes) func overlongLines(_ size: Int) throws {
    let scratch = try Scratch()
    let long = String(repeating: "x", count: 11)
    let fits = String(repeating: "y", count: 10)
    let text = "a\n\(long)\n\(fits)\n\(long)\(long)\nb\n\(long)"
    let path = try scratch.write(text, "a.jsonl")
    let all = deliver(try LineBlocks(path: path, blockBytes: size, maxLineBytes: 10))
    #expect(all.lines == ["a", fits, "b"])
    #expect(all.ordinals == [0, 2, 4])
    #expect(
      all.overlong == [
        OverlongLine(offset: 2, length: 11, ordinal: 1),
        OverlongLine(offset: 25, length: 22, ordinal: 3),
        OverlongLine(offset: 50, length: 11, ordinal: 5),
      ])
  }

  static let text: [UInt8] = {
    var random = Seeded(7)
    var text: [UInt8] = []
    for line in 0..<12_000 {
      text += utf8("{\"line\":\(line),\"text\":\"")
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        text.append(UInt8.random(in: 0x61...0x7A, using: &random))
      }
      text += utf8("\"}\n")
    }
    return text
  }()

  /// The same content from plain files and from those of the real tools, in one and several members.
  @Test(arguments: [
    "cat a.jsonl > b.jsonl", "gzip -c a.jsonl > b.gz", "zstd -q -c a.jsonl > b.zst",
    "(head -c 300001 a.jsonl | gzip -1; tail -c +300002 a.jsonl | gzip -9) > b.gz",
    "(head -c 300001 a.jsonl | zstd -q -c; tail -c +300002 a.jsonl | zstd -q -c --no-check) > b.zst",
    "(printf '\\120\\052\\115\\030\\003\\000\\000\\000abc'; zstd -q -c a.jsonl) > b.zst",
    "(gzip -c a.jsonl; head -c 512 /dev/zero) > b.gz", "gzip -c a.jsonl > b",
    "(gzip -c < /dev/null; gzip -c a.jsonl) > b.gz",
  ])
  func codings(_ command: String) throws {
    let scratch = try Scratch()
    let plain = deliver(try LineBlocks(path: try scratch.write(Self.text, "a.jsonl")))
    #expect(plain.lines.count == 12_000)
    #expect(shell("cd \(scratch.path) && \(command)") == 0)
    let name = try #require(Files.glob(scratch.file("b*")).first)
    for size in [100, 5000, 1 << 20] {
      #expect(deliver(try LineBlocks(path: name, blockBytes: size)) == plain)
    }
    #expect(try ByteStream.readAll(name) == Self.text)
    // Resuming at a block's start gives the rest.
    let blocks = try LineBlocks(path: name, blockBytes: 5000)
    for _ in 0..<7 { _ = try blocks.next() }
    let eighth = try #require(try blocks.next())
    let rest = try LineBlocks(
      path: name, blockBytes: 900, startingAt: eighth.offset, firstLine: eighth.firstLine)
    let resumed = deliver(rest, from: eighth.offset)
    #expect(resumed.lines == Array(plain.lines.dropFirst(eighth.firstLine)))
    #expect(resumed.ordinals == Array(eighth.firstLine..<12_000))
  }

  @Test(arguments: ["gzip", "zstd -q", "zstd -q --no-check"])
  func truncated(_ tool: String) throws {
    let scratch = try Scratch()
    let name = tool.hasPrefix("gzip") ? "b.gz" : "b.zst"
    let path = scratch.file(name)
    _ = try scratch.write(Self.text, "a.jsonl")
    shell("cd \(scratch.path) && \(tool) -c a.jsonl > whole")
    let whole = try Files.read(scratch.file("whole"))
    let lines = deliver(try LineBlocks(path: scratch.file("a.jsonl"))).lines
    for part in [whole.count - 1, whole.count / 2, 30] {
      _ = try scratch.write(Array(whole.prefix(part)), name)
      let all = deliver(try LineBlocks(path: path, blockBytes: 3000))
      #expect(all.lines == Array(lines.prefix(all.lines.count)))
      let fault = try #require(all.fault)
      #expect(fault.path == path && fault.problem.contains("ends within"))
      #expect(fault.offset >= all.lines.reduce(0) { $0 + $1.utf8.count + 1 })
      if part > 1000 { #expect(all.lines.count > 500) }
    }
  }

  @Test(arguments: ["gzip", "zstd -q"]) func corrupt(_ tool: String) throws {
    let scratch = try Scratch()
    let name = tool.hasPrefix("gzip") ? "b.gz" : "b.zst"
    _ = try scratch.write(Self.text, "a.jsonl")
    shell("cd \(scratch.path) && \(tool) -c a.jsonl > whole")
    var bytes = try Files.read(scratch.file("whole"))
    bytes[bytes.count / 2] ^= 0x55
    bytes[bytes.count / 2 + 1] ^= 0xAA
    let path = try scratch.write(bytes, name)
    let fault = try #require(deliver(try LineBlocks(path: path, blockBytes: 3000)).fault)
    #expect(fault.path == path)
    #expect(throws: StreamError.self) { try ByteStream.readAll(path) }
  }

  @Test(arguments: [("a.gz", ""), ("a.zst", ""), ("a.gz", "{}\n"), ("a.zst", "{}\n")])
  func namesThatPromiseMore(_ name: String, _ text: String) throws {
    let scratch = try Scratch()
    let path = try scratch.write(text, name)
    #expect(throws: StreamError.self) { try LineBlocks(path: path) }
  }

  @Test func rubbishBehindGzip() throws {
    let scratch = try Scratch()
    _ = try scratch.write("a\nb\n", "a")
    shell("cd \(scratch.path) && (gzip -c a; echo rubbish) > b.gz")
    let all = deliver(try LineBlocks(path: scratch.file("b.gz")))
    #expect(all.lines == ["a", "b"])
    #expect(all.fault?.offset == 4)
  }

  @Test func standardInput() throws {
    let scratch = try Scratch()
    let file = try OpenFile(reading: try scratch.write(Self.text, "a.jsonl"))
    let stream = try ByteStream(descriptor: file.descriptor, name: "stdin")
    let all = deliver(try LineBlocks(stream, blockBytes: 4000))
    #expect(all.lines.count == 12_000)
    let second = try OpenFile(reading: scratch.file("a.jsonl"))
    let later = try ByteStream(descriptor: second.descriptor, name: "stdin")
    let rest = deliver(try LineBlocks(later, startingAt: Self.text.count))
    #expect(rest == Delivered())
  }

  @Test func errors() throws {
    let scratch = try Scratch()
    let missing = #expect(throws: StreamError.self) { try LineBlocks(path: scratch.file("no")) }
    #expect(
      missing?.description.hasSuffix("/no: byte 0: cannot open: no such file or directory") == true)
    #expect(throws: StreamError.self) { try LineBlocks(path: scratch.path) }
    let path = try scratch.write("abc", "a.jsonl")
    #expect(throws: StreamError.self) { try LineBlocks(path: path, startingAt: 4) }
    #expect(throws: StreamError.self) { try ByteStream.readAll(path, limit: 2) }
  }
}
