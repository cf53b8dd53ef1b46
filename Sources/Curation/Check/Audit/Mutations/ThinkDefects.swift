import Bytes
import Grading

/// Defects of the form: think blocks, and responses that stop too early.
enum ThinkDefects {
  private static let thinking = "on mode with reasoning"

  static let all: [Mutation] = [
    Mutation(
      "truncated_think", "the tokens run out in the reasoning; finish reason length",
      needs: thinking
    ) { s, r in
      guard let cut = cutReasoning(s, &r) else { return nil }
      var record = s.with(output: cut)
      record["finish_reason"] = "length"
      return record
    },
    Mutation(
      "truncated_silently", "the reasoning ends in the middle; nothing says so", needs: thinking
    ) { s, r in
      cutReasoning(s, &r).map { s.with(output: $0) }
    },
    Mutation(
      "truncated_answer", "the tokens run out in the answer; finish reason length",
      needs: "an answer of 12 words"
    ) { s, r in
      guard let cut = cutAnswer(s, &r) else { return nil }
      var record = s.with(answer: cut)
      record["finish_reason"] = "length"
      return record
    },
    Mutation(
      "cut_sentence", "the answer stops within a word; finish reason stop",
      needs: "an answer of 12 words of English"
    ) { s, r in
      guard let cut = cutAnswer(s, &r), showsItsCut(cut) else { return nil }
      var record = s.with(answer: cut)
      record["finish_reason"] = "stop"
      return record
    },
    Mutation("unclosed_think", "the closing tag is missing", needs: thinking) { s, _ in
      guard s.isThinking, let reasoning = s.reasoning else { return nil }
      return s.with(output: "<think>\(reasoning)\n\(s.answer)")
    },
    Mutation("missing_think", "on mode, and no reasoning at all", needs: thinking) { s, _ in
      guard s.isThinking else { return nil }
      return s.with(output: s.answer.trimmingBlank)
    },
    Mutation(
      "missing_opener", "the opening tag is missing, as where a template wrote it", needs: thinking
    ) { s, _ in
      guard s.isThinking, let reasoning = s.reasoning else { return nil }
      return s.with(output: "\(reasoning)</think>\(s.answer)")
    },
    Mutation("empty_think", "the block is there and empty", needs: thinking) { s, r in
      guard s.isThinking else { return nil }
      return s.with(output: r.pick(["<think></think>", "<think>\n\n</think>"]) + s.answer)
    },
    Mutation("think_in_off", "reasoning in off mode", needs: "off mode, no tags") { s, r in
      guard s.sample.mode == .off, s.sample.response.thinking.reasoning == nil else { return nil }
      return s.with(output: "<think>\n\(r.pick(AuditTexts.thoughts))\n</think>\n\n" + s.output)
    },
    Mutation("second_think", "a second think block behind the answer", needs: thinking) { s, r in
      guard s.isThinking else { return nil }
      return s.with(output: s.output + "\n<think>\n\(r.pick(AuditTexts.thoughts))\n</think>\n")
    },
    Mutation(
      "answer_in_think", "the answer is inside the block, nothing comes after it", needs: thinking
    ) { s, _ in
      guard s.isThinking, let reasoning = s.reasoning else { return nil }
      return s.with(output: "<think>\(reasoning)\n\(s.answer.trimmingBlank)\n</think>")
    },
    Mutation("foreign_tags", "the reasoning stands in tags of another model", needs: thinking) {
      s, r in
      guard s.isThinking, let reasoning = s.reasoning else { return nil }
      let (open, close) = r.pick([
        ("<thought>", "</thought>"), ("<|begin_of_thought|>", "<|end_of_thought|>"),
        ("<reasoning>", "</reasoning>"),
      ])
      return s.with(output: open + reasoning + close + s.answer)
    },
    Mutation("no_response", "the response is empty") { s, _ in s.with(output: "") },
  ]

  /// Whether the end of a cut answer tells of the cut: `betw` does, `bet` is a word, after which a reader
  /// who sees no more takes the line for a whole one, and half a name is a name.
  private static func showsItsCut(_ cut: String) -> Bool {
    guard let last = cut.split(separator: " ").last, last.allSatisfy(\.isASCII) else {
      return false
    }
    return last.allSatisfy(\.isLowercase) && last.count > 1 && !EnglishWord.isKnown(String(last))
  }

  /// The opening tag and a part of the reasoning.
  private static func cutReasoning(_ s: Specimen, _ r: inout RandomSource) -> String? {
    guard s.isThinking, let reasoning = s.reasoning, reasoning.count >= 8 else { return nil }
    let length = reasoning.count
    return "<think>" + reasoning.prefix(r.within(length / 4...length * 3 / 4))
  }

  /// The answer up to the middle of a word of its second half, white space before it included.
  private static func cutAnswer(_ s: Specimen, _ r: inout RandomSource) -> String? {
    let words = s.answer.split(separator: " ")
    guard words.count >= 12 else { return nil }
    let kept = r.within(words.count / 3...words.count * 2 / 3)
    let next = words[kept]
    guard next.count > 3, next.allSatisfy(\.isLetter) else { return nil }
    return words[..<kept].joined(separator: " ") + " " + next.prefix(next.count / 2)
  }
}

extension Specimen {
  var isThinking: Bool { sample.mode == .on && reasoning != nil }
}

extension String {
  var trimmingBlank: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
