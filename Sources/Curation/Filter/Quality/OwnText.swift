import Bytes
import Grading

/// Tells what a response says of its own from what it quotes: code, and words of the prompt.
///
/// Made only after a hit, since most samples have none.
struct OwnText {
  private let bytes: [UInt8]
  private let prompt: [UInt8]
  private let code: [Range<Int>]

  init(_ sample: Sample) {
    let bytes = sample.response.bytes
    self.bytes = bytes
    let turns = sample.input.map(\.content) + [sample.systemPrompt ?? ""]
    prompt = Array(turns.joined(separator: "\n").utf8)
    code = codeRanges(in: bytes.span, region: 0..<bytes.count)
  }

  /// The ranges that neither lie in code nor stand in the prompt.
  func own(_ ranges: [Range<Int>], excludingCode: Bool) -> [Range<Int>] {
    ranges.filter { range in
      if excludingCode, code.contains(where: { $0.overlaps(range) }) { return false }
      return TextScan.find(bytes.span.extracting(range), in: prompt.span) == nil
    }
  }

  func isInCode(_ range: Range<Int>) -> Bool { code.contains { $0.overlaps(range) } }

  /// The response with a space in place of each piece of code.
  var withoutCode: [UInt8] {
    guard !code.isEmpty else { return bytes }
    var text: [UInt8] = []
    var start = 0
    for range in code {
      text += bytes[start..<range.lowerBound]
      text.append(0x20)
      start = range.upperBound
    }
    return text + bytes[start...]
  }
}
