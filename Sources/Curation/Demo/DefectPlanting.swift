/// Makes a bad response out of a right reply.
enum DefectPlanting {
  /// A response with a defect, made from a right reply.
  static func plant(
    _ defect: DemoDefect, in task: DemoTask, _ mode: DemoMode, _ teacher: DemoTeacher,
    _ dice: inout DemoDice
  ) -> DemoRow {
    var reply = dice.pick(task.right)
    var finish = "stop"
    var output: String?
    switch defect {
    case .truncated:
      output =
        mode == .on ? "<think>\n" + cut(reply.reasoning, &dice) : cut(reply.answer, &dice)
      finish = "length"
    case .cutSentence: reply.answer = cut(reply.answer, &dice)
    case .loop:
      output = looping(reply, mode, &dice)
      finish = "length"
    case .contradiction: reply.answer = dice.pick(task.wrong).answer
    default:
      output = reshaped(reply, mode, defect)
      if output == nil { reply = disfigured(reply, mode, defect, &dice) }
    }
    return DemoRow(
      task: task, mode: mode, teacher: teacher, output: output ?? reply.text(mode), finish: finish,
      defect: defect, isCorrect: defect.leavesAnswerRight)
  }

  /// Defects of the form: the parts are right and put together wrongly.
  ///
  /// - Returns: nil for other defects.
  private static func reshaped(_ reply: DemoReply, _ mode: DemoMode, _ defect: DemoDefect)
    -> String?
  {
    switch defect {
    case .unclosedThink: "<think>\n\(reply.reasoning)\n\(reply.answer)"
    case .missingThink: reply.answer
    case .missingOpener: "\(reply.reasoning)\n</think>\n\(reply.answer)"
    case .emptyThink: "<think>\n\n</think>\n\(reply.answer)"
    case .thinkInOff: reply.text(.on)
    default: nil
    }
  }

  /// Defects of the text: something is put into the parts, or replaces them.
  private static func disfigured(
    _ reply: DemoReply, _ mode: DemoMode, _ defect: DemoDefect, _ dice: inout DemoDice
  ) -> DemoReply {
    var reply = reply
    switch defect {
    case .noFinalAnswer: reply.answer = dice.pick(DefectPhrases.noAnswers)
    case .refusal:
      reply.reasoning = "I should not do this."
      reply.answer = dice.pick(DefectPhrases.refusals)
    case .identityLeak:
      reply.answer = dice.pick(DefectPhrases.identities) + " " + reply.answer
    case .languageSwitch: switchLanguage(of: &reply, mode, &dice)
    case .htmlDebris: reply.answer = wrapInMarkup(reply.answer, &dice)
    case .templateTokens: reply.answer += dice.pick(DefectPhrases.templateTokens)
    case .runawayTurn: reply.answer += dice.pick(DefectPhrases.runawayTurns)
    case .mojibake: append(dice.pick(DefectPhrases.mojibake), to: &reply)
    case .controlCharacters: reply.answer = sprinkle(reply.answer, &dice)
    case .personalData: append(dice.pick(DefectPhrases.personalData), to: &reply)
    case .overLong: lengthen(&reply, mode, &dice)
    case .codeInReasoning: reply.reasoning += "\n\n" + fencedCode(of: reply.answer)
    case .toolCallWithoutTools: reply.answer = dice.pick(DefectPhrases.strayCalls)
    case .invalidToolJSON: reply.answer = brokenCall(reply.answer, &dice)
    default: break
    }
    return reply
  }

  /// A part of which a quarter to three quarters are left.
  private static func cut(_ part: String, _ dice: inout DemoDice) -> String {
    let length = part.count
    return String(part.prefix(max(1, dice.within(length / 4...length * 3 / 4))))
  }

  /// The first lines, then one of them again and again until the tokens ran out.
  private static func looping(_ reply: DemoReply, _ mode: DemoMode, _ dice: inout DemoDice)
    -> String
  {
    let text = mode == .on ? "<think>\n\(reply.reasoning)" : reply.answer
    let whole = DemoText.lines(text).filter { $0 != "<think>" && $0 != "```" }
    let stuck = dice.pick(whole)
    return text + "\n"
      + Array(repeating: stuck, count: dice.within(20...40)).joined(separator: "\n")
  }

  private static func switchLanguage(
    of reply: inout DemoReply, _ mode: DemoMode, _ dice: inout DemoDice
  ) {
    let foreign = dice.pick(DefectPhrases.foreign)
    if mode == .on { reply.reasoning = foreign + "\n" + reply.reasoning + "\n" + foreign }
    if mode == .off || dice.chance(300) { reply.answer = foreign + " " + reply.answer }
  }

  /// Adds a sentence; nothing may follow a closing code fence on its line.
  private static func append(_ sentence: String, to reply: inout DemoReply) {
    reply.answer += (reply.answer.hasSuffix("```") ? "\n\n" : " ") + sentence
  }

  private static func wrapInMarkup(_ answer: String, _ dice: inout DemoDice) -> String {
    switch dice.below(3) {
    case 0: "<div class=\"post-body\"><p>\(answer)\n</p><br/></div>"
    case 1:
      "\(answer)\n&nbsp;<a href=\"/share\" onclick=\"return false;\">Share</a>&nbsp;|&nbsp;Reply"
    default: "<p style=\"margin:0\">\(answer)\n</p><script>track('view');</script>"
    }
  }

  /// Control characters between the words: NUL, BEL, backspace and a terminal's escape sequence.
  private static func sprinkle(_ answer: String, _ dice: inout DemoDice) -> String {
    let marks = ["\u{0}", "\u{7}", "\u{8}\u{8}", "\u{1B}[31m", "\u{1B}]0;title\u{7}"]
    return answer.split(separator: " ", omittingEmptySubsequences: false)
      .map { dice.chance(250) ? $0 + dice.pick(marks) : String($0) }
      .joined(separator: " ") + "\u{0}"
  }

  /// Rambling of some 14,000 words that repeats no line.
  private static func lengthen(_ reply: inout DemoReply, _ mode: DemoMode, _ dice: inout DemoDice) {
    let ramble = (0..<2000).map { index in
      "Check \(index + 1): \(dice.pick(DefectPhrases.rambles)) \(dice.within(100...999))."
    }
    if mode == .on {
      reply.reasoning += "\n" + ramble.joined(separator: "\n")
    } else {
      reply.answer = ramble.joined(separator: " ") + " " + reply.answer
    }
  }

  /// The fenced block of a code answer, or a line of code that computes something like it.
  private static func fencedCode(of answer: String) -> String {
    let blocks = answer.split(separator: "```", omittingEmptySubsequences: false)
    let code = blocks.count > 2 ? String(blocks[1]) : "python\nprint(sum([2, 3]))\n"
    return "Let me write it down first:\n```\(code)```"
  }

  /// The call with its JSON broken: a brace lost, a quote lost, or Python's words.
  private static func brokenCall(_ answer: String, _ dice: inout DemoDice) -> String {
    switch dice.below(3) {
    case 0: String(answer.reversed().drop { $0 != "}" }.dropFirst(2).reversed()) + "\n</tool_call>"
    case 1: answer.split(separator: "\"name\"", maxSplits: 1).joined(separator: "\"name")
    default:
      answer.split(separator: "\"arguments\": {", maxSplits: 1)
        .joined(separator: "\"arguments\": {\"strict\": True, ")
    }
  }
}
