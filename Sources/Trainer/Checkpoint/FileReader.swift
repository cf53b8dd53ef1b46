internal import Bytes

/// Reads ranges of a file; errors name the file.
struct FileReader: ~Copyable {
  let path: String
  let size: Int
  private let file: OpenFile

  init(_ path: String) throws(TrainerError) {
    let opened = try Self.open(path)
    let found = try Self.size(opened)
    self.init(path: path, size: found, file: opened)
  }

  private init(path: String, size: Int, file: consuming OpenFile) {
    self.path = path
    self.size = size
    self.file = file
  }

  private static func open(_ path: String) throws(TrainerError) -> OpenFile {
    do {
      return try OpenFile(reading: path)
    } catch {
      throw TrainerError(error)
    }
  }

  private static func size(_ file: borrowing OpenFile) throws(TrainerError) -> Int {
    do {
      return try file.status().size
    } catch {
      throw TrainerError(error)
    }
  }

  /// - Throws: also where the file ends before the range does.
  func read(_ range: Range<Int>, what: String) throws(TrainerError) -> [UInt8] {
    guard range.upperBound <= size else {
      throw error("the \(what) ends at byte \(range.upperBound) of \(size)")
    }
    var bytes: [UInt8] = []
    do {
      try file.read(at: range.lowerBound, count: range.count, into: &bytes)
    } catch {
      throw TrainerError(error)
    }
    guard bytes.count == range.count else { throw error("the file ended within the \(what)") }
    return bytes
  }

  func error(_ problem: String) -> TrainerError { .file(path: path, problem: problem) }
}

extension TrainerError {
  init(_ error: FileError) {
    // The description begins with the path, which this error names itself.
    self = .file(
      path: error.path, problem: String(error.description.dropFirst(error.path.count + 2)))
  }
}
