/// One step of cutting a text into the pieces inside which pairs are merged.
///
/// Steps follow each other: each cuts the pieces of the one before.
public enum SplitStep: Sendable, Hashable {
  /// Every number character alone.
  case singleDigits
  /// GPT-2's pattern.
  case gpt2

  /// The pieces of one piece, in order and without gaps.
  func split(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    switch self {
    case .singleDigits: singleDigitPieces(bytes, range)
    case .gpt2: gpt2Pieces(bytes, range)
    }
  }
}

extension [SplitStep] {
  func pieces(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    reduce([range]) { pieces, step in pieces.flatMap { step.split(bytes, $0) } }
  }
}

/// Cuts before and after each character of `\p{N}`.
func singleDigitPieces(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
  var pieces: [Range<Int>] = []
  var start = range.lowerBound
  var at = start
  while at < range.upperBound {
    let scalar = ClassifiedScalar(bytes, at: at, end: range.upperBound)
    if scalar.kind == .number {
      if start < at { pieces.append(start..<at) }
      pieces.append(at..<at + scalar.length)
      start = at + scalar.length
    }
    at += scalar.length
  }
  if start < range.upperBound { pieces.append(start..<range.upperBound) }
  return pieces
}

extension SplitStep {
  /// The pieces of a whole text, for tests.
  package static func split(_ bytes: [UInt8], _ steps: [SplitStep]) -> [[UInt8]] {
    steps.pieces(bytes, bytes.indices).filter { !$0.isEmpty }.map { Array(bytes[$0]) }
  }

  package static func split(_ text: String, _ steps: [SplitStep]) -> [String] {
    split(Array(text.utf8), steps).map { String(decoding: $0, as: UTF8.self) }
  }
}
