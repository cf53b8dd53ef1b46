public import Bytes

extension JSONValue {
  /// Two spaces of indentation, a line a member: for files that people read.
  public var prettyPrinted: [UInt8] {
    var out: [UInt8] = []
    prettyPrint(into: &out, indent: 0)
    out.append(UInt8(ascii: "\n"))
    return out
  }

  private func prettyPrint(into out: inout [UInt8], indent: Int) {
    switch self {
    case .array(let elements) where !elements.isEmpty:
      JSONValue.block("[", "]", elements.count, indent, &out) { index, out in
        elements[index].prettyPrint(into: &out, indent: indent + 2)
      }
    case .object(let object) where !object.isEmpty:
      JSONValue.block("{", "}", object.count, indent, &out) { index, out in
        let member = object.members[index]
        JSONValue.string(member.key).encode(into: &out)
        out += ": ".utf8
        member.value.prettyPrint(into: &out, indent: indent + 2)
      }
    default: encode(into: &out)
    }
  }

  private static func block(
    _ open: String, _ close: String, _ count: Int, _ indent: Int, _ out: inout [UInt8],
    _ item: (Int, inout [UInt8]) -> Void
  ) {
    out += open.utf8
    for index in 0..<count {
      out += index == 0 ? "\n".utf8 : ",\n".utf8
      out += String(repeating: " ", count: indent + 2).utf8
      item(index, &out)
    }
    out.append(UInt8(ascii: "\n"))
    out += (String(repeating: " ", count: indent) + close).utf8
  }
}
