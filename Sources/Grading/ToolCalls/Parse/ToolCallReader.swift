// Finds the calls of an answer. The thinking part never comes here: a call that is only thought of is
// none. In this order:
//   1. marks (`<tool_call>` …): all of them, text around them is left aside;
//   2. the whole answer, or the only fenced block that it consists of, is JSON or Python calls;
//   3. fenced blocks within prose that hold nothing but calls of known tools;
//   4. a JSON value within prose that is a call of a known tool, or Python calls of known tools that
//      end the answer.
// What is marked as a call and cannot be read, or names a tool and opens a parenthesis but is no call
// that can be graded, makes the answer malformed: no call of it counts.

/// Reads the calls of one answer.
struct ToolCallReader {
  let bytes: [UInt8]
  let tools: [ToolDefinition]
  var result = ToolCallText()

  init(_ bytes: [UInt8], tools: [ToolDefinition]) {
    self.bytes = bytes
    self.tools = tools
  }

  /// - Parameter answer: the part of the bytes in which calls count.
  static func read(_ bytes: [UInt8], answer: Range<Int>, tools: [ToolDefinition]) -> ToolCallText {
    var reader = ToolCallReader(bytes, tools: tools)
    let region = reader.trimmed(answer)
    guard !region.isEmpty else { return reader.result }
    _ =
      reader.readMarks(region) || reader.readWhole(region) || reader.readFenced(region)
      || reader.readEmbedded(region)
    if reader.result.isMalformed { reader.result.calls = [] }
    return reader.result
  }

  mutating func add(_ calls: [ToolCall], _ form: ToolCallText.Form) {
    result.calls += calls
    result.form = form
  }

