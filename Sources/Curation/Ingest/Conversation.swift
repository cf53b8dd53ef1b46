// Lists of messages, in the layouts that are in use: chat completions (`role`, `content`), ShareGPT
// (`from`, `value`), and the items of OpenAI's Responses API (`type`). All become turns of the roles
// system, user, assistant and tool.

import Bytes

/// Reads lists of messages as turns.
enum Conversation {
  /// - Throws: `wrong_type` for an element that is no message, `unsupported_content` for images
  ///   and the like.
  static func turns(_ list: [JSONValue], in field: String) throws(RecordProblem) -> [Turn] {
    var reader = TurnReader(field: field)
    for item in list { try reader.add(item) }
    return reader.finish()
  }

  /// Reads the nodes of a list directly where each is just a role and a text, as most are.
  static func turns(_ node: JSONNode, of reader: JSONReader, in field: String) throws(RecordProblem)
    -> [Turn]
  {
    guard reader.kind(node) == .array else {
      throw RecordProblem("wrong_type", "\(field) must be a list of turns")
    }
    var turns: [Turn] = []
    for element in reader.elements(node) {
      guard let turn = plainTurn(element, of: reader) else {
        return try Conversation.turns((try? reader.value(node))?.array ?? [], in: field)
      }
      turns.append(turn)
    }
    return turns
  }

  private static func plainTurn(_ node: JSONNode, of reader: JSONReader) -> Turn? {
    var role: String?
    var content: String?
    for (key, value) in reader.members(node) {
      guard reader.kind(value) == .string, let name = try? reader.string(key) else { return nil }
      switch name {
      case "role": role = try? reader.string(value)
      case "content": content = try? reader.string(value)
      default: return nil
      }
    }
    guard let role, let content, role == "user" || role == "assistant" || role == "system" else {
      return nil
    }
    return Turn(role: role, content: content)
  }

  /// A list of turns, one turn, or the text of one.
  static func turns(textOrList value: JSONValue, role: String, in field: String)
    throws(RecordProblem) -> [Turn]
  {
    if let list = value.array { return try turns(list, in: field) }
    if value.object?["role"] != nil { return try turns([value], in: field) }
    guard let text = value.string else {
      throw RecordProblem("wrong_type", "\(field) must be a text or a list of turns")
    }
    return [Turn(role: role, content: text)]
  }

  /// The messages that a text is the JSON of; nil for other texts.
  static func messages(in text: String) -> [JSONValue]? {
    guard text.utf8.first(where: { !isSpace($0) }) == UInt8(ascii: "["),
      let list = (try? JSONValue(parsing: text))?.array, !list.isEmpty,
      list.allSatisfy(isMessage)
    else { return nil }
    return list
  }

  private static func isMessage(_ value: JSONValue) -> Bool {
    guard let object = value.object else { return false }
    return object["role"]?.string != nil
      || object["from"]?.string != nil && object["value"] != nil
      || TurnReader.itemTypes.contains(object["type"]?.string ?? "")
  }

  /// The text of an assistant's message whose reasoning came apart from it.
  ///
  /// - Parameter isCut: the response ended within the reasoning, so the tag stays open.
  static func text(reasoning: String, content: String, isCut: Bool) -> String {
    var text = "<think>"
    if reasoning.utf8.first != 0x0A { text += "\n" }
    text += reasoning
    if isCut { return text }
    if reasoning.utf8.last != 0x0A { text += "\n" }
    text += "</think>"
    if !content.isEmpty, content.utf8.first != 0x0A { text += "\n\n" }
    return text + content
  }
}
