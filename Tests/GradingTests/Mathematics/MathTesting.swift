import Grading
import Testing

/// The settings of the default recipe.
let usualMath = MathSettings(
  fallbacks: [.boxed, .hashes, .answerTag, .json, .finalAnswer, .whole, .formula, .lastNumber],
  relativeTolerance: 0, goldRoundingDigits: 6, answerRoundingDigits: 15, percentIsFraction: true)

/// A gold, an answer, and whether they are equal.
struct Pair: Sendable, CustomTestStringConvertible {
  let gold: String
  let answer: String
  let isEqual: Bool

  init(_ gold: String, _ answer: String, _ isEqual: Bool = true) {
    self.gold = gold
    self.answer = answer
    self.isEqual = isEqual
  }
  var testDescription: String { "\(gold) \(isEqual ? "=" : "≠") \(answer)" }
}

func checkMath(_ pair: Pair) {
  let outcome = MathGrader(settings: usualMath).compare(answer: pair.answer, gold: pair.gold)
  #expect((outcome == .pass) == pair.isEqual, "\(outcome)")
}
