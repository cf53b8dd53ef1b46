import Bytes
import Glibc
import Testing

@Suite struct FilesTests {
  @Test func readsWhatWasWritten() throws {
    let scratch = try Scratch()
    for count in [0, 1, 4095, 4096, 3_000_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let path = try scratch.write(bytes, "a")
      #expect(try Files.read(path) == bytes)
      #expect(try Files.status(path).size == count)
    }
    #expect(try Files.list(scratch.path) == ["a"])
  }

  /// A file whose size the system does not know before.
  @Test func readsProc() throws {
    #expect(try Files.readText("/proc/self/status").contains("Pid:"))
  }

  @Test func folders() throws {
    let scratch = try Scratch()
    try Files.createFolder(scratch.file("a/b/c"))
    try Files.createFolder(scratch.file("a/b/c/"))
    _ = try scratch.write("1", "a/b/2.txt")
    _ = try scratch.write("1", "a/b/10.txt")
    #expect(try Files.list(scratch.file("a/b")) == ["10.txt", "2.txt", "c"])
    #expect(
      Files.glob(scratch.file("a/b/*.txt")) == ["a/b/10.txt", "a/b/2.txt"].map(scratch.file))
    #expect(Files.glob(scratch.file("a/b/*.json")).isEmpty)
    #expect(Files.isFolder(scratch.file("a")) && !Files.isFolder(scratch.file("a/b/2.txt")))
    try Files.move(scratch.file("a/b/2.txt"), to: scratch.file("a/b/10.txt"))
    #expect(throws: FileError.self) { try Files.createFolder(scratch.file("a/b/10.txt/d")) }
    #expect(throws: FileError.self) { try Files.remove(scratch.file("a")) }
    try Files.removeTree(scratch.file("a"))
    try Files.removeTree(scratch.file("a"))
    try Files.remove(scratch.file("a"))
    #expect(!Files.exists(scratch.file("a")))
  }

  @Test func removeTreeDoesNotFollowLinks() throws {
    let scratch = try Scratch()
    _ = try scratch.write("1", "kept")
    try Files.createFolder(scratch.file("a"))
    #expect(unsafe symlink(scratch.path, scratch.file("a/link")) == 0)
    try Files.removeTree(scratch.file("a"))
    #expect(Files.exists(scratch.file("kept")))
  }

  @Test func errorsNameThePath() {
    let error = #expect(throws: FileError.self) { try Files.read("/nowhere/at/all") }
    #expect(error?.description == "/nowhere/at/all: cannot open: no such file or directory")
    #expect(error?.isMissing == true)
    #expect(throws: FileError.self) { try Files.list("/nowhere") }
    #expect(throws: FileError.self) { try Files.status("/nowhere") }
    #expect(throws: FileError.self) { try Files.write([], to: "/nowhere/a") }
    #expect(throws: FileError.self) { try Files.read("/tmp") }
  }

  @Test(
    arguments: [
      ("a", "."), ("/a", "/"), ("/", nil), ("a/b", "a"), ("a/b/", "a"), ("/a/b", "/a"),
      ("a//b", "a/"),
    ] as [(String, String?)])
  func folderOfPath(_ path: String, _ folder: String?) { #expect(Files.folder(of: path) == folder) }
}

@Suite struct AtomicFileTests {
  @Test func appearsOnlyWhenCommitted() throws {
    let scratch = try Scratch()
    let path = try scratch.write("old", "a")
    do {
      let file = try AtomicFile(path)
      try file.write(utf8("new "))
      try file.write(utf8("text"))
      #expect(try Files.readText(path) == "old")
      try file.commit()
      #expect(file.count == 8)
    }
    #expect(try Files.readText(path) == "new text")
    do {
      let file = try AtomicFile(path)
      try file.write(utf8("never seen"))
    }
    #expect(try Files.readText(path) == "new text")
    #expect(try Files.list(scratch.path) == ["a"])
  }

  @Test func takesOverWhatAKilledProcessLeft() throws {
    let scratch = try Scratch()
    _ = try scratch.write("a long text that was never finished", ".a.tmp")
    try Files.write(utf8("b"), to: scratch.file("a"))
    #expect(try Files.readText(scratch.file("a")) == "b")
    #expect(try Files.list(scratch.path) == ["a"])
  }

  @Test func oneWriterAtATime() throws {
    let scratch = try Scratch()
    let first = try AtomicFile(scratch.file("a"))
    try first.write(utf8("first"))
    let error = #expect(throws: FileError.self) { try AtomicFile(scratch.file("a")) }
    #expect(error?.operation == "lock")
    try first.commit()
    #expect(try Files.readText(scratch.file("a")) == "first")
  }
}
