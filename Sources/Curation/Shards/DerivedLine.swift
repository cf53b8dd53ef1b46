import Bytes
import Grading

/// Makes the line of a derived sample from its origin's (see `Derivation`).
///
/// `id`, `content_hash`, `output` and, for a stripped one, `reasoning` are new; `origin` and
/// `transform` say where it comes from. All other bytes are the origin's.
struct DerivedLine {
  private let reader: JSONReader

  init(_ reader: JSONReader) { self.reader = reader }

  /// - Throws: `JSONError` where the line is no JSON.
  func make(_ line: [UInt8], _ derivation: Derivation) throws -> [UInt8] {
    guard let name = derivation.name else { return line }
    try reader.parse(line)
    var edits: [(range: Range<Int>, text: [UInt8])] = []
    var output: [UInt8] = []
    var prefilled = false
    var origin: [UInt8] = []
    var hash = HashInput()
    let members = Array(reader.members(reader.root))
    for (key, value) in members {
      switch String(decoding: line[reader.range(key)], as: UTF8.self) {
      case "open_tag_prefilled": prefilled = reader.bool(value) ?? false
      case "output": output = try reader.utf8(value)
      case "id": origin = Array(line[reader.range(value)])
      case "prompt_id": hash.add(Hash128(hex: line.span.extracting(reader.range(value))) ?? .zero)
      default: break
      }
    }
    let text = derivedText(Response(bytes: output, openTagPrefilled: prefilled), derivation)
    hash.add(derivation == .stripped ? 0 : 1)
    hash.add(Hash128(of: text))
    let id = Hash128(of: origin + Array(" \(name) \(derivation.number ?? 0)".utf8)).hex
    for (key, value) in members {
      let new: [UInt8]?
      switch String(decoding: line[reader.range(key)], as: UTF8.self) {
      case "id": new = Array("\"\(id)\"".utf8)
      case "content_hash": new = Array("\"\(hash.hash.hex)\"".utf8)
      case "output": new = JSONValue.string(String(decoding: text, as: UTF8.self)).encoded
      case "reasoning" where derivation == .stripped: new = Array("\"off\"".utf8)
      case "open_tag_prefilled" where derivation == .stripped: new = Array("false".utf8)
      default: new = nil
      }
      if let new { edits.append((reader.tokenRange(value), new)) }
    }
    var out = apply(edits, to: line)
    out.removeLast()
    out +=
      ",\"origin\":\"\(String(decoding: origin, as: UTF8.self))\",\"transform\":\"\(name)\"}".utf8
    return out
  }

  private func apply(_ edits: [(range: Range<Int>, text: [UInt8])], to line: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      out += line[at..<edit.range.lowerBound]
      out += edit.text
      at = edit.range.upperBound
    }
    return out + line[at...]
  }
}

/// The text of a derived response; the whole of it where there is no reasoning.
func derivedText(_ response: Response, _ derivation: Derivation) -> [UInt8] {
  let bytes = response.bytes
  guard let reasoning = response.thinking.reasoning else { return bytes }
  switch derivation {
  case .none: return bytes
  case .stripped: return Array(bytes[response.thinking.answer].drop(while: isSpace))
  case .truncated(let characters):
    let cut = cut(bytes, in: reasoning, characters: Int(characters))
    return Array(bytes[..<cut]) + bytes[reasoning.upperBound...]
  }
}

/// The end of the last whole word within so many characters of a range.
private func cut(_ bytes: [UInt8], in range: Range<Int>, characters: Int) -> Int {
  var end = range.lowerBound
  var count = 0
  while end < range.upperBound {
    if bytes[end] & 0xC0 != 0x80 { count += 1 }
    if count > characters { break }
    end += 1
  }
  guard end < range.upperBound else { return range.upperBound }
  let word = bytes[range.lowerBound..<end].lastIndex(where: isSpace)
  return word ?? end
}
