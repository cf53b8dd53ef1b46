import Bytes

/// A sample that is ready for the pool.
struct PoolSample {
  var id: Hash128
  var prompt: Hash128
  var content: Hash128
  var draft: Draft
  var source: String
  var mode: Mode
  var modeOrigin: ModeOrigin
  var repairs: [Repair]
}

extension PoolSample {
  /// Appends the line of the pool with its newline: keys in a fixed order, text byte for byte.
  func append(to out: inout [UInt8]) {
    out += "{\"id\":\"".utf8
    id.appendHex(to: &out)
    out += "\",\"content_hash\":\"".utf8
    content.appendHex(to: &out)
    out += "\",\"prompt_id\":\"".utf8
    prompt.appendHex(to: &out)
    out += "\",\"input\":".utf8
    appendTurns(to: &out)
    out += ",\"output\":".utf8
    JSONEscape.append(draft.output, to: &out)
    out += mode == .on ? ",\"reasoning\":\"on\"".utf8 : ",\"reasoning\":\"off\"".utf8
    out += ",\"mode_origin\":\"".utf8
    out += modeOrigin.rawValue.utf8
    out += "\"".utf8
    appendLabels(to: &out)
    appendParts(to: &out)
    out += "}\n".utf8
  }

  private func appendTurns(to out: inout [UInt8]) {
    out.append(UInt8(ascii: "["))
    for (index, turn) in draft.turns.enumerated() {
      out += index == 0 ? "{\"role\":".utf8 : ",{\"role\":".utf8
      JSONEscape.append(turn.role, to: &out)
      out += ",\"content\":".utf8
      JSONEscape.append(turn.content, to: &out)
      for member in turn.fields.members {
        out.append(UInt8(ascii: ","))
        JSONEscape.append(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.encode(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
    out.append(UInt8(ascii: "]"))
  }

  private func appendLabels(to out: inout [UInt8]) {
    append(",\"category\":", draft.category ?? "", to: &out)
    append(",\"generator\":", draft.generator ?? "", to: &out)
    append(",\"license\":", draft.license ?? "", to: &out)
    append(",\"source\":", source, to: &out)
    append(",\"version\":", draft.version ?? "", to: &out)
    append(",\"system_prompt\":", draft.systemPrompt, to: &out)
    append(",\"expected_answer\":", draft.expectedAnswer, to: &out)
    append(",\"finish_reason\":", draft.finishReason, to: &out)
    if draft.openTagPrefilled { out += ",\"open_tag_prefilled\":true".utf8 }
    guard !repairs.isEmpty else { return }
    for (index, repair) in repairs.enumerated() {
      out += index == 0 ? ",\"repairs\":[\"".utf8 : ",\"".utf8
      out += repair.rawValue.utf8
      out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: "]"))
  }

  private func append(_ key: StaticString, _ text: String?, to out: inout [UInt8]) {
    guard let text else { return }
    out += key.description.utf8
    JSONEscape.append(text, to: &out)
  }

  private func appendParts(to out: inout [UInt8]) {
    for part in Sample.Part.allCases where part != .metadata {
      guard let json = draft.json(of: part) else { continue }
      out += ",\"".utf8
      out += part.rawValue.utf8
      out += "\":".utf8
      out += json
    }
    guard !draft.metadata.isEmpty else { return }
    out += ",\"metadata\":".utf8
    JSONEscape.append(draft.metadata.json, to: &out)
  }
}
