// Names in Python source, found by looking at lines: which a block defines, which it mentions. No
// parser, so that a block with an error has names too; the tests decide whether it is right.

/// What a piece of Python defines at its outermost level.
struct PythonNames {
  /// By `def`, `class` and `import`.
  private(set) var definitions: Set<String> = []
  /// By assignment, for example of a lambda.
  private(set) var assignments: Set<String> = []

  init(_ block: CodeBlock) {
    for line in block.lines { read(line) }
  }

  var all: Set<String> { definitions.union(assignments) }

  private mutating func read(_ line: [UInt8]) {
    guard let first = line.first, isWordByte(first) else { return }
    let words = identifiers(in: line, limit: 64)
    guard let head = words.first else { return }
    switch head {
    case "def", "class": if words.count > 1 { definitions.insert(words[1]) }
    case "async": if words.count > 2, words[1] == "def" { definitions.insert(words[2]) }
    case "import", "from": definitions.formUnion(imported(words, line))
    default: if isAssignment(line, of: head) { assignments.insert(head) }
    }
  }

  /// The names that an import binds: `import a.b, c as d` binds a and d.
  private func imported(_ words: [String], _ line: [UInt8]) -> [String] {
    let text = String(decoding: line, as: UTF8.self)
    guard let list = text.split(separator: "import", maxSplits: 1).last, words.contains("import")
    else { return [] }
    return list.split(separator: ",").compactMap { part in
      let names = identifiers(in: Array(part.utf8), limit: 64)
      if let place = names.firstIndex(of: "as"), place + 1 < names.count { return names[place + 1] }
      return names.first
    }
  }

  /// `name = …` or `name: type = …`, not `name == …` and not `name(…)`.
  private func isAssignment(_ line: [UInt8], of name: String) -> Bool {
    let rest = line.dropFirst(name.utf8.count).drop { $0 == 0x20 }
    if rest.first == UInt8(ascii: ":") { return rest.contains(UInt8(ascii: "=")) }
    return rest.first == UInt8(ascii: "=") && rest.dropFirst().first != UInt8(ascii: "=")
  }
}

/// The identifiers of a piece of source in their order.
///
/// Those after a full stop are attributes and left out; words in strings and comments are not.
func identifiers(in source: [UInt8], limit: Int = .max) -> [String] {
  var found: [String] = []
  var at = 0
  while at < source.count, found.count < limit {
    guard isWordByte(source[at]) else {
      at += 1
      continue
    }
    let start = at
    while at < source.count, isWordByte(source[at]) { at += 1 }
    let isNumber = (0x30...0x39).contains(source[start])
    let isAttribute = start > 0 && source[start - 1] == UInt8(ascii: ".")
    if !isNumber && !isAttribute {
      found.append(String(decoding: source[start..<at], as: UTF8.self))
    }
  }
  return found
}
