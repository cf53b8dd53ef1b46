// Prompts that are the beginning of a file, as in HumanEval: imports, perhaps helpers, and the head of
// the function to write. A response may give the whole function or only what comes next.

/// The Python of a prompt that defines something which the tests name.
func promptBlock(_ prompt: String, naming mentioned: Set<String>) -> PythonBlock? {
  pythonBlocks(of: prompt).last { !$0.names.definitions.isDisjoint(with: mentioned) }.map {
    PythonBlock(index: $0.index, raw: $0.block.withClosedHead)
  }
}

/// The function of a prompt with the body that a response gives.
///
/// - Parameter body: code, or a whole response without a fence, which must look like a body.
/// - Returns: nil where the text is no body of a function.
func completion(of prompt: PythonBlock, with body: CodeBlock) -> String? {
  let lines = Array(body.lines.drop { $0.isBlank })
  guard lines.contains(where: \.isBodyStatement) else { return nil }
  return prompt.block.text + CodeBlock(label: "", lines: indented(lines)).text
}

/// The lines of a body, below the head of a function.
///
/// Responses lose the indentation of the first line by trimming, or of all lines.
private func indented(_ lines: [[UInt8]]) -> [[UInt8]] {
  guard let first = lines.first, first.indent == 0 else { return lines }
  let rest = lines.dropFirst().filter { !$0.isBlank }.map(\.indent)
  let opensBlock = first.last == UInt8(ascii: ":")
  let least = rest.min() ?? 0
  let depth = opensBlock && rest.first == least ? least - 4 : least
  return lines.enumerated().map { $0 == 0 || depth <= 0 ? spaces(max(depth, 4)) + $1 : $1 }
}

private func spaces(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }

extension [UInt8] {
  /// Whether a line is what only the body of a function holds.
  fileprivate var isBodyStatement: Bool {
    let words = ["return", "yield", "raise ", "pass"]
    let text = String(decoding: drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    return words.contains { text.hasPrefix($0) }
  }
}

extension CodeBlock {
  /// The block with `pass` after a last line that ends in a colon.
  fileprivate var withClosedHead: CodeBlock {
    guard let last = lines.last(where: { !$0.isBlank }), last.last == UInt8(ascii: ":") else {
      return self
    }
    return CodeBlock(label: label, lines: lines + [spaces(last.indent + 4) + Array("pass".utf8)])
  }
}
