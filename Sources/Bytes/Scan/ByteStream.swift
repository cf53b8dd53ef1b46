/// Where a stream could not be read on, and why.
public struct StreamError: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  /// Bytes of (decompressed) content before the fault.
  public let offset: Int
  public let problem: String

  public init(path: String, offset: Int, problem: String) {
    self.path = path
    self.offset = offset
    self.problem = problem
  }
  public var description: String { "\(path): byte \(offset): \(problem)" }
}

/// The content of a plain, gzip or zstd file, or of a descriptor, from its start to its end.
///
/// Which of the three it is shows in the first four bytes; a name that ends in `.gz` or `.zst`
/// demands it.
public final class ByteStream {
  private enum Coding {
    case plain
    case gzip(GzipStream)
    case zstd(ZstdStream)
  }

  public let path: String
  /// Bytes of (decompressed) content delivered so far.
  public private(set) var offset = 0

  private let file: OpenFile
  private var coding = Coding.plain
  private var input: [UInt8] = []
  private var inputAt = 0
  private var isAtEnd = false
  private var rewriter: JSONArrayLines?
  private static let inputBytes = 1 << 18

  /// - Parameter rewriter: changes the content on its way, for a JSON file that is one array.
  public convenience init(path: String, rewriter: JSONArrayLines? = nil) throws(StreamError) {
    let file: OpenFile
    do { file = try OpenFile(reading: path) } catch { throw ByteStream.error(error) }
    try self.init(file: file)
    self.rewriter = rewriter
  }

  /// Reads a descriptor, which stays open; 0 is standard input.
  public convenience init(descriptor: Int32, name: String) throws(StreamError) {
    try self.init(file: OpenFile(borrowing: descriptor, name: name))
  }

  private init(file: consuming OpenFile) throws(StreamError) {
    path = file.path
    self.file = file
    do throws(FileError) {
      while input.count < 4, try self.file.read(upTo: Self.inputBytes, into: &input) > 0 {}
    } catch { throw ByteStream.error(error) }
    coding = try recognise()
  }

  private static func error(_ error: FileError, offset: Int = 0) -> StreamError {
    let reason = error.description.dropFirst(error.path.utf8.count + 2)
    return StreamError(path: error.path, offset: offset, problem: String(reason))
  }

  private func recognise() throws(StreamError) -> Coding {
    if input.starts(with: [0x1F, 0x8B]) { return .gzip(GzipStream()) }
    let isFrame = input.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    let isSkippable =
      input.count >= 4 && input[0] & 0xF0 == 0x50 && input[1...3].elementsEqual([0x2A, 0x4D, 0x18])
    if isFrame || isSkippable { return .zstd(ZstdStream()) }
    if path.hasSuffix(".gz") { throw StreamError(path: path, offset: 0, problem: "no gzip data") }
    if path.hasSuffix(".zst") { throw StreamError(path: path, offset: 0, problem: "no zstd data") }
    return .plain
  }

  /// Appends up to `count` bytes; fewer only at the end or before a fault.
  ///
  /// - Returns: how many; 0 at the end.
  /// - Throws: what was readable before the fault has been appended.
  @discardableResult
  public func read(upTo count: Int, into out: inout [UInt8]) throws(StreamError) -> Int {
    let start = out.count
    defer {
      rewriter?.rewrite(&out, from: start)
      offset += out.count - start
    }
    while out.count - start < count {
      let before = out.count
      let wanted = count - (before - start)
      do {
        switch coding {
        case .plain: try readPlain(wanted, into: &out)
        case .gzip(let stream):
          _ = try stream.decode(input, at: &inputAt, upTo: wanted, into: &out)
        case .zstd(let stream):
          _ = try stream.decode(input, at: &inputAt, upTo: wanted, into: &out)
        }
        if out.count == before, inputAt == input.count {
          if try isAtEnd || !refill() {
            try finish()
            break
          }
        }
      } catch { throw located(error, offset: offset + out.count - start) }
    }
    return out.count - start
  }

  private func located(_ error: any Error, offset: Int) -> StreamError {
    switch error {
    case let error as FileError: ByteStream.error(error, offset: offset)
    case let error as GzipError: StreamError(path: path, offset: offset, problem: error.problem)
    case let error as ZstdError: StreamError(path: path, offset: offset, problem: error.description)
    default: StreamError(path: path, offset: offset, problem: "\(error)")
    }
  }

  private func readPlain(_ wanted: Int, into out: inout [UInt8]) throws(FileError) {
    if inputAt < input.count {
      let end = min(input.count, inputAt + wanted)
      out += input[inputAt..<end]
      inputAt = end
    } else if try file.read(upTo: wanted, into: &out) == 0 {
      isAtEnd = true
    }
  }

  /// Whether there was more input.
  private func refill() throws(FileError) -> Bool {
    input.removeAll(keepingCapacity: true)
    inputAt = 0
    let read = try file.read(upTo: Self.inputBytes, into: &input)
    isAtEnd = read == 0
    return read > 0
  }

  private func finish() throws {
    switch coding {
    case .plain: break
    case .gzip(let stream): try stream.finish()
    case .zstd(let stream): try stream.finish()
    }
  }

  /// Leaves out content up to `target` bytes from the start; a plain file is not read for it.
  ///
  /// - Throws: also where the content ends before.
  public func skip(to target: Int) throws(StreamError) {
    precondition(target >= offset, "a stream does not go back from \(offset) to \(target)")
    if case .plain = coding, rewriter == nil, seek(to: target) { return }
    var scratch: [UInt8] = []
    while offset < target {
      scratch.removeAll(keepingCapacity: true)
      if try read(upTo: min(target - offset, 1 << 20), into: &scratch) == 0 {
        throw StreamError(path: path, offset: offset, problem: "ends before byte \(target)")
      }
    }
  }

  /// Jumps within a plain file; false where that is not possible, as in a pipe.
  private func seek(to target: Int) -> Bool {
    guard let size = try? file.status().size, target <= size,
      (try? file.seek(to: target)) != nil
    else { return false }
    input.removeAll(keepingCapacity: true)
    inputAt = 0
    offset = target
    return true
  }

  /// The whole content of a file.
  ///
  /// - Parameter limit: bytes; more is an error, so that a small file cannot fill the memory.
  public static func readAll(_ path: String, limit: Int = 1 << 30) throws(StreamError) -> [UInt8] {
    let stream = try ByteStream(path: path)
    var out: [UInt8] = []
    while try stream.read(upTo: min(1 << 20, limit - out.count + 1), into: &out) > 0 {
      guard out.count <= limit else {
        throw StreamError(path: path, offset: limit, problem: "longer than \(limit) bytes")
      }
    }
    return out
  }
}
