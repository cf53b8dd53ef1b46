/// The families around the arithmetic one: some 4,000 responses with defects of every kind.
enum MixedFamilies {
  /// A family: how its tasks are made, how often they are answered, and how that goes wrong.
  private struct Family {
    let name: String
    let plan: [ResponsePlan]
    let task: @Sendable (inout DemoDice) -> DemoTask
    let defects: DefectMix
  }

  static func groups(seed: UInt64) -> [[DemoRow]] {
    families.flatMap { groups(of: $0, seed: seed) } + leaks(seed: seed)
  }

  private static func groups(of family: Family, seed: UInt64) -> [[DemoRow]] {
    var dice = DemoDice(seed: seed, stream: family.name)
    var seen: Set<[String]> = []
    var groups: [[DemoRow]] = []
    for part in family.plan {
      for _ in 0..<part.prompts {
        var task = family.task(&dice)
        while !seen.insert(task.turns).inserted { task = family.task(&dice) }
        groups.append(DemoTeacher.respond(to: task, part, defects: family.defects, &dice))
      }
    }
    return groups
  }

  /// Two responses to a prompt for most items of the benchmark.
  private static func leaks(seed: UInt64) -> [[DemoRow]] {
    var dice = DemoDice(seed: seed, stream: "leaks")
    return dice.sample(16, of: DemoBenchmark.items).map { item in
      let plan = ResponsePlan(prompts: 1, on: 1, off: 1)
      let none = DefectMix(permille: 0, on: [], off: [])
      return DemoTeacher.respond(to: DemoBenchmark.leak(item, &dice), plan, defects: none, &dice)
        .map { row in
          var row = row
          row.defect = .benchmarkLeak
          row.benchmarkItem = item.id
          return row
        }
    }
  }

  private static let families: [Family] = [
    Family(
      name: "math",
      plan: [
        ResponsePlan(prompts: 150, on: 1, off: 1), ResponsePlan(prompts: 90, on: 2, off: 2),
        ResponsePlan(prompts: 60, on: 4, off: 4), ResponsePlan(prompts: 15, on: 8, off: 0),
      ],
      task: MathWords.task,
      defects: common(
        on: [
          (.missingOpener, 12), (.contradiction, 5), (.noFinalAnswer, 5), (.languageSwitch, 6),
          (.templateTokens, 4), (.overLong, 4),
        ],
        off: [(.noFinalAnswer, 5), (.templateTokens, 4)])),
    Family(
      name: "choice",
      plan: [
        ResponsePlan(prompts: 150, on: 1, off: 1), ResponsePlan(prompts: 75, on: 2, off: 2),
        ResponsePlan(prompts: 15, on: 4, off: 4),
      ],
      task: ChoiceQuestions.task,
      defects: common(
        on: [(.contradiction, 4), (.noFinalAnswer, 4)], off: [(.noFinalAnswer, 5)])),
    Family(
      name: "instructions",
      plan: [
        ResponsePlan(prompts: 150, on: 1, off: 1), ResponsePlan(prompts: 80, on: 2, off: 2),
      ],
      task: InstructionTasks.task, defects: common(on: [], off: [])),
    Family(
      name: "code",
      plan: [
        ResponsePlan(prompts: 40, on: 2, off: 2), ResponsePlan(prompts: 42, on: 4, off: 4),
      ],
      task: CodeTasks.task, defects: common(on: [(.codeInReasoning, 12)], off: [])),
    Family(
      name: "tools",
      plan: [
        ResponsePlan(prompts: 150, on: 1, off: 1), ResponsePlan(prompts: 60, on: 2, off: 2),
      ],
      task: ToolTasks.task,
      defects: common(on: [(.invalidToolJSON, 14)], off: [(.invalidToolJSON, 14)])),
    Family(
      name: "chat",
      plan: [
        ResponsePlan(prompts: 150, on: 1, off: 1), ResponsePlan(prompts: 30, on: 2, off: 2),
      ],
      task: ChatTasks.task,
      defects: common(
        permille: 300,
        on: [
          (.toolCallWithoutTools, 10), (.languageSwitch, 6), (.personalData, 8), (.runawayTurn, 4),
          (.overLong, 4),
        ],
        off: [
          (.toolCallWithoutTools, 10), (.languageSwitch, 6), (.personalData, 8), (.runawayTurn, 4),
          (.htmlDebris, 4), (.mojibake, 4), (.controlCharacters, 4), (.overLong, 4),
        ])),
  ]

  /// The defects that any text can have, and those that only this family has.
  private static func common(
    permille: Int = 180, on: [(DemoDefect, weight: Int)], off: [(DemoDefect, weight: Int)]
  ) -> DefectMix {
    DefectMix(
      permille: permille,
      on: [
        (.truncated, 6), (.unclosedThink, 4), (.missingThink, 5), (.emptyThink, 4), (.loop, 4),
        (.refusal, 4), (.identityLeak, 3), (.htmlDebris, 3), (.mojibake, 2),
        (.controlCharacters, 2), (.personalData, 1), (.runawayTurn, 2),
      ] + on,
      off: [
        (.truncated, 3), (.cutSentence, 4), (.thinkInOff, 6), (.loop, 3), (.refusal, 5),
        (.identityLeak, 3), (.htmlDebris, 3), (.mojibake, 2), (.controlCharacters, 2),
        (.personalData, 1), (.runawayTurn, 2),
      ] + off)
  }
}
