import Bytes

/// Writing tasks whose constraints a program can check, with the ids and arguments of IFEval.
///
/// Every wrong reply breaks exactly one constraint. Source: Zhou and others 2023, arXiv 2311.07911.
enum InstructionTasks {
  static let category = "instruction_following"

  /// A constraint, the words that ask for it, and how a draft breaks it.
  private struct Constraint {
    let id: String
    var arguments: JSONObject = JSONObject()
    let request: String
    let breach: (inout InstructionDraft) -> Void
  }

  static func task(_ dice: inout DemoDice) -> DemoTask {
    let topic = dice.pick(DemoTopic.all)
    var draft = InstructionDraft(sentences: dice.sample(dice.within(4...6), of: topic.sentences))
    draft.layout = dice.pick(InstructionDraft.Layout.allCases)
    var constraints = layoutConstraints(&draft)
    constraints += extras(&draft, topic, &dice)
    let right = (0..<4).map { _ in reply(draft, shuffledBy: &dice, topic, constraints.count) }
    let wrong = constraints.map { constraint in
      var broken = draft
      constraint.breach(&broken)
      return reply(broken, shuffledBy: &dice, topic, constraints.count)
    }
    let requests = constraints.map(\.request).joined(separator: " ")
    return DemoTask(
      category: category,
      turns: [DemoText.fill(dice.pick(askings), ["topic": topic.name]) + " " + requests],
      gold: [
        (
          "constraints",
          .array(constraints.map { ["id": .string($0.id), "args": .object($0.arguments)] })
        )
      ],
      right: right, wrong: wrong)
  }

  private static func reply(
    _ draft: InstructionDraft, shuffledBy dice: inout DemoDice, _ topic: DemoTopic, _ count: Int
  ) -> DemoReply {
    var draft = draft
    draft.sentences = dice.shuffled(draft.sentences)
    let reasoning = [
      DemoText.fill(dice.pick(plans), ["topic": topic.name]),
      "I have to keep \(count == 1 ? "one rule" : "\(count) rules") in mind while writing.",
      dice.pick(checks),
    ]
    return DemoReply(reasoning: reasoning.joined(separator: "\n"), answer: draft.text)
  }

  private static func layoutConstraints(_ draft: inout InstructionDraft) -> [Constraint] {
    let count = draft.sentences.count
    switch draft.layout {
    case .plain: return []
    case .bullets:
      return [
        Constraint(
          id: "detectable_format:number_bullet_lists",
          arguments: JSONObject([("num_bullets", .int(count))]),
          request: "Write exactly \(count) bullet points, each starting with a dash.",
          breach: { $0.sentences.removeLast() })
      ]
    case .paragraphs:
      return [
        Constraint(
          id: "length_constraints:number_paragraphs",
          arguments: JSONObject([("num_paragraphs", .int(count))]),
          request: "Write \(count) paragraphs, separated by the divider ***.",
          breach: { $0.sentences.removeLast() })
      ]
    case .json:
      return [
        Constraint(
          id: "detectable_format:json_format",
          request: "The whole response must be one JSON object.",
          breach: { $0.layout = .bullets })
      ]
    }
  }

  /// One or two constraints that fit the layout and each other.
  private static func extras(
    _ draft: inout InstructionDraft, _ topic: DemoTopic, _ dice: inout DemoDice
  ) -> [Constraint] {
    let needed = draft.layout == .plain ? 1 : 0
    if draft.layout == .json { return [] }
    var extras = [frame(&draft, topic, &dice)].compactMap(\.self)
    let isCased = draft.casing != .usual
    if extras.count < needed || dice.chance(500) {
      extras.append(content(&draft, isCased: isCased, &dice))
    }
    return extras
  }

