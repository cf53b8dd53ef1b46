import Glibc

/// What the system refused to do with a file, and why.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  /// What was tried, for example "open".
  public let operation: String
  /// The system's `errno`.
  public let code: Int32

  package init(path: String, operation: String, code: Int32 = errno) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  public var description: String { "\(path): \(problem)" }

  /// Without the path: "cannot open: no such file or directory".
  public var problem: String {
    // SAFETY: strerror returns a string of the C library that lives until the thread's next call.
    let reason = unsafe String(cString: strerror(code))
    return "cannot \(operation): \(reason.prefix(1).lowercased() + reason.dropFirst())"
  }
}

/// What is known of a file without opening it.
public struct FileStatus: Sendable, Hashable {
  /// Bytes.
  public let size: Int
  /// Nanoseconds since 1970 of the last change of the content.
  public let modified: Int
  public let isFolder: Bool

  init(_ status: stat) {
    size = Int(status.st_size)
    modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    isFolder = status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Files and folders by path.
public enum Files {
  public static func status(_ path: String) throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw FileError(path: path, operation: "stat") }
    return FileStatus(status)
  }

  /// Whether something that can be reached is there; broken links are not.
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  public static func isFolder(_ path: String) -> Bool { (try? status(path))?.isFolder ?? false }

  /// The whole content.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let file = try OpenFile(reading: path)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(try file.status().size, 0), 1 << 30) + 1)
    while try file.read(upTo: max(bytes.capacity - bytes.count, 1 << 16), into: &bytes) > 0 {}
    return bytes
  }

  /// The whole content as text; ill-formed UTF-8 is repaired.
  public static func readText(_ path: String) throws(FileError) -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// Writes the whole content, atomically (see `AtomicFile`).
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(bytes)
    try file.commit()
  }

  /// The names in a folder without "." and "..", in byte order.
  public static func list(_ folder: String) throws(FileError) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw FileError(path: folder, operation: "list")
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      // SAFETY: d_name ends with a zero byte within the entry, which lives until the next readdir.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw FileError(path: folder, operation: "list") }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The paths that match a shell pattern (`*`, `?`, `[…]`), in byte order; none is no error.
  public static func glob(_ pattern: String) -> [String] {
    var result = unsafe glob_t()
    defer { unsafe globfree(&result) }
    guard unsafe Glibc.glob(pattern, GLOB_NOSORT, nil, &result) == 0 else { return [] }
    var paths: [String] = []
    for index in 0..<Int(unsafe result.gl_pathc) {
      // SAFETY: glob filled gl_pathc strings, which live until globfree.
      if let path = unsafe result.gl_pathv[index] { paths.append(unsafe String(cString: path)) }
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and those above it; one that is there is no error.
  public static func createFolder(_ path: String) throws(FileError) {
    if isFolder(path) { return }
    if let parent = folder(of: path), parent != path { try createFolder(parent) }
    guard unsafe mkdir(path, 0o777) == 0 || isFolder(path) else {
      throw FileError(path: path, operation: "create folder")
    }
  }

  /// Removes a file or an empty folder; one that is not there is no error.
  public static func remove(_ path: String) throws(FileError) {
    guard unsafe Glibc.remove(path) == 0 || errno == ENOENT else {
      throw FileError(path: path, operation: "remove")
    }
  }

  /// Removes a file, or a folder with all in it; links are removed, not followed.
  public static func removeTree(_ path: String) throws(FileError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      for name in try list(path) { try removeTree(path + "/" + name) }
    }
    try remove(path)
  }

  /// Moves a file within one file system; replaces what is there.
  public static func move(_ path: String, to target: String) throws(FileError) {
    guard unsafe rename(path, target) == 0 else {
      throw FileError(path: target, operation: "rename to")
    }
  }

  /// The folder that a path names a member of; nil for the root.
  ///
  /// "a" is in ".".
  package static func folder(of path: String) -> String? {
    var end = path.utf8.count
    let bytes = Array(path.utf8)
    while end > 1, bytes[end - 1] == 0x2F { end -= 1 }
    if end == 1, bytes[0] == 0x2F { return nil }
    guard let slash = bytes[..<end].lastIndex(of: 0x2F) else { return "." }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }
}

extension Files {
  /// Adds bytes to the end of a file, which is made where it is missing.
  ///
  /// Not atomic: for scratch.
  public static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try OpenFile(path, flags: O_WRONLY | O_CREAT | O_APPEND, operation: "append to")
    try file.write(bytes.span)
  }
}
