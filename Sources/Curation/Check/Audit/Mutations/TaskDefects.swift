import Bytes

/// Defects of code and of instructions.
enum TaskDefects {
  static let all: [Mutation] = [
    Mutation(
      "broken_code", "the code of the answer no longer parses", needs: "Python with tests"
    ) { s, _ in
      guard s.isProvenRight, s.sample.tests != nil else { return nil }
      return editingCode(s) { code in
        guard let place = code.range(ofLast: "):") ?? code.range(ofLast: ")") else { return nil }
        return code.replacing(place, by: code[place] == "):" ? ":" : "")
      }
    },
    Mutation(
      "wrong_code", "the code runs and gives nothing back", needs: "Python with tests"
    ) { s, _ in
      guard s.isProvenRight, s.sample.tests != nil else { return nil }
      return editingCode(s, withoutResult)
    },
    Mutation(
      "code_in_reasoning", "a fenced block of code inside the think block",
      needs: "code, on mode"
    ) { s, r in
      guard s.category == "code", s.isThinking else { return nil }
      let line = r.pick(["print(sum([2, 3]))", "for i in range(3):\n    print(i)", "x = f(2)"])
      return s.editingReasoning { $0 + "\nLet me write it down:\n```python\n\(line)\n```\n" }
    },
    Mutation(
      "violated_instruction", "an instruction of the prompt is no longer followed",
      needs: "a constraint that can be broken for certain"
    ) { s, r in
      guard let constraints = s.sample.constraints else { return nil }
      let start = r.within(0...max(0, constraints.count - 1))
      for step in constraints.indices {
        let constraint = constraints[(start + step) % constraints.count]
        guard let id = constraint["id"]?.string,
          let broken = BrokenInstruction.break(
            id, constraint["args"]?.object ?? [:], in: s.answer)
        else { continue }
        return s.with(answer: broken)
      }
      return nil
    },
  ]

  /// Every `return` gives None, and what is printed is another text.
  private static func withoutResult(_ code: String) -> String? {
    var isChanged = false
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map {
      line -> String in
      let body = line.drop { $0 == " " || $0 == "\t" }
      let indent = line[..<body.startIndex]
      if body.hasPrefix("return ") {
        isChanged = true
        return indent + "return None"
      }
      if body.hasPrefix("print(") {
        isChanged = true
        return indent + "print('?')"
      }
      return String(line)
    }
    return isChanged ? lines.joined(separator: "\n") : nil
  }

  /// Edits the last fenced block of the answer; all of it where it has no fence.
  private static func editingCode(_ s: Specimen, _ edit: (String) -> String?) -> JSONObject? {
    let answer = s.answer
    guard answer.contains("```") else {
      return answer.contains("def ") ? edit(answer).map { s.with(answer: $0) } : nil
    }
    guard let open = answer.range(ofLast: "```python\n") else { return nil }
    let rest = String(answer[open.upperBound...])
    guard let close = rest.range(ofFirst: "```"),
      let edited = edit(String(rest[..<close.lowerBound]))
    else { return nil }
    return s.with(answer: answer[..<open.upperBound] + edited + rest[close.lowerBound...])
  }
}

/// Breaks one of IFEval's instructions for certain.
enum BrokenInstruction {
  /// - Returns: the answer with the instruction broken; nil where no sure way is known.
  static func `break`(_ id: String, _ args: JSONObject, in answer: String) -> String? {
    switch id {
    case "punctuation:no_comma": answer + ", and so on"
    case "change_case:english_lowercase": answer.uppercased()
    case "change_case:english_capital": answer.lowercased()
    case "startend:quotation": "Here it is: " + answer
    case "startend:end_checker": answer + "\n\nThat is all there is to say."
    case "detectable_format:json_format": "Here is the object: " + answer + " Done."
    case "detectable_format:title": without(answer, ["<<", ">>"])
    case "detectable_format:number_bullet_lists": without(answer, ["* ", "- ", "• "])
    case "detectable_format:number_highlighted_sections": without(answer, ["*"])
    case "detectable_content:number_placeholders": without(answer, ["[", "]"])
    case "detectable_content:postscript": without(answer, ["P.S.", "P.P.S", "p.s.", "P. S."])
    case "keywords:existence": lacking(args["keywords"], in: answer)
    case "keywords:forbidden_words":
      args["forbidden_words"]?.array?.first?.string.map { "\(answer) \($0)." }
    case "length_constraints:number_words": miscounted(args, "num_words", answer)
    case "length_constraints:number_paragraphs": "One paragraph is all there is."
    default: nil
    }
  }

  private static func without(_ answer: String, _ marks: [String]) -> String? {
    let plain = marks.reduce(answer) { $0.replacing($1, with: "") }
    return plain == answer ? nil : plain
  }

  /// The answer without its first keyword, in whatever case.
  private static func lacking(_ keywords: JSONValue?, in answer: String) -> String? {
    guard let keyword = keywords?.array?.first?.string, !keyword.isEmpty else { return nil }
    let lower = answer.lowercased()
    guard lower.utf8.count == answer.utf8.count else { return nil }
    let plain = lower.replacing(keyword.lowercased(), with: "it")
    return plain == lower ? nil : plain
  }

  /// Three words where many were asked for, many where few were.
  private static func miscounted(_ args: JSONObject, _ key: String, _ answer: String) -> String? {
    guard let count = args[key]?.int, let relation = args["relation"]?.string, count > 3 else {
      return nil
    }
    if relation == "at least" { return "Too few words." }
    return Array(repeating: answer, count: 1 + count / max(1, answer.split(separator: " ").count))
      .joined(separator: " ") + " and more"
  }
}