  /// Something around the text, or its case.
  private static func frame(
    _ draft: inout InstructionDraft, _ topic: DemoTopic, _ dice: inout DemoDice
  ) -> Constraint? {
    switch dice.below(8) {
    case 0:
      draft.title = "Notes on \(topic.name)"
      return Constraint(
        id: "detectable_format:title",
        request: "Give it a title wrapped in double angular brackets, such as <<a title>>.",
        breach: { $0.title = nil })
    case 1:
      let ending = dice.pick(endings)
      draft.ending = ending
      return Constraint(
        id: "startend:end_checker", arguments: JSONObject([("end_phrase", .string(ending))]),
        request: "Finish with the exact phrase \"\(ending)\" and write nothing after it.",
        breach: { $0.ending = nil })
    case 2:
      draft.postscript = "There is more to say another day."
      return Constraint(
        id: "detectable_content:postscript",
        arguments: JSONObject([("postscript_marker", "P.S.")]),
        request: "Add a postscript that starts with P.S. at the end.",
        breach: { $0.postscript = nil })
    case 3 where draft.layout == .plain:
      draft.isQuoted = true
      return Constraint(
        id: "startend:quotation", request: "Wrap the whole response in double quotation marks.",
        breach: { $0.isQuoted = false })
    case 4:
      draft.casing = .lower
      return Constraint(
        id: "change_case:english_lowercase",
        request: "Write in English and use no capital letters.", breach: { $0.casing = .usual })
    case 5:
      draft.casing = .upper
      return Constraint(
        id: "change_case:english_capital",
        request: "Write in English and use capital letters only.", breach: { $0.casing = .usual })
    default: return nil
    }
  }

  /// Something in the text.
  private static func content(
    _ draft: inout InstructionDraft, isCased: Bool, _ dice: inout DemoDice
  ) -> Constraint {
    switch dice.below(draft.layout == .plain ? 6 : 4) {
    case 0: return noComma()
    case 1:
      let pair = dice.sample(2, of: DemoText.words("lantern harbor pepper saddle ribbon thunder"))
      let mention = "Think of a \(pair[0]) next to a \(pair[1])."
      draft.sentences[0] = mention
      return Constraint(
        id: "keywords:existence",
        arguments: JSONObject([("keywords", .array(pair.map(JSONValue.string)))]),
        request: "Include the words \(pair[0]) and \(pair[1]).",
        breach: { draft in
          draft.sentences = draft.sentences.map { $0 == mention ? "Think of a quiet room." : $0 }
        })
    case 2:
      let pair = dice.sample(2, of: DemoText.words("amazing perfect obviously fantastic"))
      return Constraint(
        id: "keywords:forbidden_words",
        arguments: JSONObject([("forbidden_words", .array(pair.map(JSONValue.string)))]),
        request: "Do not use the words \(pair[0]) or \(pair[1]).",
        breach: { $0.sentences[0] = "It is \(pair[0]) in every way." })
    case 3:
      return fewWords(draft)
    case 4:
      draft.highlights = 3
      return Constraint(
        id: "detectable_format:number_highlighted_sections",
        arguments: JSONObject([("num_highlights", .int(3))]),
        request: "Highlight at least 3 sections with markdown, such as *a section*.",
        breach: { $0.highlights = 1 })
    default:
      let enough = draft.wordCount / 5 * 5
      return Constraint(
        id: "length_constraints:number_words",
        arguments: JSONObject([("relation", "at least"), ("num_words", .int(enough))]),
        request: "Use at least \(enough) words.", breach: { $0.sentences.removeLast(2) })
    }
  }

  private static func noComma() -> Constraint {
    Constraint(
      id: "punctuation:no_comma", request: "Do not use any commas.",
      breach: { $0.sentences[0] = "It is simple, quiet, and worth the time." })
  }

  private static func fewWords(_ draft: InstructionDraft) -> Constraint {
    let limit = (draft.wordCount / 10 + 2) * 10
    let padding = "It takes a while to see this and then one wonders how it was ever missed."
    return Constraint(
      id: "length_constraints:number_words",
      arguments: JSONObject([("relation", "less than"), ("num_words", .int(limit))]),
      request: "Use less than \(limit) words.",
      breach: { $0.sentences[0] += " \(padding) \(padding)" })
  }

  private static let askings = DemoText.lines(
    """
    Write a short text about {topic}.
    Tell me something about {topic}.
    I need a few lines about {topic} for a leaflet.
    Describe what is special about {topic}.
    """)
  private static let plans = DemoText.lines(
    """
    The subject is {topic}, so I collect a few plain statements about it.
    They want a text about {topic}.
    I will write about {topic} in a calm voice.
    """)
  private static let checks = DemoText.lines(
    """
    Before I send it I go over the rules once more.
    Now I put the sentences into the form that was asked for.
    Then I check the form at the end.
    """)
  private static let endings = DemoText.lines(
    """
    That is all for today.
    Thank you for reading.
    More will follow soon.
    """)
}
