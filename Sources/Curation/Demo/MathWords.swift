import Bytes

/// Longer word problems whose answers are numbers, fractions, percentages and roots in LaTeX.
enum MathWords {
  /// What a template says of its problem; wordings and replies are built from it.
  struct Problem {
    let question: String
    /// The reasoning up to the last step.
    let steps: [String]
    /// The last step, with `{x}` for the result.
    let last: String
    let gold: String
    /// Other right ways to write the gold.
    var forms: [String] = []
    let slips: [String]
  }

  static func task(_ dice: inout DemoDice) -> DemoTask {
    let problem = dice.pick(MathTemplates.all)(&dice)
    let right = (0..<4).map { _ in
      reply(problem, result: dice.pick([problem.gold] + problem.forms), &dice)
    }
    let wrong = problem.slips.filter { $0 != problem.gold && !problem.forms.contains($0) }
      .map { reply(problem, result: $0, &dice) }
    let suffix = dice.pick(suffixes)
    var task = DemoTask(
      category: "math", turns: [problem.question + " " + suffix],
      gold: [("expected_answer", .string(problem.gold))], right: right, wrong: wrong)
    if dice.chance(40), let spoiled = problem.slips.first {
      task.hasWrongGold = true
      task.gold = [("expected_answer", .string(spoiled))]
    }
    return task
  }

  private static func reply(
    _ problem: Problem, result: String, _ dice: inout DemoDice
  ) -> DemoReply {
    let last = DemoText.fill(problem.last, ["x": result])
    let reasoning = [dice.pick(openers)] + problem.steps + [last, dice.pick(checks)]
    let answer = [dice.pick(summaries), problem.steps.last ?? "", last]
    return DemoReply(
      reasoning: reasoning.joined(separator: "\n"),
      answer: answer.joined(separator: " ") + "\n\n" + dice.pick(closings)
        + " $\\boxed{\(result)}$.")
  }

  private static let suffixes = DemoText.lines(
    """
    Put the final answer in \\boxed{}.
    Give the final answer within \\boxed{}.
    Please reason step by step, and put your final answer within \\boxed{}.
    """)
  private static let openers = DemoText.lines(
    """
    Let me see what is given and what is asked.
    I will write down the numbers first.
    This takes only a few steps.
    Okay, let me read the problem once more.
    """)
  private static let checks = DemoText.lines(
    """
    That looks right.
    Let me check it once more: the numbers fit together.
    The units agree, so I am done.
    A quick estimate gives about the same.
    """)
  private static let summaries = DemoText.lines(
    """
    Here is how it works.
    We go step by step.
    The calculation is short.
    """)
  private static let closings = DemoText.lines(
    """
    The final answer is
    So the answer is
    Therefore, we get
    """)
}
