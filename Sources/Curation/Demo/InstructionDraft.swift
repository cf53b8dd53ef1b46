import Bytes

/// A text with everything that an instruction may ask of it, each part able to be left out.
struct InstructionDraft {
  enum Layout: CaseIterable { case plain, bullets, paragraphs, json }
  enum Casing { case usual, lower, upper }

  var sentences: [String]
  var layout = Layout.plain
  var casing = Casing.usual
  var title: String?
  var ending: String?
  var postscript: String?
  var isQuoted = false
  /// How many sentences have their first two words in asterisks.
  var highlights = 0

  var text: String {
    var text = body
    if let title { text = "<<\(title)>>\n\n" + text }
    if let postscript { text += "\n\nP.S. \(postscript)" }
    if let ending { text += " \(ending)" }
    if isQuoted { text = "\"\(text)\"" }
    return switch casing {
    case .usual: text
    case .lower: text.lowercased()
    case .upper: text.uppercased()
    }
  }

  private var body: String {
    switch layout {
    case .plain: highlighted.joined(separator: " ")
    case .bullets: sentences.map { "- \($0)" }.joined(separator: "\n")
    case .paragraphs: sentences.joined(separator: "\n\n***\n\n")
    case .json: (["notes": .array(sentences.map(JSONValue.string))] as JSONValue).text
    }
  }

  private var highlighted: [String] {
    sentences.enumerated().map { index, sentence in
      guard index < highlights else { return sentence }
      let words = sentence.split(separator: " ")
      return "*\(words.prefix(2).joined(separator: " "))* "
        + words.dropFirst(2).joined(separator: " ")
    }
  }

  var wordCount: Int { text.split { $0.isWhitespace }.count }
}
