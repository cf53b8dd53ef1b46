import Bytes

/// Calls between marks.
extension ToolCallReader {
  /// - Returns: whether there is any mark.
  mutating func readMarks(_ region: Range<Int>) -> Bool {
    var at = region.lowerBound
    let end = region.upperBound
    var hasMark = false
    while at < end {
      guard bytes[at] == UInt8(ascii: "<") || bytes[at] == UInt8(ascii: "["),
        let next = readMark(at, end)
      else {
        at += 1
        continue
      }
      hasMark = true
      if result.isMalformed { return true }
      at = max(next, at + 1)
    }
    if hasMark { result.form = .tags }
    return hasMark
  }

  /// Reads what a mark at an offset holds.
  ///
  /// - Returns: where to go on; nil where there is no mark. A mark that is quoted, in a code span of
  ///   its own, is text.
  private mutating func readMark(_ at: Int, _ end: Int) -> Int? {
    for wrapper in CallTags.wrappers where isAt(at, wrapper.open, end) {
      if isQuoted(at, at + wrapper.open.count, end) { return nil }
      return readWrapped(at + wrapper.open.count, end, wrapper)
    }
    for form in CallTags.named where isAt(at, form.open, end) {
      return readNamed(at + form.open.count, end, form)
    }
    for element in CallTags.elements where isAt(at, element.open, end) {
      return readElement(at + element.open.count, end, element)
    }
    return nil
  }

  private func isQuoted(_ start: Int, _ stop: Int, _ end: Int) -> Bool {
    start > 0 && bytes[start - 1] == UInt8(ascii: "`") && stop < end
      && bytes[stop] == UInt8(ascii: "`")
  }

  private func skipSpace(_ at: Int, _ end: Int) -> Int { firstNonBlank(bytes.span, at..<end) }

  // MARK: JSON or Python between a pair

  private mutating func readWrapped(
    _ start: Int, _ end: Int, _ wrapper: CallTags.Wrapper
  ) -> Int {
    var at = skipSpace(start, end)
    var isFenced = false
    if isAt(at, Self.fence, end), let line = bytes[at..<end].firstIndex(of: 0x0A) {
      isFenced = true
      at = skipSpace(line + 1, end)
    }
    // The elements of the next family say themselves where they begin.
    if CallTags.elements.contains(where: { isAt(at, $0.open, end) }) { return at }
    guard
      let next = readJSONRun(at, end, wrapper) ?? readPython(at, end, wrapper)
        ?? readBareName(at, end, wrapper)
    else {
      result.isMalformed = true
      return end
    }
    at = skipSpace(next, end)
    if isFenced, isAt(at, Self.fence, end) { at = skipSpace(at + 3, end) }
    guard let stop = close(at, end, wrapper) else {
      result.isMalformed = true
      return end
    }
    return stop
  }

  private static let fence = Array("```".utf8)

  /// Where a wrapper's closing mark ends: a missing one is allowed at the end of the text, and text
  /// after a mark that has no closing one is left aside.
  private func close(_ at: Int, _ end: Int, _ wrapper: CallTags.Wrapper) -> Int? {
    if wrapper.close.isEmpty { return at }
    if isAt(at, wrapper.close, end) { return at + wrapper.close.count }
    for tag in CallTags.silent where isAt(at, tag, end) {
      return close(skipSpace(at + tag.count, end), end, wrapper)
    }
    return at == end ? end : nil
  }

  /// One JSON value after another, with commas, semicolons or nothing between.
  private mutating func readJSONRun(
    _ start: Int, _ end: Int, _ wrapper: CallTags.Wrapper
  ) -> Int? {
    var at = start
    var calls: [ToolCall] = []
    while let value = jsonValue(at, end) ?? glaiveValue(at, end) {
      guard case .calls(let more) = CallJSON.read(value.json, tools: tools, isMarked: true) else {
        return nil
      }
      calls += more
      at = skipSpace(value.end, end)
      while at < end, bytes[at] == UInt8(ascii: ";") || bytes[at] == UInt8(ascii: ",") {
        at = skipSpace(at + 1, end)
      }
    }
    guard at > start else { return nil }
    add(calls, .tags)
    return at
  }

  /// Glaive's `{"name": "f", "arguments": '{"a": 1}'}`: JSON but for the quotes of the arguments.
  private func glaiveValue(_ start: Int, _ end: Int) -> (json: JSONValue, end: Int)? {
    let key = Array("\"arguments\":".utf8)
    guard start < end, bytes[start] == UInt8(ascii: "{"), let found = find(key, start, end) else {
      return nil
    }
    let open = skipSpace(found + key.count, end)
    guard open < end, bytes[open] == UInt8(ascii: "'") else { return nil }
    let close = find(Array("'}".utf8), open + 1, end) ?? find(Array("' }".utf8), open + 1, end)
    guard let close else { return nil }
    let inner = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
    let text =
      String(decoding: bytes[start..<open], as: UTF8.self) + JSONValue.string(inner).text + "}"
    guard let json = try? JSONValue(parsing: text) else { return nil }
    return (json, bytes[close...].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? end)
  }

