import Bytes
import Grading
import Testing

@Suite(.enabled(if: hasSandbox, "needs bubblewrap and namespaces"))
struct SyntaxTrialTests {
  private let grader = CodeGrader(
    {
      var settings = quickSettings
      settings.check = .syntax
      settings.memoryMiB = 192
      return settings
    }())

  @Test(arguments: [
    (python("def f(x): return 1"), Outcome.pass),
    (python("def f(x) return 1"), .fail(.syntaxError)),
    (python("# -*- coding: utf-8 -*-\ndef f(x): return 'é\u{2028}'"), .pass),
    (python("# coding: no-such-thing\ndef f(x): return 1"), .fail(.syntaxError)),
    (python("def f(x): return '\u{0}'"), .fail(.syntaxError)),
    ("no code", .fail(.noCode)),
  ])
  func one(_ answer: String, _ outcome: Outcome) {
    #expect(grader.grade(answer: answer, tests: asserting("assert f(1) == 2")).outcome == outcome)
    #expect(grader.grade(answer: answer, tests: nil).outcome == outcome)
  }

  /// Compiling takes more than the memory for the names, and the minus signs overflow the stack of some Pythons.
  private static let bombs = [
    "def f(x): return [" + String(repeating: "x,", count: 400_000) + "]",
    "def f(x): return " + String(repeating: "-", count: 200_000) + "x",
  ]

  /// Every grade is what the code gets by itself, whatever stands beside it.
  @Test func manyAtOnce() {
    var answers = (0..<40).map { number in
      number % 3 == 1
        ? python("def f(x) return \(number)") : python("\n\ndef f(x): return \(number)")
    }
    answers[7] = "no code"
    answers[12] = python(SyntaxTrialTests.bombs[0])
    answers[13] = python(SyntaxTrialTests.bombs[1])
    answers[39] = python(SyntaxTrialTests.bombs[0])
    let together = grader.grade(answers.map { CodeResponse(answer: $0, prompt: "", tests: nil) })
    let alone = answers.map { grader.grade(answer: $0, tests: nil) }
    #expect(together.map(\.outcome) == alone.map(\.outcome))
    #expect(together.map(\.details) == alone.map(\.details))
    #expect(together[12].outcome != .pass && together[39].outcome != .pass)
    #expect(together[7].outcome == .fail(.noCode) && together[8].outcome == .pass)
    #expect(together[1].outcome == .fail(.syntaxError) && together[1].details["line"] == 1)
  }

  @Test func none() {
    #expect(grader.grade([CodeResponse]()).isEmpty)
  }
}
