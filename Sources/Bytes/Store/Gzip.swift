// The only door to zlib: gzip (RFC 1952), several members in a row included.
import CZlib

/// Why gzip data could not be read.
struct GzipError: Error {
  let problem: String
}

/// Undoes a gzip stream piece by piece.
@safe final class GzipStream {
  // zlib keeps a pointer back to the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false
  private var isPadding = false

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, 16 for the gzip header.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let result = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size)
    precondition(result == Z_OK, "zlib refused to start: \(result)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Takes input from `at` on and appends up to `count` bytes of content.
  func decode(
    _ input: [UInt8], at: inout Int, upTo count: Int, into out: inout [UInt8]
  ) throws(GzipError) -> Int {
    if isBetweenMembers, at < input.count { try beginMember(input, at: &at) }
    if isPadding { return 0 }
    let from = at
    let inside = min(input.count - from, Int(UInt32.max))
    let outside = min(count, Int(UInt32.max))
    var result = Z_OK
    var produced = 0
    // SAFETY: zlib reads `inside` bytes of the array from `from` on and writes at most `outside`.
    out.append(addingCapacity: outside) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, written in
        unsafe input.span.withUnsafeBufferPointer { source in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(
            mutating: source.baseAddress.map { unsafe $0 + from })
          unsafe stream.pointee.avail_in = UInt32(inside)
          unsafe stream.pointee.next_out = buffer.baseAddress
          unsafe stream.pointee.avail_out = UInt32(outside)
          result = unsafe inflate(stream, Z_NO_FLUSH)
        }
        produced = outside - Int(unsafe stream.pointee.avail_out)
        written = produced
      }
    }
    at = from + inside - Int(unsafe stream.pointee.avail_in)
    if result == Z_STREAM_END { isBetweenMembers = true }
    guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
      throw error(result)
    }
    return produced
  }

  /// Behind a member comes another one, or zeros to fill a tape's block; as gzip(1) has it.
  private func beginMember(_ input: [UInt8], at: inout Int) throws(GzipError) {
    if input[at] == 0 || isPadding {
      guard input[at...].allSatisfy({ $0 == 0 }) else {
        throw GzipError(problem: "bytes that are not gzip behind its end")
      }
      isPadding = true
      at = input.count
      return
    }
    guard input[at] == 0x1F else {
      throw GzipError(problem: "bytes that are not gzip behind its end")
    }
    unsafe inflateReset(stream)
    isBetweenMembers = false
  }

  private func error(_ result: Int32) -> GzipError {
    let text = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
    return GzipError(problem: text ?? "zlib error \(result)")
  }

  /// To be called at the end of the input.
  func finish() throws(GzipError) {
    guard isBetweenMembers else { throw GzipError(problem: "the data ends within a gzip member") }
  }
}
