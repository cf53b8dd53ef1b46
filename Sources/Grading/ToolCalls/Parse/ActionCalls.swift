// Calls in the form of ReAct (https://arxiv.org/abs/2210.03629): a line `Action: NAME`, then
// `Action Input:` with an object, of tools that exist.

import Bytes

extension ToolCallReader {
  private static let action = Array("Action:".utf8)
  private static let input = Array("Action Input:".utf8)

  mutating func readActions(_ region: Range<Int>) -> Bool {
    var at = region.lowerBound
    while let start = find(ToolCallReader.action, at, region.upperBound) {
      at = start + ToolCallReader.action.count
      guard start == region.lowerBound || bytes[start - 1] == 0x0A else { continue }
      let lineEnd = bytes[at..<region.upperBound].firstIndex(of: 0x0A) ?? region.upperBound
      let name = String(decoding: bytes[trimmed(at..<lineEnd)], as: UTF8.self)
      let next = trimmed(lineEnd..<region.upperBound)
      guard tools.named(name) != nil, isAt(next.lowerBound, ToolCallReader.input, next.upperBound)
      else { continue }
      let value = trimmed(next.lowerBound + ToolCallReader.input.count..<region.upperBound)
      guard let json = jsonValue(value.lowerBound, value.upperBound),
        let arguments = json.json.object
      else {
        result.isMalformed = true
        return true
      }
      add([ToolCall(name: name, arguments: arguments)], .embedded)
      at = json.end
    }
    return !result.calls.isEmpty
  }
}
