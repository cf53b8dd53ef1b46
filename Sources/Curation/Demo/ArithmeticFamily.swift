import Bytes

/// The 26,000 responses that the training check learns from.
enum ArithmeticFamily {
  static let category = "arithmetic"
  /// One prompt in this many carries a wrong gold answer.
  private static let wrongGoldEvery = 500

  /// How many prompts get how many responses in each mode: 13,250 prompts, 26,000 responses.
  private static let plan: [ResponsePlan] = [
    ResponsePlan(prompts: 8000, on: 1, off: 1),
    ResponsePlan(prompts: 2000, on: 1, off: 0),
    ResponsePlan(prompts: 2000, on: 0, off: 1),
    ResponsePlan(prompts: 1000, on: 2, off: 2),
    ResponsePlan(prompts: 250, on: 4, off: 4),
  ]

  static func groups(seed: UInt64) -> [[DemoRow]] {
    var dice = DemoDice(seed: seed, stream: "arithmetic")
    var seen: Set<String> = []
    var groups: [[DemoRow]] = []
    for part in plan {
      for _ in 0..<part.prompts {
        let problem = newProblem(heldOut: false, &seen, &dice)
        var task = task(problem, &dice)
        if groups.count.isMultiple(of: wrongGoldEvery) { spoilGold(of: &task, problem.answer) }
        groups.append(DemoTeacher.respond(to: task, part, defects: defects, &dice))
      }
    }
    return groups
  }

  /// Problems whose skeletons never occur in `groups`, with their right replies.
  static func heldOut(_ count: Int, seed: UInt64) -> [(
    problem: ArithmeticProblem, reply: DemoReply
  )] {
    var dice = DemoDice(seed: seed, stream: "arithmetic.heldout")
    var seen: Set<String> = []
    return (0..<count).map { _ in
      let problem = newProblem(heldOut: true, &seen, &dice)
      return (problem, problem.reply(rightStep))
    }
  }

  private static func newProblem(
    heldOut: Bool, _ seen: inout Set<String>, _ dice: inout DemoDice
  ) -> ArithmeticProblem {
    while true {
      let problem = ArithmeticProblem(&dice)
      if problem.isHeldOut == heldOut, seen.insert(problem.text).inserted { return problem }
    }
  }

  private static func task(_ problem: ArithmeticProblem, _ dice: inout DemoDice) -> DemoTask {
    DemoTask(
      category: category, turns: [problem.text],
      gold: [("expected_answer", .string(String(problem.answer)))],
      right: [problem.reply(rightStep)],
      wrong: (0..<4).map { _ in slip(in: problem, &dice) },
      faulty: problem.reply(faultyStep))
  }

  private static func spoilGold(of task: inout DemoTask, _ answer: Int) {
    task.hasWrongGold = true
    task.gold = [("expected_answer", .string(String(answer + 10)))]
  }

  private static func rightStep(_ value: Int, _ step: ArithmeticProblem.Step, _: Int) -> Int {
    value + (step.isSum ? step.amount : -step.amount)
  }

  /// Computes columns one by one, with no carry and no borrow: 8+5 is 3 and 12-5 is 13.
  ///
  /// The second is the smaller-from-larger bug of Brown and Burton (1978).
  private static func faultyStep(_ value: Int, _ step: ArithmeticProblem.Step, _: Int) -> Int {
    let unit = value % 10
    let column = step.isSum ? (unit + step.amount) % 10 : abs(unit - step.amount)
    return value / 10 * 10 + column
  }

  /// One step is off by one or two and the rest goes on from there; no value falls below 0.
  private static func slip(in problem: ArithmeticProblem, _ dice: inout DemoDice) -> DemoReply {
    let slipped = dice.below(problem.steps.count)
    let size = dice.within(1...2)
    let sign = dice.chance(500) ? 1 : -1
    func reply(_ offset: Int) -> (DemoReply, lowest: Int) {
      var lowest = Int.max
      let reply = problem.reply { value, step, index in
        let result = rightStep(value, step, index) + (index == slipped ? offset : 0)
        lowest = min(lowest, result)
        return result
      }
      return (reply, lowest)
    }
    let first = reply(sign * size)
    return first.lowest < 0 ? reply(size).0 : first.0
  }

  /// Of 1,000 responses, 80 are broken in one of these ways.
  private static let defects = DefectMix(
    permille: 80,
    on: [
      (.truncated, 8), (.unclosedThink, 4), (.missingThink, 12), (.emptyThink, 2),
      (.contradiction, 3), (.noFinalAnswer, 4), (.refusal, 4), (.identityLeak, 1), (.loop, 1),
      (.templateTokens, 1),
    ],
    off: [
      (.thinkInOff, 14), (.cutSentence, 7), (.noFinalAnswer, 8), (.refusal, 8), (.identityLeak, 2),
      (.templateTokens, 1),
    ])
}
