import Bytes

/// A place in a record: `a.b[0].c`, `list[-1]` for the last element, `["a key with dots"]`.
struct FieldPath: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case member(String)
    /// From 0, or from the end where negative.
    case element(Int)
  }
  let root: String
  let steps: [Step]

  /// - Throws: `ConfigError` at `node` for a text of another form.
  init(_ text: String, at node: ConfigNode) throws(ConfigError) {
    var parser = PathParser(text: Substring(text))
    guard let steps = parser.parse(), case .member(let root)? = steps.first else {
      throw node.error("\(text) is no path; one looks like a.b[0].c")
    }
    self.root = root
    self.steps = Array(steps.dropFirst())
  }

  /// What stands at the place; nil where anything on the way is missing or null.
  func value(in record: Record) throws(RecordProblem) -> JSONValue? {
    guard let node = record.peek(root) else { return nil }
    guard let place = step(steps[...], from: node, in: record.reader) else { return nil }
    return try record.tree(place)
  }

  private func step(_ steps: ArraySlice<Step>, from node: JSONNode, in reader: JSONReader)
    -> JSONNode?
  {
    guard let first = steps.first else { return reader.isNull(node) ? nil : node }
    let next: JSONNode?
    switch first {
    case .member(let name): next = reader.member(node, name)
    case .element(let index):
      let elements = Array(reader.elements(node))
      let place = index < 0 ? elements.count + index : index
      next = elements.indices.contains(place) ? elements[place] : nil
    }
    return next.flatMap { step(steps.dropFirst(), from: $0, in: reader) }
  }
}

private struct PathParser {
  var text: Substring

  /// Nil where the text is no path.
  mutating func parse() -> [FieldPath.Step]? {
    var steps: [FieldPath.Step] = []
    while !text.isEmpty {
      guard let step = text.first == "[" ? bracket() : name(isFirst: steps.isEmpty) else {
        return nil
      }
      steps.append(step)
    }
    return steps.isEmpty ? nil : steps
  }

  private mutating func name(isFirst: Bool) -> FieldPath.Step? {
    if !isFirst {
      guard text.first == "." else { return nil }
      text = text.dropFirst()
    }
    let name = text.prefix { $0 != "." && $0 != "[" }
    text = text.dropFirst(name.count)
    return name.isEmpty ? nil : .member(String(name))
  }

  private mutating func bracket() -> FieldPath.Step? {
    text = text.dropFirst()
    if let quote = text.first, quote == "\"" || quote == "'" {
      let name = text.dropFirst().prefix { $0 != quote }
      text = text.dropFirst(name.count + 1)
      guard text.hasPrefix("\(quote)]") else { return nil }
      text = text.dropFirst(2)
      return .member(String(name))
    }
    let number = text.prefix { $0 != "]" }
    guard text.dropFirst(number.count).first == "]", let index = Int(number) else { return nil }
    text = text.dropFirst(number.count + 1)
    return .element(index)
  }
}
