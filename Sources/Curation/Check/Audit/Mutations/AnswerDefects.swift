import Bytes

/// Defects of the final answer.
enum AnswerDefects {
  private static let proven = "a final answer that a grader called right"

  static let all: [Mutation] = [
    Mutation("wrong_answer", "reasoning and answer end in another value", needs: proven) { s, r in
      let slip = r.pick(NumberSlip.allCases)
      return replaced(s, by: slip, inReasoning: true) ?? otherWord(s)
    },
    Mutation("off_by_one", "the answer is one too high or too low", needs: proven) { s, r in
      replaced(s, by: r.pick([.oneMore, .oneLess]))
    },
    Mutation("sign_slip", "the answer has the wrong sign", needs: proven) { s, _ in
      replaced(s, by: .sign)
    },
    Mutation("digit_swap", "two digits of the answer change places", needs: proven) { s, _ in
      replaced(s, by: .swap)
    },
    Mutation("decimal_slip", "the answer is ten times as large", needs: proven) { s, _ in
      replaced(s, by: .tenfold)
    },
    Mutation(
      "wrong_gold", "the expected answer is changed, the response is right", needs: proven
    ) { s, r in
      guard s.isProvenRight, s.sample.choices == nil, let gold = s.sample.expectedAnswer else {
        return nil
      }
      let changed = [NumberSlip.oneMore, .oneLess, .swap, .tenfold]
        .compactMap { $0.applied(to: gold) }
      return changed.isEmpty ? nil : s.with("expected_answer", .string(r.pick(changed)))
    },
    Mutation(
      "contradiction", "the reasoning keeps its value, the answer says another",
      needs: "reasoning that names the final answer"
    ) { s, r in
      guard let reasoning = s.reasoning, let token = s.found.flatMap(NumberToken.last(in:)),
        NumberToken.count(of: token, in: reasoning) > 0
      else { return nil }
      return replaced(s, by: r.pick([.oneMore, .tenfold]), isProven: false)
    },
    Mutation(
      "missing_answer", "the answer never says the result", needs: "a final answer and a gold"
    ) { s, r in
      guard s.found != nil, s.sample.expectedAnswer != nil else { return nil }
      // A result that only the reasoning names is not an answer; without reasoning there is none.
      return s.with(answer: "\n" + r.pick(AuditTexts.noAnswers))
    },
    Mutation(
      "wrong_option", "another option is chosen", needs: "choices and a right answer"
    ) { s, r in
      guard s.isProvenRight, let options = s.sample.choices, options.count > 1, let found = s.found,
        let index = ChoiceLetters.index(of: found), index < options.count
      else { return nil }
      var other = r.within(0...options.count - 2)
      if other >= index { other += 1 }
      return s.with(answer: "\nThe answer is \(ChoiceLetters.letter(other)).")
    },
    Mutation("open_box", "the box around the answer never closes", needs: "a boxed answer") {
      s, _ in
      guard let box = s.answer.range(ofLast: "\\boxed{") else { return nil }
      let inside = s.answer[box.upperBound...].prefix { $0 != "}" && $0 != "{" }
      guard !inside.isEmpty else { return nil }
      return s.with(answer: String(s.answer[..<box.upperBound]) + inside)
    },
  ]

  /// The answer with its number changed wherever it says it.
  ///
  /// - Parameter inReasoning: the last mention in the reasoning changes too, so that both agree.
  private static func replaced(
    _ s: Specimen, by slip: NumberSlip, inReasoning: Bool = false, isProven: Bool = true
  ) -> JSONObject? {
    guard s.isProvenRight || !isProven, s.sample.choices == nil, let found = s.found,
      let token = NumberToken.last(in: found), let changed = slip.applied(to: token),
      NumberToken.count(of: token, in: s.answer) > 0
    else { return nil }
    let answer = NumberToken.replace(token, by: changed, in: s.answer)
    guard inReasoning, let reasoning = s.reasoning else { return s.with(answer: answer) }
    return s.with(
      reasoning: NumberToken.replaceLast(token, by: changed, in: reasoning), answer: answer)
  }

  private static func otherWord(_ s: Specimen) -> JSONObject? {
    let opposites = [
      "yes": "No", "no": "Yes", "true": "False", "false": "True", "odd": "even", "even": "odd",
    ]
    guard s.isProvenRight, let found = s.found, let other = opposites[found.lowercased()],
      let place = s.answer.range(ofLast: found)
    else { return nil }
    return s.with(answer: s.answer.replacing(place, by: other))
  }
}

/// The letters of options: A is 0.
enum ChoiceLetters {
  static func letter(_ index: Int) -> String {
    String(UnicodeScalar(UInt8(ascii: "A") + UInt8(clamping: min(index, 25))))
  }

  static func index(of letter: String) -> Int? {
    guard letter.utf8.count == 1, let byte = letter.utf8.first, (0x41...0x5A).contains(byte) else {
      return nil
    }
    return Int(byte - 0x41)
  }
}
