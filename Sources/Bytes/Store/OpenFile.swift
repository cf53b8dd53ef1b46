import Glibc

/// An open file.
///
/// Reads and writes go on after interruptions and short counts.
package struct OpenFile: ~Copyable {
  package let path: String
  package let descriptor: Int32
  private let closes: Bool

  package init(reading path: String) throws(FileError) {
    try self.init(path, flags: O_RDONLY, operation: "open")
  }

  /// - Parameter flags: of open(2); `O_CLOEXEC` is added.
  package init(_ path: String, flags: Int32, operation: String) throws(FileError) {
    let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, operation: operation) }
    self.path = path
    self.descriptor = descriptor
    closes = true
  }

  /// A descriptor that stays open, such as standard input's.
  package init(borrowing descriptor: Int32, name: String) {
    path = name
    self.descriptor = descriptor
    closes = false
  }

  deinit { if closes { close(descriptor) } }

  package func status() throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(path: path, operation: "stat")
    }
    return FileStatus(status)
  }

  /// Appends up to `count` bytes from the present position; 0 at the end.
  package func read(upTo count: Int, into out: inout [UInt8]) throws(FileError) -> Int {
    unsafe try append(count, to: &out) { unsafe Glibc.read(descriptor, $0, $1) }
  }

  /// Appends the bytes from `offset` on, up to `count` of them; fewer only at the end.
  package func read(at offset: Int, count: Int, into out: inout [UInt8]) throws(FileError) {
    var done = 0
    while done < count {
      let read = unsafe try append(count - done, to: &out) {
        unsafe pread(descriptor, $0, $1, off_t(offset + done))
      }
      if read == 0 { return }
      done += read
    }
  }

  private func append(
    _ count: Int, to out: inout [UInt8],
    _ call: (UnsafeMutableRawPointer?, Int) -> Int
  ) throws(FileError) -> Int {
    var read = 0
    // SAFETY: the call writes at most `count` bytes, for which there is room, and says how many.
    out.append(addingCapacity: count) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, written in
        repeat { read = unsafe call(buffer.baseAddress, count) } while read < 0 && errno == EINTR
        written = max(read, 0)
      }
    }
    guard read >= 0 else { throw FileError(path: path, operation: "read") }
    return read
  }

  /// Moves the position to `offset` from the start.
  package func seek(to offset: Int) throws(FileError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else {
      throw FileError(path: path, operation: "seek")
    }
  }

  package func write(_ bytes: Span<UInt8>) throws(FileError) {
    var done = 0
    while done < bytes.count {
      // SAFETY: the call reads the bytes of the span from `done` on.
      let written = unsafe bytes.extracting(droppingFirst: done).withUnsafeBufferPointer {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written >= 0 else { throw FileError(path: path, operation: "write") }
      done += written
    }
  }

  /// Waits until the content is on the disk.
  package func sync() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError(path: path, operation: "fsync") }
  }
}
