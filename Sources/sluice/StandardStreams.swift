import Bytes
import Glibc

/// Calls `body` with successive lines of a file, `-` being standard input, without their ends.
///
/// Empty lines are left out.
func forEachLineBatch(of path: String, batch: Int, _ body: ([[UInt8]]) throws -> Void) throws {
  let bytes = try Files.read(path == "-" ? "/dev/stdin" : path)
  var lines: [[UInt8]] = []
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    lines.append(Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
    if lines.count == batch {
      try body(lines)
      lines.removeAll(keepingCapacity: true)
    }
  }
  if !lines.isEmpty { try body(lines) }
}

/// Writes to standard output; a reader that went away ends the program without noise.
func writeStandardOutput(_ bytes: [UInt8]) throws {
  var done = 0
  while done < bytes.count {
    let written = unsafe bytes[done...].withUnsafeBytes {
      unsafe write(1, $0.baseAddress, $0.count)
    }
    guard written >= 0 else {
      if errno == EINTR { continue }
      if errno == EPIPE { exit(0) }
      throw FileError(path: "standard output", operation: "write")
    }
    done += written
  }
}

func writeStandardError(_ text: String) {
  _ = unsafe Array(text.utf8).withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
}

func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Whether standard output shows colours: a terminal, unless NO_COLOR is set (https://no-color.org).
func showsColors() -> Bool {
  guard isTerminal(1) else { return false }
  return unsafe getenv("NO_COLOR").map { unsafe $0.pointee == 0 } ?? true
}
