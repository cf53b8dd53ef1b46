import Bytes

extension ToolCallReader {
  /// The JSON object or array that begins at an offset, and where it ends.
  func jsonValue(_ start: Int, _ limit: Int) -> (json: JSONValue, end: Int)? {
    guard let end = bracketEnd(start, limit),
      let json = try? JSONValue(parsing: Array(bytes[start..<end]))
    else { return nil }
    return (json, end)
  }

  /// Where the bracket at an offset is closed, brackets in strings left out.
  private func bracketEnd(_ start: Int, _ limit: Int) -> Int? {
    guard start < limit, bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[")
    else { return nil }
    var depth = 0
    var isInString = false
    var at = start
    while at < limit {
      switch bytes[at] {
      case UInt8(ascii: "\\") where isInString: at += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "{"), UInt8(ascii: "["): if !isInString { depth += 1 }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): if !isInString { depth -= 1 }
      default: break
      }
      at += 1
      if depth == 0 { return min(at, limit) }
    }
    return nil
  }
}
