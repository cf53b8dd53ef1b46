/// What a curator may change about the comparison of answers.
public struct MathSettings: Sendable, Hashable {
  /// Where the final answer is looked for, in this order.
  public var fallbacks: [AnswerFallback]
  /// Largest difference from the gold, relative to it; 0 demands equality.
  public var relativeTolerance: Double
  /// Significant digits from which a decimal gold may stand for a value that rounds to it.
  public var goldRoundingDigits: Int
  /// Significant digits from which a decimal answer may stand for an exact gold.
  public var answerRoundingDigits: Int
  /// Whether p % equals p/100 as well as p.
  public var percentIsFraction: Bool

  public init(
    fallbacks: [AnswerFallback], relativeTolerance: Double, goldRoundingDigits: Int,
    answerRoundingDigits: Int, percentIsFraction: Bool
  ) {
    self.fallbacks = fallbacks
    self.relativeTolerance = relativeTolerance
    self.goldRoundingDigits = goldRoundingDigits
    self.answerRoundingDigits = answerRoundingDigits
    self.percentIsFraction = percentIsFraction
  }
}
