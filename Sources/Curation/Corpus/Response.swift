public import Bytes
public import Grading

/// A teacher's response: its bytes, and where the reasoning ends and the answer begins.
public struct Response: Sendable {
  /// UTF-8, exactly as the teacher wrote it.
  public let bytes: [UInt8]
  public let thinking: ThinkSplit
  /// The words of the whole response, tags included.
  public let words: WordTable

  public init(bytes: [UInt8], openTagPrefilled: Bool = false) {
    self.bytes = bytes
    thinking = ThinkSplit(
      bytes.span, tags: .standard, isOpenTagPrefilled: openTagPrefilled)
    words = WordTable(bytes.span)
  }

  public init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text after the think block; empty where a block never closes.
  public var answer: String { String(decoding: bytes[thinking.answer], as: UTF8.self) }

  /// The text inside the first think block; nil where there is none.
  public var reasoning: String? {
    thinking.reasoning.map { String(decoding: bytes[$0], as: UTF8.self) }
  }
}
