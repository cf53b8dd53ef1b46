// The only door to libzstd (RFC 8878).
import CZstd

/// Why bytes could not be compressed or decompressed.
public struct ZstdError: Error, Sendable, Hashable, CustomStringConvertible {
  public let problem: String

  package init(_ problem: String) { self.problem = problem }
  fileprivate init(code: Int) { self.init(unsafe String(cString: ZSTD_getErrorName(code))) }

  public var description: String { "zstd: \(problem.prefix(1).lowercased() + problem.dropFirst())" }
}

/// The result of a libzstd call, or its error.
private func checked(_ result: Int) throws(ZstdError) -> Int {
  guard ZSTD_isError(result) == 0 else { throw ZstdError(code: result) }
  return result
}

/// Makes frames: each independent of the others, with its content's size and checksum.
///
/// The same bytes and level give the same frame with one version of libzstd. For one thread.
@safe public final class ZstdCompressor {
  public let level: Int
  private let context: OpaquePointer
  private var scratch: [UInt8] = []

  /// - Parameter level: 1...22, or negative for still faster ones; others count as the nearest.
  public init(level: Int) {
    guard let context = unsafe ZSTD_createCCtx() else { fatalError("out of memory for zstd") }
    let bounds = ZSTD_cParam_getBounds(ZSTD_c_compressionLevel)
    let nearest = Int32(clamping: level.clamped(Int(bounds.lowerBound), Int(bounds.upperBound)))
    self.level = Int(nearest)
    unsafe self.context = context
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, nearest)
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 1)
  }

  deinit { unsafe ZSTD_freeCCtx(context) }

  /// One frame that holds all the bytes.
  public func compress(_ bytes: Span<UInt8>) throws(ZstdError) -> [UInt8] {
    // By way of a scratch buffer, so that the frame takes no more memory than its size.
    scratch.removeAll(keepingCapacity: true)
    try compress(bytes, appendingTo: &scratch)
    return Array(scratch[...])
  }

  public func compress(_ bytes: [UInt8]) throws(ZstdError) -> [UInt8] { try compress(bytes.span) }

  /// Appends one frame that holds all the bytes.
  public func compress(_ bytes: Span<UInt8>, appendingTo out: inout [UInt8]) throws(ZstdError) {
    let bound = try checked(ZSTD_compressBound(bytes.count))
    var result = 0
    // SAFETY: zstd reads the span, writes at most `bound` bytes and says how many, or an error.
    out.append(addingCapacity: bound) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, written in
        result = unsafe bytes.withUnsafeBufferPointer {
          unsafe ZSTD_compress2(context, buffer.baseAddress, bound, $0.baseAddress, $0.count)
        }
        written = ZSTD_isError(result) == 0 ? result : 0
      }
    }
    _ = try checked(result)
  }
}

/// Undoes single frames, such as those of a seekable file.
///
/// For one thread.
@safe public final class ZstdDecompressor {
  private let context: OpaquePointer

  public init() {
    guard let context = unsafe ZSTD_createDCtx() else { fatalError("out of memory for zstd") }
    unsafe self.context = context
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  /// The content of frames whose content is `count` bytes.
  ///
  /// - Throws: for damaged frames, and where the content is not `count` bytes.
  public func decompress(_ frames: Span<UInt8>, count: Int) throws(ZstdError) -> [UInt8] {
    var out: [UInt8] = []
    try decompress(frames, count: count, appendingTo: &out)
    return out
  }

  public func decompress(
    _ frames: Span<UInt8>, count: Int, appendingTo out: inout [UInt8]
  ) throws(ZstdError) {
    guard count >= 0 else { throw ZstdError("a frame of \(count) bytes") }
    var result = 0
    // SAFETY: zstd reads the span and writes at most `count` bytes, for which there is room.
    out.append(addingCapacity: count) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, written in
        result = unsafe frames.withUnsafeBufferPointer {
          unsafe ZSTD_decompressDCtx(context, buffer.baseAddress, count, $0.baseAddress, $0.count)
        }
        written = ZSTD_isError(result) == 0 ? result : 0
      }
    }
    guard try checked(result) == count else {
      throw ZstdError("a frame holds \(result) bytes instead of \(count)")
    }
  }

  /// The content of one frame that says its size, as all of `ZstdCompressor` do.
  ///
  /// - Parameter limit: the most bytes that are accepted; a frame that claims more is an error.
  public func decompress(_ frame: [UInt8], limit: Int = 1 << 30) throws(ZstdError) -> [UInt8] {
    // SAFETY: reads at most the header of the frame within the array.
    let size = unsafe frame.span.withUnsafeBufferPointer {
      unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count)
    }
    // ZSTD_CONTENTSIZE_UNKNOWN and _ERROR are the two highest numbers.
    guard size < UInt64.max - 1 else { throw ZstdError("no frame, or one without its size") }
    guard size <= UInt64(limit) else { throw ZstdError("a frame of more than \(limit) bytes") }
    return try decompress(frame.span, count: Int(size))
  }
}

/// Undoes any zstd stream piece by piece: several frames, skippable frames, unknown sizes.
@safe final class ZstdStream {
  private let context: OpaquePointer
  /// Whether the input so far ends between two frames.
  private var isBetweenFrames = false

  init() {
    guard let context = unsafe ZSTD_createDCtx() else { fatalError("out of memory for zstd") }
    unsafe self.context = context
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  /// Takes input from `at` on and appends up to `count` bytes of content.
  func decode(
    _ input: [UInt8], at: inout Int, upTo wanted: Int, into out: inout [UInt8]
  ) throws(ZstdError) -> Int {
    // At most a block a call: a call that fails does not say what it wrote before.
    let count = min(wanted, 128 << 10)
    var result = 0
    var produced = 0
    var consumed = 0
    let from = at
    // SAFETY: zstd reads the array's bytes from `from` on and writes at most `count` bytes.
    out.append(addingCapacity: count) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, written in
        unsafe input.span.withUnsafeBufferPointer { source in
          var inside = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: from)
          var outside = unsafe ZSTD_outBuffer(dst: buffer.baseAddress, size: count, pos: 0)
          result = unsafe ZSTD_decompressStream(context, &outside, &inside)
          produced = unsafe outside.pos
          consumed = unsafe inside.pos
        }
        written = produced
      }
    }
    at = max(consumed, from)
    let hint = try checked(result)
    // A call without input or output says nothing of frames.
    if produced > 0 || at > from { isBetweenFrames = hint == 0 }
    return produced
  }

  /// To be called at the end of the input.
  func finish() throws(ZstdError) {
    guard isBetweenFrames else { throw ZstdError("the data ends within a frame") }
  }
}

extension Int {
  fileprivate func clamped(_ low: Int, _ high: Int) -> Int { Swift.min(Swift.max(self, low), high) }
}
