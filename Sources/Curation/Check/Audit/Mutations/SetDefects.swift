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
      needs: "a response of 40 words", isOfTheSet: true
    ) { s, r in
      guard s.sample.response.words.count >= 40, var turns = s.record["input"]?.array,
        let last = turns.lastIndex(where: { $0["role"]?.string == "user" }),
        var turn = turns[last].object, let text = turn["content"]?.string
      else { return nil }
      turn["content"] = .string(r.pick(["Please: ", "Question: ", "Now, "]) + text + " Thank you.")
      turns[last] = .object(turn)
      let copy = s.with("input", .array(turns))
      return Planted(lines: [s.record, copy].map { JSONValue.object($0).encoded })
    },
  ]
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
