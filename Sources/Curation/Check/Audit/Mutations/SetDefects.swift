import Bytes

/// Defects that only show beside another sample.
enum SetDefects {
  static let all: [Mutation] = [
    Mutation("exact_duplicate", "the same sample once more", isOfTheSet: true) { s, _ in
      let line = JSONValue.object(s.record).encoded
      return Planted(lines: [line, line])
    },
    Mutation(
      "near_duplicate", "the same sample with a few other words and spaces in its response",
      needs: "a response of 40 words", isOfTheSet: true
    ) { s, r in
      guard s.sample.response.words.count >= 40 else { return nil }
      let lead = r.pick(["Right. ", "Well now. ", "Alright then. "])
      let edited =
        s.editingReasoning { "\n" + lead + $0.trimmingBlank + "\n" }
        ?? s.with(answer: s.answer + r.pick(["\n", " \n", "\n\n"]))
      return Planted(lines: [s.record, edited].map { JSONValue.object($0).encoded })
    },
    Mutation(
      "near_duplicate_prompt", "the same sample under a prompt with a few other words",
      needs: "a response of 90 words", isOfTheSet: true
    ) { s, r in
      // Three words more change some twenty of all 5-grams; only in a text of 90 words four fifths of
      // them are then the same, which is what a near duplicate is by the recipes.
      guard s.sample.response.words.count >= 90, var turns = s.record["input"]?.array,
        let last = turns.lastIndex(where: { $0["role"]?.string == "user" }),
        var turn = turns[last].object, let text = turn["content"]?.string
      else { return nil }
      turn["content"] = .string(r.pick(["Please: ", "Question: ", "Now, "]) + text + " Thank you.")
      turns[last] = .object(turn)
      let copy = s.with("input", .array(turns))
      return Planted(lines: [s.record, copy].map { JSONValue.object($0).encoded })
    },
  ]

  private static let benchmark = "a recipe that decontaminates"

  /// Leaks of a benchmark; without items they fit no sample.
  ///
  /// - Parameter items: prompts of the recipe's benchmarks.
  static func leaks(of items: [String]) -> [Mutation] {
    // Items of a few words ("What is 2+2?") are in many prompts by themselves, and no step looks for them.
    let items = items.filter { $0.split(separator: " ").count >= 12 }
    return [
      Mutation("benchmark_leak", "the prompt is an item of a benchmark", needs: benchmark) { s, r in
        items.isEmpty ? nil : asking(r.pick(items), s)
      },
      Mutation("leak_embedded", "an item stands within a longer prompt", needs: benchmark) { s, r in
        guard !items.isEmpty else { return nil }
        return asking(
          "I am preparing a test for my class. One of the questions is this. "
            + r.pick(items) + " Please show every step and keep it short.", s)
      },
      Mutation("leak_respelt", "an item in other case, spacing and punctuation", needs: benchmark) {
        s, r in
        guard !items.isEmpty else { return nil }
        let item = r.pick(items).lowercased().filter { $0 != "," && $0 != "." }
        return asking(item.replacing(" ", with: "  "), s)
      },
      Mutation("leak_other_numbers", "an item with other numbers", needs: benchmark) { s, r in
        let numbered = items.filter { NumberToken.last(in: $0) != nil }
        guard !numbered.isEmpty else { return nil }
        let item = r.pick(numbered)
        let changed = item.map { $0.isASCII && $0.isNumber ? Character("\(r.within(1...9))") : $0 }
        return asking(String(changed), s)
      },
      Mutation("leak_in_response", "the response quotes an item", needs: benchmark) { s, r in
        guard !items.isEmpty else { return nil }
        let item = r.pick(items)
        return s.editingBulk { "\nThis is like a question I know: \(item)\n" + $0 }
      },
    ]
  }

  /// The sample with another last question of the user.
  private static func asking(_ question: String, _ s: Specimen) -> JSONObject? {
    guard var turns = s.record["input"]?.array,
      let last = turns.lastIndex(where: { $0["role"]?.string == "user" }),
      var turn = turns[last].object
    else { return nil }
    turn["content"] = .string(question)
    turns[last] = .object(turn)
    return s.with("input", .array(turns))
  }
}

/// Raw lines that must end in quarantine.
enum LineDefects {
  static let all: [Mutation] = [
    Mutation("broken_json", "the raw line is cut") { s, r in
      let line = JSONValue.object(s.record).encoded
      return Planted(lines: [Array(line.prefix(r.within(line.count / 2...line.count - 2)))])
    },
    Mutation("invalid_utf8", "a byte of the raw line is no UTF-8") { s, r in
      var line = JSONValue.object(s.with(output: s.output + "\u{B6}")).encoded
      // The last byte of the pilcrow goes, which leaves the first byte of a pair alone.
      guard let at = line.lastIndex(of: 0xB6) else { return nil }
      line[at] = UInt8(ascii: "x")
      return Planted(lines: [line])
    },
    Mutation("lone_surrogate", "half of a surrogate pair in the raw line") { s, _ in
      let line = JSONValue.object(s.with(output: s.output + "\u{B6}")).text
      guard let place = line.range(ofLast: "\u{B6}") else { return nil }
      return Planted(lines: [Array(line.replacing(place, by: "\\ud83d").utf8)])
    },
  ]
}
