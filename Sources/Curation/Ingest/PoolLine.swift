import Bytes

/// A sample on its way into the pool.
struct PoolSample {
  var draft: Draft
  let source: String
  var mode = Mode.off
  var modeOrigin = ModeOrigin.inferred
  var repairs: [Repair] = []

  var id = Hash128.zero
  var prompt = Hash128.zero
  /// Of prompt, mode and response.
  var content = Hash128.zero
  var response = Hash128.zero
  var answer = Hash128.zero
  /// See `SampleHashes`: tells apart what one prompt's hash does not.
  var exact: UInt64 = 0

  init(draft: consuming Draft, source: String) {
    self.draft = draft
    self.source = source
  }
}

extension PoolSample {
  /// Appends the line of the pool with its newline: keys in a fixed order, text byte for byte.
  func append(to out: inout [UInt8]) {
    out.append(literal: #"{"id":""#)
    id.appendHex(to: &out)
    out.append(literal: #"","content_hash":""#)
    content.appendHex(to: &out)
    out.append(literal: #"","prompt_id":""#)
    prompt.appendHex(to: &out)
    out.append(literal: #"","input":["#)
    for (index, turn) in draft.turns.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      append(turn, to: &out)
    }
    out.append(literal: #"],"output":"#)
    JSONEscape.append(draft.output, to: &out)
    out.append(
      literal: mode == .on
        ? #","reasoning":"on","mode_origin":""# : #","reasoning":"off","mode_origin":""#)
    out += modeOrigin.rawValue.utf8
    appendLabels(to: &out)
    if !repairs.isEmpty { appendRepairs(to: &out) }
    if !draft.parts.isEmpty { appendParts(to: &out) }
    if !draft.metadata.isEmpty {
      out.append(literal: #","metadata":"{"#)
      JSONEscape.appendInside(draft.metadata.members.span, to: &out)
      out.append(literal: #"}""#)
    }
    out.append(literal: "}\n")
  }

  private func append(_ turn: Turn, to out: inout [UInt8]) {
    if turn.role == "user" {
      out.append(literal: #"{"role":"user","content":"#)
    } else {
      out.append(literal: #"{"role":"#)
      JSONEscape.append(turn.role, to: &out)
      out.append(literal: #","content":"#)
    }
    JSONEscape.append(turn.content, to: &out)
    for member in turn.fields.members {
      out.append(UInt8(ascii: ","))
      JSONEscape.append(member.key, to: &out)
      out.append(UInt8(ascii: ":"))
      member.value.encode(into: &out)
    }
    out.append(UInt8(ascii: "}"))
  }

  private func appendLabels(to out: inout [UInt8]) {
    append(#"","category":"#, draft.category ?? "", to: &out)
    append(#","generator":"#, draft.generator ?? "", to: &out)
    append(#","license":"#, draft.license ?? "", to: &out)
    append(#","source":"#, source, to: &out)
    append(#","version":"#, draft.version ?? "", to: &out)
    append(#","system_prompt":"#, draft.systemPrompt, to: &out)
    append(#","expected_answer":"#, draft.expectedAnswer, to: &out)
    append(#","finish_reason":"#, draft.finishReason, to: &out)
    if draft.openTagPrefilled { out.append(literal: #","open_tag_prefilled":true"#) }
  }

  private func append(_ key: StaticString, _ text: String?, to out: inout [UInt8]) {
    guard let text else { return }
    out.append(literal: key)
    JSONEscape.append(text, to: &out)
  }

  private func appendRepairs(to out: inout [UInt8]) {
    out.append(literal: #","repairs":["#)
    for (index, repair) in repairs.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      JSONEscape.append(repair.rawValue, to: &out)
    }
    out.append(UInt8(ascii: "]"))
  }

  private func appendParts(to out: inout [UInt8]) {
    for part in Sample.Part.allCases where part != .metadata {
      guard let json = draft.json(of: part) else { continue }
      out.append(UInt8(ascii: ","))
      JSONEscape.append(part.rawValue, to: &out)
      out.append(UInt8(ascii: ":"))
      out += json
    }
  }
}
