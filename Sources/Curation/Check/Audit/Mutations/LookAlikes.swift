import Bytes

/// Changes that harm nothing and resemble a defect: a filter that catches one drops good samples.
enum LookAlikes {
  static let all: [Mutation] = [
    .lookAlike("line_ends", "line ends of Windows", needs: "several lines, no code") { s, _ in
      guard s.sample.tests == nil, s.sample.constraints == nil else { return nil }
      return s.with(output: s.output.replacing("\n", with: "\r\n"))
    },
    .lookAlike("trailing_space", "white space behind the response") { s, r in
      s.sample.constraints == nil ? s.with(output: s.output + r.pick(["\n", "  ", "\n\n"])) : nil
    },
    .lookAlike(
      "bold_answer", "the final number in bold", needs: "a number as final answer, not in LaTeX"
    ) { s, _ in
      guard s.isProvenRight, s.sample.choices == nil, s.sample.tests == nil,
        !s.answer.contains("$"), !s.answer.contains("\\"), !s.answer.contains("*"),
        let token = s.found.flatMap(NumberToken.last(in:)), s.found == token,
        NumberToken.count(of: token, in: s.answer) > 0
      else { return nil }
      return s.with(
        answer: NumberToken.replaceLast(token, by: "**\(token)**", in: s.answer))
    },
    .lookAlike("checked_once", "the reasoning checks its result once", needs: "reasoning") { s, r in
      s.editingReasoning {
        $0 + "\n"
          + r.pick(["Let me check that once: it holds.", "Quick check: yes, this is right."])
      }
    },
    .lookAlike("sympathy", "regret that is no refusal", needs: "reasoning") { s, r in
      s.editingReasoning {
        "\n"
          + r.pick([
            "I'm sorry to hear that this was confusing; it can be explained simply.",
            "Sorry, that first idea of mine leads nowhere, so here is a better one.",
            "I can't assume more than what is given, so I take it literally.",
          ]) + $0
      }
    },
    .lookAlike("company_named", "a company named as a fact", needs: "reasoning") { s, r in
      s.editingReasoning {
        "\n"
          + r.pick([
            "Google was founded in 1998, which does not matter here.",
            "A model of OpenAI could be asked too, but this is easy enough.",
          ]) + $0
      }
    },
    .lookAlike("accents", "words with accents, rightly encoded", needs: "reasoning") { s, r in
      s.editingReasoning {
        "\n"
          + r.pick([
            "Think of Señor Müller's café on the Île de la Cité.",
            "Like the façade of Gödel's house in Brünn, it has two sides.",
          ]) + $0
      }
    },
    .lookAlike(
      "comparisons", "less-than and greater-than signs, and an ampersand", needs: "reasoning"
    ) { s, _ in
      s.editingReasoning { "\nIf a < b and b > c & c < d, nothing follows about a and d." + $0 }
    },
    .lookAlike("symbols", "an emoji, a check mark, an arrow", needs: "reasoning") { s, _ in
      s.editingReasoning { "\nGood, that is clear → now the steps ✅ 🙂" + $0 }
    },
    .lookAlike("numbered_steps", "twelve lines that differ in their numbers", needs: "reasoning") {
      s, r in
      let base = r.within(2...9)
      let steps = (1...12).map { "n = \($0): \(base)·\($0) = \(base * $0)" }
      return s.editingReasoning { "\nA table may help:\n" + steps.joined(separator: "\n") + $0 }
    },
    .lookAlike("quoted_tag", "a think tag quoted as code", needs: "reasoning") { s, _ in
      s.editingReasoning { "\nI may use `<think>` and `</think>` for this." + $0 }
    },
    .lookAlike("numbers_not_personal", "long numbers that are no one's", needs: "reasoning") {
      s, r in
      s.editingReasoning {
        "\n"
          + r.pick([
            "The speed of light is 299792458 m/s and 2^64 is 18446744073709551616.",
            "Version 3.11.4 came out later than 3.10.12; pi is 3.14159265358979.",
          ]) + $0
      }
    },
  ]
}
