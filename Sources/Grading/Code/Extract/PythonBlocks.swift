import Bytes

/// A piece of a response, or of its prompt, that is or may be Python.
struct PythonBlock {
  /// Which of the text's blocks, from 0; nil for code without a fence.
  let index: Int?
  /// As it stands in the text.
  let raw: CodeBlock
  /// Without the white space that all its lines share.
  let block: CodeBlock
  let names: PythonNames

  init(index: Int?, raw: CodeBlock) {
    self.index = index
    self.raw = raw
    block = raw.dedented
    names = PythonNames(block)
  }

  var isLabelled: Bool { Language.named(raw.label) != nil }

  var readsInput: Bool {
    ["input(", "stdin", "open(0", "fileinput"].contains { raw.bytes.mentions($0) }
  }
}

/// The blocks that say that they are Python and those that say nothing of a language; of a text without
/// fences all from its first line of code on.
func pythonBlocks(of text: String) -> [PythonBlock] {
  let fenced = fencedBlocks(in: text)
  guard !fenced.isEmpty else { return bareBlock(text).map { [$0] } ?? [] }
  return fenced.enumerated().compactMap { index, block in
    let isPython = Language.named(block.label)?.name == Language.python
    guard isPython || !Language.isLabel(block.label) else { return nil }
    return PythonBlock(index: index, raw: block)
  }
}

private func bareBlock(_ text: String) -> PythonBlock? {
  let all = CodeBlock(label: "", lines: lines(of: text)).dedented.lines
  guard let start = all.firstIndex(where: startsCode) else { return nil }
  let end = all.lastIndex { !$0.isBlank } ?? start
  return PythonBlock(index: nil, raw: CodeBlock(label: "", lines: Array(all[start...end])))
}

/// Whether a line can only be the start of Python code, and not of a sentence.
private func startsCode(_ line: [UInt8]) -> Bool {
  let words = identifiers(in: line, limit: 16)
  switch words.first {
  case "def", "class", "async": return line.mentions("(") || line.mentions(":")
  case "import": return words.count <= 8 && line.last != UInt8(ascii: ".")
  case "from": return words.contains("import")
  case "print": return line.starts(with: "print(".utf8)
  case .some(let name): return line.starts(with: (name + " = ").utf8)
  case .none: return line.starts(with: "#!".utf8) || line.starts(with: "# -*-".utf8)
  }
}

extension CodeBlock {
  /// The identifiers anywhere in the block.
  var mentioned: Set<String> { Set(identifiers(in: bytes)) }

  /// The block without the white space that all its lines share.
  var dedented: CodeBlock {
    let indents = lines.lazy.filter { !$0.isBlank }.map(\.indent)
    guard let common = indents.min(), common > 0 else { return self }
    return CodeBlock(label: label, lines: lines.map { $0.withoutIndent(common) })
  }

  /// Whether the block binds a name below its outermost level.
  func bindsInside(_ name: String) -> Bool {
    let bytes = self.bytes
    return ["def \(name)(", "class \(name)", "\(name) = ", " as \(name)", "import \(name)"]
      .contains { bytes.mentions($0) }
  }
}

extension [UInt8] {
  func mentions(_ text: String) -> Bool { TextScan.find(text, in: span) != nil }

  var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } }

  /// Bytes of white space at the start of a line.
  var indent: Int { prefix { $0 == 0x20 || $0 == 0x09 }.count }

  /// The line without up to `columns` bytes of white space at its start.
  func withoutIndent(_ columns: Int) -> [UInt8] { Array(dropFirst(Swift.min(columns, indent))) }
}
