import CSandbox
import Glibc

/// A file descriptor of ours, closed when the last reference goes.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }
  deinit { close(number) }

  /// A pipe's two ends.
  static func pipe() throws(SandboxError) -> (reading: Descriptor, writing: Descriptor) {
    var pair: [Int32] = [-1, -1]
    var span = pair.mutableSpan
    try check(sandbox_pipe(&span), "pipe")
    return (Descriptor(pair[0]), Descriptor(pair[1]))
  }

  /// Two connected sockets that keep the bounds of messages.
  static func socketPair() throws(SandboxError) -> (Descriptor, Descriptor) {
    var pair: [Int32] = [-1, -1]
    var span = pair.mutableSpan
    try check(sandbox_socketpair(&span), "socketpair")
    return (Descriptor(pair[0]), Descriptor(pair[1]))
  }

  /// A file in memory that holds the bytes and cannot be changed.
  static func memory(_ bytes: [UInt8]) throws(SandboxError) -> Descriptor {
    Descriptor(try check(sandbox_memory_file(bytes.span), "memfd_create"))
  }

  static func null() throws(SandboxError) -> Descriptor {
    Descriptor(try check(sandbox_null(), "/dev/null"))
  }

  /// Sends one message with descriptors over a socket.
  func send(_ message: [UInt8], with descriptors: [Descriptor] = []) throws(SandboxError) {
    let numbers = descriptors.map(\.number)
    try check(sandbox_send(number, message.span, numbers.span), "sendmsg")
  }

  /// What can be read now: bytes of a pipe, or one message of a socket.
  ///
  /// - Returns: empty at the end of the stream, and where reading fails: then the other side is gone.
  func read(upTo count: Int = 1 << 16) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    var span = buffer.mutableSpan
    let got = sandbox_read(number, &span)
    buffer.removeLast(count - max(0, Int(got)))
    return buffer
  }
}

/// The result of a system call of the shim, or its error.
@discardableResult
func check(_ result: Int32, _ call: String) throws(SandboxError) -> Int32 {
  guard result >= 0 else { throw SandboxError("\(call): errno \(-result)") }
  return result
}

/// Why no sandbox can be had: the environment's fault, never a response's.
package struct SandboxError: Error, Sendable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}

/// Waits until a descriptor can be read or has ended.
///
/// - Returns: the ready ones, by index; none when the deadline has come.
func wait(for descriptors: [Descriptor], until deadline: ContinuousClock.Instant) -> Set<Int> {
  let numbers = descriptors.map(\.number)
  var ready = [UInt8](repeating: 0, count: numbers.count)
  while true {
    let left = ContinuousClock.now.duration(to: deadline)
    let milliseconds = left / .milliseconds(1)
    var span = ready.mutableSpan
    let got = sandbox_poll(numbers.span, &span, Int32(min(max(0, milliseconds + 1), 1e6)))
    if got > 0 { return Set(ready.indices.filter { ready[$0] != 0 }) }
    if got < 0 || left <= .zero { return [] }
  }
}