  private mutating func readPython(
    _ start: Int, _ end: Int, _ wrapper: CallTags.Wrapper
  ) -> Int? {
    var parser = PythonCalls(bytes, start..<end)
    guard let calls = try? parser.calls() else { return nil }
    add(calls, .tags)
    return parser.at
  }

  /// Mistral's `[TOOL_CALLS]name{…}` and `[TOOL_CALLS]name[ARGS]{…}`.
  private mutating func readBareName(
    _ start: Int, _ end: Int, _ wrapper: CallTags.Wrapper
  ) -> Int? {
    guard wrapper.close.isEmpty else { return nil }
    var at = start
    while at < end, bytes[at] != UInt8(ascii: "{"), bytes[at] != UInt8(ascii: "["), bytes[at] > 0x20
    {
      at += 1
    }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    let marker = Array("[ARGS]".utf8)
    if isAt(at, marker, end) { at += marker.count }
    guard !name.isEmpty, let value = jsonValue(skipSpace(at, end), end),
      let arguments = value.json.object
    else { return nil }
    add([ToolCall(name: name, arguments: arguments)], .tags)
    return value.end
  }

  // MARK: A name, a separator, JSON

  private mutating func readNamed(_ start: Int, _ end: Int, _ form: CallTags.Named) -> Int {
    guard let separator = find(form.separator, start, min(end, start + 400)) else {
      result.isMalformed = true
      return end
    }
    var name = text(start, separator)
    var at = skipSpace(separator + form.separator.count, end)
    if name == "function" {  // DeepSeek V3 writes the kind first and the name on its own line
      guard let line = bytes[at..<end].firstIndex(of: 0x0A) else {
        result.isMalformed = true
        return end
      }
      name = text(at, line)
      at = skipSpace(line + 1, end)
    }
    let isFenced = isAt(at, Self.fence, end)
    if isFenced, let line = bytes[at..<end].firstIndex(of: 0x0A) { at = skipSpace(line + 1, end) }
    guard let value = jsonValue(at, end), let arguments = value.json.object else {
      result.isMalformed = true
      return end
    }
    add([ToolCall(name: Self.plainName(name), arguments: arguments)], .tags)
    return value.end
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[trimmed(start..<end)], as: UTF8.self)
  }

  /// Kimi's `functions.get_weather:0` without what is around the name.
  private static func plainName(_ name: String) -> String {
    var name = name[...]
    if name.hasPrefix("functions.") { name = name.dropFirst(10) }
    if let colon = name.lastIndex(of: ":"), name[colon...].dropFirst().allSatisfy(\.isNumber) {
      name = name[..<colon]
    }
    return String(name)
  }

  // MARK: Elements

  private mutating func readElement(_ start: Int, _ end: Int, _ element: CallTags.Element) -> Int {
    guard let nameEnd = find(element.nameEnd, start, min(end, start + 400)) else {
      result.isMalformed = true
      return end
    }
    let name = text(start, nameEnd)
    var at = skipSpace(nameEnd + element.nameEnd.count, end)
    var arguments = JSONObject()
    if let value = jsonValue(at, end), let object = value.json.object {
      arguments = object
      at = skipSpace(value.end, end)
    }
    while isAt(at, element.parameter, end) {
      guard let next = readParameter(at, end, element, name, &arguments) else {
        result.isMalformed = true
        return end
      }
      at = skipSpace(next, end)
    }
    guard isAt(at, element.close, end) || at == end else {
      result.isMalformed = true
      return end
    }
    add([ToolCall(name: name, arguments: arguments)], .tags)
    return min(at + element.close.count, end)
  }

  /// Reads one `<parameter=key>value</parameter>`.
  ///
  /// The value is a text where the tool's schema says so, and JSON where it can be read as such.
  private func readParameter(
    _ start: Int, _ end: Int, _ element: CallTags.Element, _ tool: String,
    _ arguments: inout JSONObject
  ) -> Int? {
    let keyStart = start + element.parameter.count
    guard let keyEnd = find(element.nameEnd, keyStart, min(end, keyStart + 400)),
      let close = find(element.parameterClose, keyEnd, end)
    else { return nil }
    let key = text(keyStart, keyEnd)
    var (from, to) = (keyEnd + element.nameEnd.count, close)
    if from < to, bytes[from] == 0x0A { from += 1 }
    if from < to, bytes[to - 1] == 0x0A { to -= 1 }
    let raw = String(decoding: bytes[from..<to], as: UTF8.self)
    let type = tools.named(tool)?.properties?.value(key)?["type"]?.string
    let isText = type.flatMap(JSONType.init(foreign:)) == .string
    let parsed = isText ? nil : try? JSONValue(parsing: raw)
    arguments[key] = parsed ?? .string(raw)
    return close + element.parameterClose.count
  }
}
