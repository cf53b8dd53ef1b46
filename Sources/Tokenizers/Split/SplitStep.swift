import CTokenizers

/// One step of cutting a text into the pieces inside which pairs are merged.
///
/// Steps follow each other: each cuts the pieces of the one before. Each is a published pattern that
/// a scanner written by hand follows to the letter; `SplitPattern` knows the patterns' texts.
public enum SplitStep: Sendable, Hashable, CaseIterable {
  /// Every number character alone, as Hugging Face's `Digits` has it.
  case singleDigits
  /// GPT-2's pattern.
  case gpt2
  /// Llama 3's, and cl100k's as Hugging Face writes it: words with a character before them, numbers
  /// of up to three digits.
  case llama3
  /// Qwen 2's: Llama 3's with single digits.
  case qwen2
  /// Qwen 3.5's: Qwen 2's with marks as letters.
  case qwen35
  /// tiktoken's own cl100k: Llama 3's, but white space at the end of a text is one piece.
  case cl100k
  /// GPT-4o's: words end where capitals start.
  case o200k
  /// Mistral's Tekken and Nemotron's: o200k without contractions, with single digits.
  case tekken
  /// The three of DeepSeek V3 and R1: numbers of up to three digits, Chinese and Japanese, the rest.
  case deepseekDigits
  case deepseekCJK
  case deepseekText
  /// Cuts after each space (Gemma).
  case afterSpace
  /// Cuts before each run of `▁`.
  case beforeMarks
  /// Cuts before each `▁` (Metaspace).
  case eachMark
  /// Every character of `\p{N}` alone.
  case singleNumbers

  var code: UInt8 {
    let code =
      switch self {
      case .singleDigits: ct_digits
      case .gpt2: ct_gpt2
      case .llama3: ct_llama3
      case .qwen2: ct_qwen2
      case .qwen35: ct_qwen35
      case .cl100k: ct_cl100k
      case .o200k: ct_o200k
      case .tekken: ct_tekken
      case .deepseekDigits: ct_deepseek_digits
      case .deepseekCJK: ct_deepseek_cjk
      case .deepseekText: ct_deepseek_text
      case .afterSpace: ct_after_space
      case .beforeMarks: ct_before_mark
      case .eachMark: ct_each_mark
      case .singleNumbers: ct_numbers
      }
    return UInt8(code)
  }
}

extension [SplitStep] {
  /// The pieces of a part of a text, in order and without gaps; the first eight steps count.
  func pieces(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    let codes = prefix(Int(CT_MAX_STEPS)).map(\.code)
    var ends = [Int](repeating: 0, count: Int(CT_MAX_STEPS))
    var pieces: [Range<Int>] = []
    var at = 0
    // SAFETY: the scanner reads `range.count` bytes from the start of the range and as many steps as
    // it is told; `ends` has room for all steps.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let text = buffer.baseAddress else { return }
      while at < range.count {
        let end = unsafe ct_piece_end(
          codes, codes.count, text + range.lowerBound, range.count, at, &ends)
        pieces.append(range.lowerBound + at..<range.lowerBound + end)
        at = end
      }
    }
    return pieces
  }
}

extension SplitStep {
  /// The pieces of a whole text, for tests.
  package static func split(_ bytes: [UInt8], _ steps: [SplitStep]) -> [[UInt8]] {
    steps.pieces(bytes, bytes.indices).map { Array(bytes[$0]) }
  }

  package static func split(_ text: String, _ steps: [SplitStep]) -> [String] {
    split(Array(text.utf8), steps).map { String(decoding: $0, as: UTF8.self) }
  }
}
