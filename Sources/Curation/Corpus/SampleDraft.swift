import Bytes

/// A sample while its line is read, field by field in any order.
struct SampleDraft {
  private var sample = Sample()
  private var hasID = false
  private var hasPrompt = false
  private var output: [UInt8]?
  private var mode: Mode?
  private var origin: ModeOrigin?

  /// Sets a field.
  ///
  /// - Throws: `wrong_type`.
  mutating func set(_ field: SampleField, _ node: JSONNode, _ reader: JSONReader)
    throws(RecordProblem)
  {
    switch field {
    case .id:
      sample.id = try plainText(node, field, reader)
      hasID = true
    case .contentHash: sample.contentHash = hash(node, reader)
    case .promptID: sample.promptID = hash(node, reader)
    case .input, .prompt:
      sample.input = try turns(node, field, reader)
      hasPrompt = true
    case .output: output = try bytes(node, field, reader)
    case .reasoning, .mode: mode = try mode(node, field, reader)
    case .modeOrigin: origin = ModeOrigin(rawValue: try text(node, field, reader))
    case .category: sample.category = try text(node, field, reader)
    case .generator: sample.generator = try text(node, field, reader)
    case .license: sample.license = try text(node, field, reader)
    case .source: sample.source = try text(node, field, reader)
    case .version: sample.version = try plainText(node, field, reader)
    case .systemPrompt: sample.systemPrompt = try text(node, field, reader)
    case .expectedAnswer: sample.expectedAnswer = try plainText(node, field, reader)
    case .pairID: sample.pairID = try text(node, field, reader)
    case .finishReason: sample.finishReason = try text(node, field, reader)
    case .openTagPrefilled: sample.openTagPrefilled = reader.bool(node) ?? false
    case .repairs: sample.repairs = try texts(node, field, reader)
    case .choices: part(.choices, node, reader)
    case .tests: part(.tests, node, reader)
    case .constraints: part(.constraints, node, reader)
    case .tools: part(.tools, node, reader)
    case .metadata: part(.metadata, node, reader)
    case .turns: part(.turns, node, reader)
    case .scores: part(.scores, node, reader)
    case .expectedToolCalls: part(.expectedToolCalls, node, reader)
    case .toolCalls: part(.toolCalls, node, reader)
    }
  }

  /// Keeps a member that is no field of a sample.
  mutating func setOther(_ name: JSONNode, _ node: JSONNode, _ reader: JSONReader) {
    guard let name = try? reader.string(name), let value = try? reader.value(node) else { return }
    sample.otherMembers[name] = value
  }

  /// The sample, when all fields are read.
  ///
  /// - Throws: `missing_field`.
  consuming func finished(ordinal: Int) throws(RecordProblem) -> Sample {
    guard hasPrompt else {
      throw RecordProblem("missing_field", "the record has neither input nor prompt")
    }
    guard let output else { throw RecordProblem("missing_field", "the record has no output") }
    if !hasID { sample.id = String(ordinal) }
    sample.response = Response(bytes: output, openTagPrefilled: sample.openTagPrefilled)
    moveSystemTurns()
    setMode()
    return sample
  }

  private mutating func moveSystemTurns() {
    guard sample.input.first?.role == "system" else { return }
    var parts = sample.systemPrompt.map { [$0] } ?? []
    while sample.input.first?.role == "system" {
      let content = sample.input.removeFirst().content
      if !parts.contains(content) { parts.append(content) }
    }
    sample.systemPrompt = parts.joined(separator: "\n\n")
  }

  /// The mode is the field's, else the toggle's, which is taken out, else what the text suggests.
  private mutating func setMode() {
    var asked: Mode?
    if let system = sample.systemPrompt {
      (asked, sample.systemPrompt) = Toggle.detailedThinking.read(system)
    }
    if let mode {
      sample.mode = mode
      sample.modeOrigin = origin ?? .field
    } else if let asked {
      sample.mode = asked
      sample.modeOrigin = .systemPrompt
    } else {
      sample.mode = Mode(
        inferredFrom: sample.response.thinking, openTagPrefilled: sample.openTagPrefilled)
      sample.modeOrigin = .inferred
    }
  }

  // MARK: Values

  private mutating func part(_ part: Sample.Part, _ node: JSONNode, _ reader: JSONReader) {
    sample.parts.append((part, Array(reader.bytes[reader.tokenRange(node)])))
  }

  private func hash(_ node: JSONNode, _ reader: JSONReader) -> Hash128 {
    let bytes = reader.bytes
    return Hash128(hex: bytes.span.extracting(reader.range(node))) ?? .zero
  }

  private func wrong(_ field: SampleField, _ what: String) -> RecordProblem {
    RecordProblem("wrong_type", "\(field.rawValue) must be \(what)")
  }

  private func text(_ node: JSONNode, _ field: SampleField, _ reader: JSONReader)
    throws(RecordProblem) -> String
  {
    guard let text = try? reader.string(node) else { throw wrong(field, "a text") }
    return text
  }

  private func bytes(_ node: JSONNode, _ field: SampleField, _ reader: JSONReader)
    throws(RecordProblem) -> [UInt8]
  {
    if reader.isNull(node) { return [] }
    guard let bytes = try? reader.utf8(node) else { throw wrong(field, "a text") }
    return bytes
  }

  /// A scalar as text: strings as they are, numbers by their token, other values as JSON.
  private func plainText(_ node: JSONNode, _ field: SampleField, _ reader: JSONReader)
    throws(RecordProblem) -> String
  {
    if reader.kind(node) == .string { return try text(node, field, reader) }
    return String(decoding: reader.bytes[reader.range(node)], as: UTF8.self)
  }

  private func texts(_ node: JSONNode, _ field: SampleField, _ reader: JSONReader)
    throws(RecordProblem) -> [String]
  {
    var texts: [String] = []
    for element in reader.elements(node) { texts.append(try text(element, field, reader)) }
    return texts
  }

  private func mode(_ node: JSONNode, _ field: SampleField, _ reader: JSONReader)
    throws(RecordProblem) -> Mode
  {
    guard let mode = Mode(rawValue: try text(node, field, reader)) else {
      throw wrong(field, "on or off")
    }
    return mode
  }

  private func turns(_ node: JSONNode, _ field: SampleField, _ reader: JSONReader)
    throws(RecordProblem) -> [Turn]
  {
    switch reader.kind(node) {
    case .string: [Turn(role: "user", content: try text(node, field, reader))]
    case .array: try Conversation.turns(node, of: reader, in: field.rawValue)
    default: throw wrong(field, "a text or a list of turns")
    }
  }
}
