import Bytes
import Grading

/// How well a response compresses: a loop shrinks to nothing, random text not at all.
///
/// zstd's ratio depends on the length of a text, so only as many bytes as the setting says are
/// compressed, and shorter responses are skipped.
struct Compression: Filter {
  static let version = 1
  static let measures = ["ratio"]
  /// zstd's level, 1...19.
  let level: Int
  /// Bytes from the start of the response that are compressed.
  let windowBytes: Int
  /// Shorter responses are skipped: a frame's header outweighs them.
  let minBytes: Int

  /// - Returns: `ratio`, bytes of the text for each byte of the frame.
  func measure(_ sample: Sample) -> Finding {
    measure([sample]).first ?? .skipped("too_short")
  }

  func measure(_ samples: [Sample]) -> [Finding] {
    let compressor = ZstdCompressor(level: level)
    return samples.map { sample in
      let text = sample.response.bytes.span
      guard text.count >= max(1, minBytes) else { return .skipped("too_short") }
      let window = text.extracting(0..<min(text.count, max(1, windowBytes)))
      guard let frame = try? compressor.compress(window), !frame.isEmpty else {
        return .skipped("not_compressed")
      }
      return Finding(["ratio": Double(window.count) / Double(frame.count)])
    }
  }
}
