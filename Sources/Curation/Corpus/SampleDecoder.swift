import Bytes

/// Reads a line of the pool, or a line that a person wrote for `sluice try`, as a sample.
///
/// A pool line has every field; a written one needs only a prompt (`input`, a list of turns or a
/// text, or `prompt`) and an `output`. Ids and hashes may be missing, `expected_answer` may be a
/// number, and the mode may stand in the system prompt or only show in the text.
public struct SampleDecoder {
  public init() {}

  /// Reads a line that is part of a larger buffer.
  mutating func decode(_ buffer: [UInt8], in range: Range<Int>, ordinal: Int)
    throws(RecordProblem) -> Sample
  {
    try decode(Array(buffer[range]), ordinal: ordinal)
  }

  /// - Parameter ordinal: stands in for a missing `id`.
  /// - Throws: `RecordProblem`: what is not JSON, not UTF-8, missing or of the wrong type.
  public mutating func decode(_ line: [UInt8], ordinal: Int) throws(RecordProblem) -> Sample {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: line)
    } catch {
      throw RecordProblem(error)
    }
    guard let record = value.object else {
      throw RecordProblem("not_an_object", "the line is JSON but no object")
    }
    return try sample(of: record, ordinal: ordinal)
  }

  private func sample(of record: JSONObject, ordinal: Int) throws(RecordProblem) -> Sample {
    var sample = Sample()
    sample.id = record["id"].map(plainText) ?? String(ordinal)
    sample.contentHash = record["content_hash"]?.string.flatMap { Hash128(hex: $0) } ?? .zero
    sample.promptID = record["prompt_id"]?.string.flatMap { Hash128(hex: $0) } ?? .zero
    sample.openTagPrefilled = record["open_tag_prefilled"]?.bool ?? false
    try readPrompt(record, into: &sample)
    guard let output = record["output"] else {
      throw RecordProblem("missing_field", "the record has no output")
    }
    guard output.isNull || output.string != nil else {
      throw RecordProblem("wrong_type", "output must be a text")
    }
    sample.response = Response(
      bytes: Array((output.string ?? "").utf8), openTagPrefilled: sample.openTagPrefilled)
    try readMode(record, into: &sample)
    readLabels(record, into: &sample)
    for part in Sample.Part.allCases {
      guard let value = record[part.rawValue], !value.isNull else { continue }
      sample.parts.append((part, value.encoded))
    }
    return sample
  }

  private func readLabels(_ record: JSONObject, into sample: inout Sample) {
    sample.source = record["source"]?.string ?? ""
    sample.category = record["category"]?.string ?? ""
    sample.generator = record["generator"]?.string ?? ""
    sample.license = record["license"]?.string ?? ""
    sample.version = record["version"]?.string ?? ""
    sample.finishReason = record["finish_reason"]?.string
    sample.pairID = record["pair_id"]?.string
    sample.expectedAnswer = record["expected_answer"].flatMap { $0.isNull ? nil : plainText($0) }
    sample.repairs = record["repairs"]?.array?.compactMap(\.string) ?? []
  }

  private func readPrompt(_ record: JSONObject, into sample: inout Sample) throws(RecordProblem) {
    sample.systemPrompt = record["system_prompt"]?.string
    guard let prompt = record["input"] ?? record["prompt"] else {
      throw RecordProblem("missing_field", "the record has neither input nor prompt")
    }
    if let text = prompt.string {
      sample.input = [Turn(role: "user", content: text)]
      return
    }
    guard let turns = prompt.array else {
      throw RecordProblem("wrong_type", "input must be a text or a list of turns")
    }
    for turn in turns {
      guard let role = turn["role"]?.string else {
        throw RecordProblem("wrong_type", "a turn of input has no role")
      }
      let content = turn["content"]?.string ?? ""
      if role == "system" {
        sample.systemPrompt = sample.systemPrompt.map { $0 + "\n" + content } ?? content
      } else {
        sample.input.append(Turn(role: role, content: content))
      }
    }
  }

  private func readMode(_ record: JSONObject, into sample: inout Sample) throws(RecordProblem) {
    var asked: Mode?
    if let system = sample.systemPrompt {
      (asked, sample.systemPrompt) = Toggle.detailedThinking.read(system)
    }
    if let field = record["reasoning"] ?? record["mode"], !field.isNull {
      guard let mode = field.string.flatMap(Mode.init(rawValue:)) else {
        throw RecordProblem("wrong_type", "reasoning must be on or off")
      }
      sample.mode = mode
      sample.modeOrigin =
        record["mode_origin"]?.string.flatMap(ModeOrigin.init(rawValue:)) ?? .field
    } else if let asked {
      sample.mode = asked
      sample.modeOrigin = .systemPrompt
    } else {
      sample.mode = Mode(inferredFrom: sample.response, openTagPrefilled: sample.openTagPrefilled)
      sample.modeOrigin = .inferred
    }
  }
}

/// A scalar as text: strings as they are, numbers by their token, other values as JSON.
private func plainText(_ value: JSONValue) -> String { value.string ?? value.text }