  func trimmed(_ region: Range<Int>) -> Range<Int> {
    let start = firstNonBlank(bytes.span, region)
    var end = region.upperBound
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  func isAt(_ at: Int, _ word: [UInt8], _ end: Int) -> Bool {
    guard word.count <= end - at else { return false }
    for offset in word.indices where bytes[at + offset] != word[offset] { return false }
    return true
  }

  // MARK: The whole answer

  private mutating func readWhole(_ region: Range<Int>) -> Bool {
    let inner = onlyFence(region) ?? region
    if let calls = jsonCalls(inner) {
      add(calls, .json)
      return true
    }
    guard !tools.isEmpty, !result.isMalformed else { return result.isMalformed }
    if looksLikeJSON(inner) {
      result.isMalformed = true
      return true
    }
    if let calls = PythonCalls.parse(bytes, inner) {
      add(calls, .python)
      return true
    }
    result.isMalformed = looksLikePython(inner)
    return result.isMalformed
  }

  /// The calls of a region that is one JSON value; nil where it is something else.
  private mutating func jsonCalls(_ region: Range<Int>) -> [ToolCall]? {
    guard let value = jsonValue(region.lowerBound, region.upperBound),
      trimmed(value.end..<region.upperBound).isEmpty
    else { return nil }
    switch CallJSON.read(value.json, tools: tools, isMarked: false) {
    case .calls(let calls): return calls
    case .malformed: result.isMalformed = true
    case .other: break
    }
    return nil
  }

  /// The content of a fenced block that is all of a region.
  private func onlyFence(_ region: Range<Int>) -> Range<Int>? {
    guard bytes[region.lowerBound] == UInt8(ascii: "`") || bytes[region.lowerBound] == 0x7E else {
      return nil
    }
    let blocks = codeRanges(in: bytes.span, region: region)
    guard blocks.count == 1, blocks[0] == region else { return nil }
    return fenceContent(region)
  }

  /// What is between the first and the last line of a fenced block; nil for an inline span.
  func fenceContent(_ block: Range<Int>) -> Range<Int>? {
    let part = bytes[block]
    guard let first = part.firstIndex(of: 0x0A), let last = part.lastIndex(of: 0x0A), first <= last
    else { return nil }
    return first == last ? nil : trimmed(first + 1..<last)
  }

  /// Whether a region begins as JSON does, names a tool in quotes, and is not JSON.
  private func looksLikeJSON(_ region: Range<Int>) -> Bool {
    let start = bytes[region.lowerBound]
    guard start == UInt8(ascii: "{") || start == UInt8(ascii: "["),
      jsonValue(region.lowerBound, region.upperBound) == nil
    else { return false }
    return tools.contains { tool in
      ["\"", "'"].contains { quote in
        find(Array((quote + tool.name + quote).utf8), region.lowerBound, region.upperBound) != nil
      }
    }
  }

  /// The first place of a word, if it ends before `end`.
  func find(_ word: [UInt8], _ start: Int, _ end: Int) -> Int? {
    guard let first = word.first else { return nil }
    var at = start
    while at + word.count <= end {
      if bytes[at] == first, isAt(at, word, end) { return at }
      at += 1
    }
    return nil
  }

  /// Whether a region begins as a call of a known tool does, in a list or bare.
  private func looksLikePython(_ region: Range<Int>) -> Bool {
    guard let first = region.first else { return false }
    let isList = bytes[first] == UInt8(ascii: "[")
    let start = isList ? trimmed(first + 1..<region.upperBound).lowerBound : first
    return beginsCall(start, region.upperBound)
  }

  /// Whether the name of a tool and a parenthesis stand at an offset.
  func beginsCall(_ start: Int, _ end: Int) -> Bool {
    tools.contains { tool in
      let name = Array(tool.name.utf8)
      guard isAt(start, name, end) else { return false }
      var at = start + name.count
      while at < end, bytes[at] == 0x20 { at += 1 }
      return at < end && bytes[at] == UInt8(ascii: "(")
    }
  }

  // MARK: Calls within prose

  private mutating func readFenced(_ region: Range<Int>) -> Bool {
    guard !tools.isEmpty, bytes[region].contains(UInt8(ascii: "`")) || bytes[region].contains(0x7E)
    else { return false }
    for block in codeRanges(in: bytes.span, region: region) {
      guard let content = fenceContent(block), !content.isEmpty else { continue }
      let calls = jsonCalls(content) ?? PythonCalls.parse(bytes, content) ?? []
      if !calls.isEmpty, areKnown(calls) { add(calls, .fenced) }
    }
    return !result.calls.isEmpty || result.isMalformed
  }

  func areKnown(_ calls: [ToolCall]) -> Bool {
    calls.allSatisfy { tools.named($0.name) != nil }
  }

  private mutating func readEmbedded(_ region: Range<Int>) -> Bool {
    guard !tools.isEmpty else { return false }
    if readActions(region) || readEmbeddedJSON(region) { return true }
    var start = region.lowerBound
    while start < region.upperBound {
      let line = trimmed(start..<region.upperBound)
      if looksLikePython(line), let calls = PythonCalls.parse(bytes, line), areKnown(calls) {
        add(calls, .embedded)
        return true
      }
      guard let next = bytes[start..<region.upperBound].firstIndex(of: 0x0A) else { return false }
      start = next + 1
    }
    return false
  }

  /// Every JSON value of the prose that is a call of a known tool.
  ///
  /// At most 100 are tried, so that an answer full of braces costs no more.
  private mutating func readEmbeddedJSON(_ region: Range<Int>) -> Bool {
    var at = region.lowerBound
    var triesLeft = 100
    while at < region.upperBound, triesLeft > 0 {
      guard bytes[at] == UInt8(ascii: "{") || bytes[at] == UInt8(ascii: "[") else {
        at += 1
        continue
      }
      triesLeft -= 1
      guard let value = jsonValue(at, region.upperBound) else {
        at += 1
        continue
      }
      if case .calls(let calls) = CallJSON.read(value.json, tools: tools, isMarked: false),
        !calls.isEmpty, areKnown(calls)
      {
        add(calls, .embedded)
      }
      at = value.end
    }
    return !result.calls.isEmpty
  }
}
