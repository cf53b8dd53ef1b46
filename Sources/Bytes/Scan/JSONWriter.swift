extension JSONValue {
  /// The value as one line of JSON: no white space, keys in their order, `/` and non-ASCII as is.
  public var encoded: [UInt8] {
    var out: [UInt8] = []
    encode(into: &out)
    return out
  }

  public var text: String { String(decoding: encoded, as: UTF8.self) }

  public func encode(into out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .number(let value): out += value.token.utf8
    case .string(let value): appendJSONString(value, to: &out)
    case .array(let elements):
      out.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        element.encode(into: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let object):
      out.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        appendJSONString(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.encode(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }
}

/// Appends a quoted JSON string; control characters are escaped, other text is left as it is.
package func appendJSONString(_ text: String, to out: inout [UInt8]) {
  JSONEscape.append(text, to: &out)
}
