/// How many responses a prompt gets in each mode, for a number of prompts.
struct ResponsePlan {
  let prompts: Int
  let on: Int
  let off: Int
}

/// Which defects a family's responses get, how often, and in what proportion.
struct DefectMix {
  /// Of 1,000 responses this many are broken.
  let permille: Int
  let on: [(DemoDefect, weight: Int)]
  let off: [(DemoDefect, weight: Int)]
}

extension DemoTeacher {
  /// The responses of both teachers to one prompt, those of a mode together.
  static func respond(
    to task: DemoTask, _ plan: ResponsePlan, defects: DefectMix, _ dice: inout DemoDice
  ) -> [DemoRow] {
    let modes =
      [DemoMode](repeating: .on, count: plan.on) + [DemoMode](repeating: .off, count: plan.off)
    return modes.map { mode in
      let teacher = DemoTeacher.roll(&dice)
      guard dice.chance(defects.permille) else { return answer(task, mode, teacher, &dice) }
      let mix = (mode == .on ? defects.on : defects.off).filter { $0.0.applies(to: task) }
      return DefectPlanting.plant(dice.pick(weighted: mix), in: task, mode, teacher, &dice)
    }
  }

  /// A response without a planted defect: right, or wrong in the teacher's own way.
  private static func answer(
    _ task: DemoTask, _ mode: DemoMode, _ teacher: DemoTeacher, _ dice: inout DemoDice
  ) -> DemoRow {
    func row(_ reply: DemoReply, _ defect: DemoDefect) -> DemoRow {
      DemoRow(
        task: task, mode: mode, teacher: teacher, output: reply.text(mode), defect: defect,
        isCorrect: defect.leavesAnswerRight)
    }
    let good: DemoDefect = task.hasWrongGold ? .wrongGold : .none
    if let faulty = task.faulty {
      if teacher == .weak {
        return row(faulty, judged(faulty, task, mode, good))
      }
      return dice.chance(teacher.errors)
        ? row(dice.pick(task.wrong), .slip) : row(dice.pick(task.right), good)
    }
    guard !task.wrong.isEmpty, dice.chance(teacher.errors) else {
      return row(dice.pick(task.right), good)
    }
    return row(dice.pick(task.wrong), .wrongAnswer)
  }

  /// What the weak teacher's reply is worth: two faults may cancel out, and then the answer alone
  /// shows nothing.
  private static func judged(
    _ reply: DemoReply, _ task: DemoTask, _ mode: DemoMode, _ good: DemoDefect
  ) -> DemoDefect {
    guard task.right.contains(where: { $0.answer == reply.answer }) else { return .systematicFault }
    return mode == .off || task.right.contains(reply) ? good : .wrongSteps
  }
}

extension DemoDefect {
  /// Some defects need something to break, and some would break more than they say.
  fileprivate func applies(to task: DemoTask) -> Bool {
    switch self {
    case .contradiction: !task.wrong.isEmpty
    case .invalidToolJSON: task.right.allSatisfy { $0.answer.contains("\"arguments\"") }
    case .identityLeak, .htmlDebris, .mojibake, .personalData:
      task.category != InstructionTasks.category  // additions could break a constraint
    default: true
    }
  }
}
