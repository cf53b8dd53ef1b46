import Bytes

/// Small Python functions with assert tests.
enum CodeTasks {
  /// A function to write: solutions that pass the tests, and ones that do not.
  struct Problem {
    let name: String
    let request: String
    let plan: String
    let right: [String]
    let wrong: [String]
    /// Expressions and the values that they must have.
    let tests: [(String, String)]
  }

  static func task(_ dice: inout DemoDice) -> DemoTask {
    let problem = dice.pick(CodeProblems.all)(&dice)
    let code = problem.tests.map { "assert \($0.0) == \($0.1)" }.joined(separator: "\n")
    let tests: JSONValue = [
      "kind": "assert", "entry_point": .string(problem.name), "setup": "", "code": .string(code),
    ]
    let example = problem.tests[0]
    return DemoTask(
      category: "code",
      turns: [
        "Write a Python function `\(problem.name)` that \(problem.request) "
          + "For example, `\(example.0)` gives `\(example.1)`."
      ],
      gold: [("tests", tests)],
      right: problem.right.flatMap { code in (0..<2).map { _ in reply(problem, code, &dice) } },
      wrong: problem.wrong.map { reply(problem, $0, &dice) })
  }

  private static func reply(_ problem: Problem, _ code: String, _ dice: inout DemoDice) -> DemoReply
  {
    let reasoning = [
      "I need a function called \(problem.name).", problem.plan, dice.pick(checks),
    ]
    return DemoReply(
      reasoning: reasoning.joined(separator: "\n"),
      answer: "\(dice.pick(openers))\n\n```python\n\(code)\n```\(dice.pick(closers))")
  }

  private static let openers = DemoText.lines(
    """
    Here is the function:
    This does it:
    One way to write it:
    """)
  private static let closers = [
    "", "\n\nIt takes time in proportion to the input.", "\n\nNo imports are needed.",
  ]
  private static let checks = DemoText.lines(
    """
    The empty input needs a thought, and it works too.
    The example comes out as it should when I follow it by hand.
    Plain Python is enough for that.
    """)
}
