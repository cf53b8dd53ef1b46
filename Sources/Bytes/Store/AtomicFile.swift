import Glibc

/// A file that appears whole or not at all: written beside its place, synced, then renamed.
///
/// What a killed process leaves behind is a hidden `.NAME.tmp`, which the next attempt takes over.
public final class AtomicFile {
  public let path: String
  /// Bytes written so far.
  public private(set) var count = 0
  private let temporary: String
  private let file: OpenFile
  private var isCommitted = false

  /// - Throws: also where another process is writing the same file.
  public init(_ path: String) throws(FileError) {
    self.path = path
    let folder = Files.folder(of: path) ?? "/"
    let name = path.split(separator: "/").last.map(String.init) ?? path
    temporary = (folder == "." ? "" : folder + "/") + ".\(name).tmp"
    file = try AtomicFile.lock(temporary)
    guard ftruncate(file.descriptor, 0) == 0 else {
      throw FileError(path: temporary, operation: "truncate")
    }
  }

  /// Opens and locks the temporary file.
  ///
  /// Between the two another process may have renamed it, in which case the lock is on a finished
  /// file and the name is opened again.
  private static func lock(_ path: String) throws(FileError) -> OpenFile {
    while true {
      let file = try OpenFile(path, flags: O_RDWR | O_CREAT, operation: "create")
      guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw FileError(path: path, operation: "lock")
      }
      var mine = stat()
      var named = stat()
      if unsafe fstat(file.descriptor, &mine) == 0, unsafe stat(path, &named) == 0,
        mine.st_ino == named.st_ino, mine.st_dev == named.st_dev
      {
        return file
      }
    }
  }

  deinit { if !isCommitted { unsafe unlink(temporary) } }

  public func write(_ bytes: Span<UInt8>) throws(FileError) {
    precondition(!isCommitted, "\(path) has been committed")
    try file.write(bytes)
    count += bytes.count
  }

  public func write(_ bytes: [UInt8]) throws(FileError) { try write(bytes.span) }

  /// Puts the file in its place.
  ///
  /// Without this call nothing appears.
  public func commit() throws(FileError) {
    try file.sync()
    try Files.move(temporary, to: path)
    isCommitted = true
    // The name itself is on the disk only once the folder is.
    let folder = try OpenFile(
      Files.folder(of: path) ?? "/", flags: O_RDONLY | O_DIRECTORY, operation: "open")
    try folder.sync()
  }
}
