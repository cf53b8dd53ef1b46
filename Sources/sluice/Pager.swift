import Bytes
import Glibc

/// `$PAGER` (`less -R` where it is not set), fed through a pipe.
@safe final class Pager {
  private let pipe: UnsafeMutablePointer<FILE>
  private let command: String

  init() throws {
    signal(SIGPIPE, SIG_IGN)
    let wanted = unsafe getenv("PAGER").map { unsafe String(cString: $0) } ?? ""
    command = wanted.isEmpty ? "less -R" : wanted
    guard let pipe = unsafe popen(command, "w") else {
      throw FileError(path: command, operation: "start the pager")
    }
    unsafe self.pipe = pipe
  }

  /// - Returns: false when the person has left the pager.
  func write(_ bytes: [UInt8]) -> Bool {
    // SAFETY: fwrite reads exactly the array's bytes during the call.
    let written = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, pipe) }
    return unsafe written == bytes.count && fflush(pipe) == 0
  }

  /// Waits until the person leaves.
  ///
  /// - Throws: where the shell has not found the pager.
  func finish() throws {
    let status = unsafe pclose(pipe)
    guard status >> 8 & 0xFF == 127 else { return }
    throw FileError(path: command, operation: "start the pager", code: ENOENT)
  }
}
