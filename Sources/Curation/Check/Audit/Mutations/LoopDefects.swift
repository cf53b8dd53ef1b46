import Bytes

/// Loops, and text without content.
enum LoopDefects {
  static let all: [Mutation] = [
    Mutation("loop_line", "the last line again and again until the tokens ran out") { s, r in
      guard let line = s.lines.last(where: { $0.utf8.count >= 12 }) else { return nil }
      return stuck(s, on: line, separator: "\n", times: r.within(24...60))
    },
    Mutation("loop_block", "a block of lines again and again", needs: "four lines") { s, r in
      let lines = s.lines.filter { $0.utf8.count >= 6 }
      guard lines.count >= 4 else { return nil }
      let block = lines.suffix(r.within(3...min(8, lines.count))).joined(separator: "\n")
      return stuck(s, on: block, separator: "\n\n", times: r.within(8...16))
    },
    Mutation("loop_words", "a few words again and again on one line") { s, r in
      let phrase = r.pick(AuditTexts.stuckPhrases)
      return stuck(s, on: phrase, separator: " ", times: r.within(40...90))
    },
    Mutation(
      "loop_drifting", "a sentence again and again, with a number that counts", needs: ""
    ) { s, r in
      let phrase = r.pick(AuditTexts.stuckSentences)
      let lines = (1...r.within(40...80)).map { "\(phrase) (\($0))" }
      return stuck(s, on: lines.joined(separator: "\n"), separator: "\n", times: 1)
    },
    Mutation(
      "loop_inside", "a loop in the middle of the reasoning, which then goes on",
      needs: "reasoning of three lines"
    ) { s, r in
      s.editingReasoning { reasoning in
        var lines = reasoning.split(separator: "\n").map(String.init)
        guard lines.count >= 3 else { return nil }
        let at = r.within(1...lines.count - 1)
        let repeats = max(20, lines.count)
        lines.insert(
          contentsOf: Array(repeating: "Wait, let me check that again.", count: repeats), at: at)
        return "\n" + lines.joined(separator: "\n") + "\n"
      }
    },
    Mutation("gibberish", "the response becomes letters without words") { s, r in
      let noise = gibberish(words: 120, &r)
      return s.editingBulk { _ in noise }
    },
    Mutation("prompt_echo", "the answer repeats the prompt and says nothing else") { s, _ in
      s.sample.prompt.count >= 20 ? s.with(answer: "\n" + s.sample.prompt) : nil
    },
    Mutation("over_long", "some 14,000 words of rambling that repeats no line") { s, r in
      let ramble = (1...2000).map { index in
        "Check \(index): \(r.pick(AuditTexts.rambles)) \(r.within(100...999))."
      }.joined(separator: "\n")
      return s.editingBulk { "\n" + ramble + "\n" + $0 }
    },
  ]

  /// The response so far, then one piece until the budget is used up; no answer comes after it where
  /// the loop is in the reasoning.
  private static func stuck(
    _ s: Specimen, on piece: String, separator: String, times: Int
  ) -> JSONObject {
    let loop = Array(repeating: piece, count: times).joined(separator: separator)
    guard s.isThinking, let reasoning = s.reasoning else {
      return s.with(answer: s.answer + separator + loop)
    }
    // The block is closed and the answer there, so that only what looks for loops can see it.
    return s.with(reasoning: reasoning + separator + loop + "\n")
  }

  private static func gibberish(words: Int, _ r: inout RandomSource) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return (0..<words).map { _ in
      String((0..<r.within(3...11)).map { _ in r.pick(letters) })
    }.joined(separator: " ")
  }
}

extension Specimen {
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}
