import Bytes

/// Rows of the Llama-Nemotron post-training dataset (arXiv 2505.00949, Hugging Face
/// nvidia/Llama-Nemotron-Post-Training-Dataset), both releases.
///
/// v1: `input` is one text rendered with Llama 3's template, system prompt and toggle within, and
/// `output` ends with `<|eot_id|>`. v1.1: `input` is a list of turns, `system_prompt` a column. Some
/// files hold both. `used_in_training` is "yes" or a list of models, and stays metadata.
struct NemotronSchema: Schema {
  private static let end = Array("<|eot_id|>".utf8)

  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    var draft = Draft()
    if let node = record.peek("input"), record.reader.kind(node) == .string {
      let text = try record.text("input") ?? ""
      draft.turns = Llama3Prompt.turns(text) ?? [Turn(role: "user", content: text)]
    } else {
      draft.turns = try record.prompt("input")
    }
    draft.systemPrompt = try record.text("system_prompt")
    draft.output = try record.response("output")
    if draft.output.ends(with: Self.end) { draft.output.removeLast(Self.end.count) }
    try record.checkMode("reasoning")
    try draft.readLabels(&record)
    draft.set(.constraints, try constraints(&record))
    try record.addRest(to: &draft.metadata)
    return [draft]
  }

  /// The instructions of IFEval rows: ids and arguments in two lists, the arguments with a null for
  /// each parameter of all the other instructions.
  private func constraints(_ record: inout Record) throws(RecordProblem) -> JSONValue? {
    guard record.has("instruction_id_list"), record.has("args") || record.has("kwargs") else {
      return nil
    }
    let ids = try record.list("instruction_id_list") ?? []
    let arguments = try record.list(record.has("args") ? "args" : "kwargs") ?? []
    guard ids.count == arguments.count else {
      throw RecordProblem(
        "length_mismatch", "\(ids.count) instructions with \(arguments.count) arguments")
    }
    return .array(
      zip(ids, arguments).map { ["id": $0, "args": $1.withoutNulls] })
  }
}

/// A conversation rendered with the template of Llama 3.
enum Llama3Prompt {
  /// The turns; nil where the text is not in that form.
  ///
  /// The empty turn of the assistant at the end,
  /// where the response goes, is left out.
  static func turns(_ text: String) -> [Turn]? {
    let bytes = Array(text.utf8)
    var turns: [Turn] = []
    guard var header = TextScan.find(open, in: bytes.span) else { return nil }
    while true {
      let name = header + open.utf8.count
      guard let nameEnd = TextScan.find(close, in: bytes.span, from: name) else { return nil }
      var start = nameEnd + close.utf8.count
      if bytes[start...].starts(with: [0x0A, 0x0A]) { start += 2 }
      let next = TextScan.find(open, in: bytes.span, from: start)
      let stop = TextScan.find(end, in: bytes.span, from: start) ?? bytes.count
      let role = String(decoding: bytes[name..<nameEnd], as: UTF8.self)
      let content = String(decoding: bytes[start..<min(stop, next ?? bytes.count)], as: UTF8.self)
      turns.append(Turn(role: TurnReader.role(role), content: content))
      guard let next else { break }
      header = next
    }
    if turns.last?.role == "assistant", turns.last?.content.isEmpty == true { turns.removeLast() }
    return turns
  }

  private static let open = "<|start_header_id|>"
  private static let close = "<|end_header_id|>"
  private static let end = "<|eot_id|>"
}

extension JSONValue {
  /// The value without members that are null, at any depth.
  var withoutNulls: JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map(\.withoutNulls))
    case .object(let object):
      let members = object.members.filter { !$0.value.isNull }
      return .object(JSONObject(members.map { ($0.key, $0.value.withoutNulls) }))
    default: return self
    }
  }
}

extension [UInt8] {
  func ends(with suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}
