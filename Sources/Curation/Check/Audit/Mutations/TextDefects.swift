import Bytes

/// Defects of the text: what does not belong in it, and what was damaged on its way.
enum TextDefects {
  static let all: [Mutation] = [
    Mutation("refusal", "the answer declines", needs: "no safety prompt") { s, r in
      guard s.category != "safety" else { return nil }
      return s.with(answer: "\n" + r.pick(AuditTexts.refusals))
    },
    Mutation("identity_leak", "the response names itself or its maker") { s, r in
      s.with(
        answer: s.leadingBlank + r.pick(AuditTexts.identities) + s.gap + s.answer.trimmingBlank)
    },
    Mutation(
      "language_switch", "sentences in another language, among those of the prompt's",
      needs: "an English prompt that speaks of no language"
    ) { s, r in
      guard asksForEnglish(s.sample) else { return nil }
      let foreign = r.pick(AuditTexts.foreign)
      return s.editingBulk { "\n" + foreign + "\n" + $0 + "\n" + foreign + "\n" }
    },
    Mutation(
      "foreign_answer", "the answer is in another language",
      needs: "no code, no gold, an English prompt that speaks of no language"
    ) { s, r in
      guard s.sample.tests == nil, s.sample.expectedAnswer == nil, s.sample.constraints == nil,
        s.sample.tools == nil, asksForEnglish(s.sample)
      else { return nil }
      return s.with(answer: "\n" + r.pick(AuditTexts.foreignAnswers))
    },
    Mutation("html_debris", "markup of a web page around the answer") { s, r in
      let answer = s.answer.trimmingBlank
      let debris = [
        "<div class=\"answer\"><p>\n\(answer)\n</p><br/></div>",
        "\(answer)\n&nbsp;<a href=\"/share\" onclick=\"share()\">Share</a>&nbsp;|&nbsp;Reply",
        "<p style=\"margin:0\">\n\(answer)\n</p>\n<script>track('view');</script>",
        "<table><tr><td>\n\(answer)\n</td></tr></table>&nbsp;&raquo; Read more",
      ]
      return s.with(answer: "\n" + r.pick(debris))
    },
    Mutation("template_tokens", "a chat template's tokens at the end") { s, r in
      s.with(output: s.output + r.pick(AuditTexts.endTokens))
    },
    Mutation("template_inside", "a chat template's tokens within the answer") { s, r in
      let words = s.answer.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let at = words.count / 2
      let token = r.pick(AuditTexts.innerTokens)
      return s.with(
        answer: (words[..<at] + [token] + words[at...]).joined(separator: " "))
    },
    Mutation("runaway_turn", "the response goes on with the user's next turn") { s, r in
      s.with(output: s.output + r.pick(AuditTexts.runawayTurns))
    },
    Mutation("mojibake", "UTF-8 that was read as Windows-1252") { s, r in
      let damaged = r.pick(AuditTexts.mojibake)
      return s.editingBulk { $0 + "\n" + damaged + "\n" }
    },
    Mutation("replacement_characters", "U+FFFD where a decoder failed") { s, r in
      s.editingBulk { sprinkle($0, ["\u{FFFD}", "\u{FFFD}\u{FFFD}"], &r) }
    },
    Mutation("control_characters", "NUL, BEL, backspace, terminal escapes between words") { s, r in
      s.editingBulk { sprinkle($0, ["\u{0}", "\u{7}", "\u{8}\u{8}", "\u{1B}[31m"], &r) }
    },
    Mutation("private_use", "characters of the private use area between words") { s, r in
      s.editingBulk { sprinkle($0, ["\u{E000}", "\u{F0B7}", "\u{E20A}"], &r) }
    },
    Mutation("invisible_characters", "zero-width and direction marks between words") { s, r in
      s.editingBulk { sprinkle($0, ["\u{200B}", "\u{2060}", "\u{202E}", "\u{FEFF}"], &r) }
    },
  ]

  /// Whether an answer in another language is a defect for certain: to "Bonjour", or to a prompt that asks
  /// for the user's own language, it may be right.
  private static func asksForEnglish(_ sample: Sample) -> Bool {
    let request = LanguageRequest(sample)
    guard !request.isOpen, request.named.isEmpty else { return false }
    let words = WordMarks(request.text.span)
    return CommonWords.shared.language(of: words.hashes[...], least: 2) == "en"
  }

  /// Marks behind one word in four, and behind the last one.
  private static func sprinkle(_ text: String, _ marks: [String], _ r: inout RandomSource)
    -> String
  {
    text.split(separator: " ", omittingEmptySubsequences: false)
      .map { r.within(1...4) == 1 ? $0 + r.pick(marks) : String($0) }
      .joined(separator: " ") + marks[0]
  }
}

extension Specimen {
  /// The white space before the answer.
  var leadingBlank: String { String(answer.prefix { $0.isWhitespace }) }

  /// What parts a sentence from the answer behind it: a line's end where a fence or list begins.
  var gap: String { answer.trimmingBlank.first?.isLetter == true ? " " : "\n" }
}
