// Which code of a response is tested. The rules, in docs/filters/code.md too:
//
// 1. Code is what stands in fenced blocks; without any, the text from its first line of code on.
// 2. For functions, the last Python block that defines most of what the tests call. Usage examples,
//    outputs and shell commands around it do not count.
// 3. For programs, the last Python block that reads input, else the last one; without Python, the last
//    block of another language of the setting.
// 4. What the chosen block uses and only earlier blocks, or the prompt, define is put before it.
// 5. Where the prompt is the beginning of a function and the response only its body, both together.

/// The code that was chosen.
package struct ChosenCode: Equatable {
  package var language: String
  package var source: String
  /// Which block of the response, from 0; nil for code without a fence.
  package var block: Int?
}

/// The answer's Python for tests that call functions.
package func chooseFunctions(
  in answer: String, prompt: String, for tests: CodeTests.AssertTests
) -> ChosenCode? {
  let mentioned = mentionedNames(tests)
  let head = promptBlock(prompt, naming: mentioned)
  let blocks = pythonBlocks(of: answer)
  let wanted = testedNames(mentioned, in: blocks + (head.map { [$0] } ?? []))
  // a body may assign to the function's name
  let scores = blocks.map {
    (head == nil ? $0.names.all : $0.names.definitions).intersection(wanted).count
  }
  let best = scores.max() ?? 0
  if best == 0, let head, let code = completed(head, by: blocks, answer) { return code }
  guard !blocks.isEmpty else { return nil }
  let chosen =
    best == 0 ? blocks.lastIndex(where: \.isLabelled) : scores.lastIndex(of: best)
  return completed(blocks, chosen ?? blocks.count - 1, after: head, wanted: wanted)
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
  return python.isEmpty ? nil : program(python)
}

private func program(_ blocks: [PythonBlock]) -> ChosenCode {
  let chosen = blocks.lastIndex(where: \.readsInput) ?? blocks.count - 1
  return completed(blocks, chosen, after: nil, wanted: [])
}

/// The names that the tests mention and do not define themselves.
private func mentionedNames(_ tests: CodeTests.AssertTests) -> Set<String> {
  if let entry = tests.entryPoint { return [entry] }
  let text = CodeBlock(label: "", lines: lines(of: tests.setup) + lines(of: tests.code))
  return text.mentioned.subtracting(PythonNames(text).all)
}

/// Those of the names that are defined; only without any, those that are assigned.
private func testedNames(_ mentioned: Set<String>, in blocks: [PythonBlock]) -> Set<String> {
  let defined = union(blocks.map(\.names.definitions)).intersection(mentioned)
  return defined.isEmpty
    ? union(blocks.map(\.names.assignments)).intersection(mentioned) : defined
}

private func union(_ sets: [Set<String>]) -> Set<String> {
  sets.reduce(into: []) { $0.formUnion($1) }
}

/// The prompt's function with the last block, or the whole answer, as its body.
private func completed(_ head: PythonBlock, by blocks: [PythonBlock], _ answer: String)
  -> ChosenCode?
{
  let fenced = blocks.last { $0.index != nil }
  let body = fenced?.raw ?? CodeBlock(label: "", lines: lines(of: answer))
  guard let source = completion(of: head, with: body) else { return nil }
  return ChosenCode(language: Language.python, source: source, block: fenced?.index)
}

/// The chosen block, after those parts of the prompt and the answer that define what it needs.
private func completed(
  _ blocks: [PythonBlock], _ chosen: Int, after head: PythonBlock?, wanted: Set<String>
) -> ChosenCode {
  var parts = [blocks[chosen].block]
  var defined = blocks[chosen].names.all
  var needed = wanted.union(parts[0].mentioned)
  for earlier in blocks[..<chosen].reversed() + (head.map { [$0] } ?? []) {
    let missing = earlier.names.definitions.intersection(needed).subtracting(defined)
    guard missing.contains(where: { !parts[0].bindsInside($0) }) else { continue }
    parts.insert(earlier.block, at: 0)
    defined.formUnion(earlier.names.all)
    needed.formUnion(earlier.block.mentioned)
  }
  return ChosenCode(
    language: Language.python, source: joined(parts), block: blocks[chosen].index)
}

/// The parts as one file, where imports from `__future__` must come first.
private func joined(_ parts: [CodeBlock]) -> String {
  guard parts.count > 1 else { return parts[0].text }
  let future = Array("from __future__".utf8)
  let lines = parts.flatMap { $0.lines + [[]] }
  let ordered =
    lines.filter { $0.starts(with: future) } + lines.filter { !$0.starts(with: future) }
  return CodeBlock(label: "", lines: ordered.dropLast()).text
}
