/// The functions that code tasks ask for; constants vary, and tests follow from them.
enum CodeProblems {
  typealias Template = @Sendable (inout DemoDice) -> CodeTasks.Problem

  static let all: [Template] = [
    sumOfMultiples, countLetters, digitSum, clamp, rotate, rankedItem, palindrome, shiftLetters,
    runLengths, longWords, everyNth, toBase, recurrence, chunks,
  ]
}
