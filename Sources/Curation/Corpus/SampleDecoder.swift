import Bytes

/// Reads a line of the pool, or a line that a person wrote for `sluice try`, as a sample.
///
/// A pool line has every field; a written one needs only a prompt (`input`, a list of turns or a
/// text, or `prompt`) and an `output`. Ids and hashes may be missing, `expected_answer` may be a
/// number, and the mode may stand in the system prompt or only show in the text. Unknown fields are
/// kept for filters that read fields by name. For one thread, since it keeps its memory.
public struct SampleDecoder {
  private let reader = JSONReader()
  private var fields = FieldOrder()

  public init() {}

  /// - Parameter ordinal: stands in for a missing `id`.
  /// - Throws: `RecordProblem`: what is not JSON, not UTF-8, missing or of the wrong type.
  public mutating func decode(_ line: [UInt8], ordinal: Int) throws(RecordProblem) -> Sample {
    try decode(line, in: 0..<line.count, ordinal: ordinal)
  }

  /// Decodes a part of a buffer.
  public mutating func decode(_ buffer: [UInt8], in range: Range<Int>, ordinal: Int)
    throws(RecordProblem) -> Sample
  {
    do throws(JSONError) {
      try reader.parse(buffer, in: range)
    } catch {
      throw RecordProblem(error)
    }
    guard reader.kind(reader.root) == .object else {
      throw RecordProblem("not_an_object", "the line is JSON but no object")
    }
    guard reader.firstLoneSurrogate == nil else {
      throw RecordProblem("lone_surrogate", "the line has half of a surrogate pair")
    }
    var draft = SampleDraft()
    let bytes = reader.bytes
    for (key, value) in reader.members(reader.root) {
      guard let field = fields.field(named: bytes.span.extracting(reader.range(key))) else {
        draft.setOther(key, value, reader)
        continue
      }
      guard !reader.isNull(value) || field == .output else { continue }
      try draft.set(field, value, reader)
    }
    return try draft.finished(ordinal: ordinal)
  }
}

/// The fields of a sample, in the order of a pool line.
enum SampleField: String, CaseIterable {
  case id
  case contentHash = "content_hash"
  case promptID = "prompt_id"
  case input, prompt, output, reasoning, mode
  case modeOrigin = "mode_origin"
  case category, generator, license, source, version
  case systemPrompt = "system_prompt"
  case expectedAnswer = "expected_answer"
  case finishReason = "finish_reason"
  case openTagPrefilled = "open_tag_prefilled"
  case pairID = "pair_id"
  case repairs
  case choices, tests, constraints, tools, metadata, turns, scores
  case expectedToolCalls = "expected_tool_calls"
  case toolCalls = "tool_calls"
}

/// Finds fields by name.
///
/// The search begins behind the field found last, since lines repeat the order.
private struct FieldOrder {
  private let names = SampleField.allCases.map { (name: $0.rawValue, field: $0) }
  private var next = 0

  mutating func field(named name: Span<UInt8>) -> SampleField? {
    for step in names.indices {
      let index = next + step < names.count ? next + step : next + step - names.count
      guard equal(names[index].name, name) else { continue }
      next = index + 1 < names.count ? index + 1 : 0
      return names[index].field
    }
    return nil
  }

  private func equal(_ name: String, _ bytes: Span<UInt8>) -> Bool {
    let utf8 = name.utf8
    guard utf8.count == bytes.count else { return false }
    let span = utf8.span
    for index in span.indices where span[index] != bytes[index] { return false }
    return true
  }
}
