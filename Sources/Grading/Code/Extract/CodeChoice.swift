// Which code of a response is tested. The rules, in docs/filters/code.md too:
//
// 1. Code is what stands in fenced blocks; without any, the text from its first line of code on.
// 2. For functions, the last Python block that defines most of what the tests call. Usage examples,
//    outputs and shell commands around it do not count.
// 3. For programs, the last Python block that reads input, else the last one; without Python, the last
//    block of another language of the setting.
// 4. What the chosen block uses and only earlier blocks define is put before it.

/// The code that was chosen.
package struct ChosenCode: Equatable {
  package var language: String
  package var source: String
  /// Which block of the response, from 0; nil for code without a fence.
  package var block: Int?
}

/// The answer's Python for tests that call functions.
package func chooseFunctions(in answer: String, for tests: CodeTests.AssertTests) -> ChosenCode? {
  let blocks = pythonBlocks(of: answer)
  guard !blocks.isEmpty else { return bareCode(answer) }
  let wanted = testedNames(tests, in: blocks)
  let scores = blocks.map { $0.names.all.intersection(wanted).count }
  let best = scores.max() ?? 0
  let chosen =
    best == 0 ? blocks.lastIndex(where: \.isLabelled) : scores.lastIndex(of: best)
  return completed(blocks, chosen ?? blocks.count - 1, wanted: wanted)
}

/// The answer's program for tests of stdin and stdout, in one of the languages.
package func chooseProgram(in answer: String, languages: [String]) -> ChosenCode? {
  let python = languages.contains(Language.python) ? pythonBlocks(of: answer) : []
  let labelled = python.filter(\.isLabelled)
  if !labelled.isEmpty { return program(labelled) }
  for (index, block) in fencedBlocks(in: answer).enumerated().reversed() {
    if let language = Language.named(block.label)?.name, languages.contains(language) {
      return ChosenCode(language: language, source: block.text, block: index)
    }
  }
  if !python.isEmpty { return program(python) }
  return languages.contains(Language.python) ? bareCode(answer) : nil
}

private func program(_ blocks: [PythonBlock]) -> ChosenCode {
  completed(blocks, blocks.lastIndex(where: \.readsInput) ?? blocks.count - 1, wanted: [])
}

/// A block of Python with its place among all blocks.
private struct PythonBlock {
  let index: Int
  let block: CodeBlock
  let names: PythonNames

  init(index: Int, block: CodeBlock) {
    self.index = index
    self.block = block
    names = PythonNames(block)
  }

  var isLabelled: Bool { Language.named(block.label) != nil }

  var readsInput: Bool {
    let text = block.text
    return text.contains("input(") || text.contains("stdin") || text.contains("open(0")
      || text.contains("fileinput")
  }
}

/// The blocks that are or may be Python: those that say so and those that say nothing of a language.
private func pythonBlocks(of answer: String) -> [PythonBlock] {
  fencedBlocks(in: answer).enumerated().compactMap { index, block in
    let isPython = Language.named(block.label)?.name == Language.python
    guard isPython || !Language.isLabel(block.label) else { return nil }
    return PythonBlock(index: index, block: dedented(block))
  }
}

/// The block without the white space that all its lines share.
private func dedented(_ block: CodeBlock) -> CodeBlock {
  let indents = block.lines.filter { !isBlankLine($0) }.map {
    $0.prefix { $0 == 0x20 || $0 == 0x09 }.count
  }
  guard let common = indents.min(), common > 0 else { return block }
  return CodeBlock(label: block.label, lines: block.lines.map { $0.withoutIndent(common) })
}

private func isBlankLine(_ line: [UInt8]) -> Bool {
  line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
}

/// The names of the response that the tests mention and do not define themselves.
private func testedNames(_ tests: CodeTests.AssertTests, in blocks: [PythonBlock]) -> Set<String> {
  if let entry = tests.entryPoint { return [entry] }
  let text = CodeBlock(label: "", lines: lines(of: tests.setup) + lines(of: tests.code))
  let mentioned = text.mentioned.subtracting(PythonNames(text).all)
  let defined = union(blocks.map(\.names.definitions)).intersection(mentioned)
  return defined.isEmpty
    ? union(blocks.map(\.names.assignments)).intersection(mentioned) : defined
}

private func union(_ sets: [Set<String>]) -> Set<String> {
  sets.reduce(into: []) { $0.formUnion($1) }
}

/// The chosen block, after the earlier blocks that define what it or the tests need.
private func completed(_ blocks: [PythonBlock], _ chosen: Int, wanted: Set<String>) -> ChosenCode {
  var parts = [blocks[chosen].block]
  var defined = blocks[chosen].names.all
  var needed = wanted.union(parts[0].mentioned)
  for earlier in blocks[..<chosen].reversed() {
    let missing = earlier.names.definitions.intersection(needed).subtracting(defined)
    guard missing.contains(where: { !parts[0].bindsInside($0) }) else { continue }
    parts.insert(earlier.block, at: 0)
    defined.formUnion(earlier.names.all)
    needed.formUnion(earlier.block.mentioned)
  }
  return ChosenCode(
    language: Language.python, source: parts.map(\.text).joined(separator: "\n"),
    block: blocks[chosen].index)
}

extension CodeBlock {
  /// The identifiers anywhere in the block.
  fileprivate var mentioned: Set<String> {
    Set(identifiers(in: bytes))
  }

  /// Whether the block binds a name below its outermost level.
  fileprivate func bindsInside(_ name: String) -> Bool {
    ["def \(name)(", "class \(name)", "\(name) = ", " as \(name)", "import \(name)"].contains {
      text.contains($0)
    }
  }
}

/// A response without fences: all from the first line of code on.
private func bareCode(_ answer: String) -> ChosenCode? {
  guard fencedBlocks(in: answer).isEmpty else { return nil }
  let all = dedented(CodeBlock(label: "", lines: lines(of: answer))).lines
  guard let start = all.firstIndex(where: startsCode) else { return nil }
  let block = CodeBlock(label: "", lines: Array(all[start...]))
  return ChosenCode(language: Language.python, source: block.text, block: nil)
}

/// Whether a line can only be the start of Python code, and not of a sentence.
private func startsCode(_ line: [UInt8]) -> Bool {
  let text = String(decoding: line, as: UTF8.self)
  let words = identifiers(in: line, limit: 16)
  switch words.first {
  case "def", "class", "async": return text.contains("(") || text.contains(":")
  case "import": return words.count <= 8 && !text.hasSuffix(".")
  case "from": return words.contains("import")
  case "print": return text.hasPrefix("print(")
  case .some(let name): return text.hasPrefix(name + " = ")
  case .none: return text.hasPrefix("#!") || text.hasPrefix("# -*-")
  }
}
