// Fenced code blocks of a response. CommonMark's rules (https://spec.commonmark.org/0.31.2/, section
// 4.5) with three changes for what language models write: a fence may be indented as deeply as its
// list wants; a fence that is never closed runs to the end; and a fence with a language's name inside
// an open block of the same marks begins a new block, because the model forgot to close the old one.

/// A piece of a response that is marked as code.
package struct CodeBlock: Equatable, Sendable {
  /// The word after the fence in lower case; empty where there is none.
  package var label: String
  /// Lines without their ends, without the fence's indentation.
  package var lines: [[UInt8]]

  /// The lines with their ends.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
  var bytes: [UInt8] { lines.flatMap { $0 + [0x0A] } }
}

/// All fenced blocks of a text in their order.
package func fencedBlocks(in text: String) -> [CodeBlock] {
  var blocks: [CodeBlock] = []
  var open: (fence: Fence, block: CodeBlock)?
  for line in lines(of: text) {
    let fence = Fence(line)
    if let current = open {
      if let fence, fence.closes(current.fence) {
        blocks.append(current.block)
        open = nil
      } else if let fence, fence.restarts(current.fence) {
        blocks.append(current.block)
        open = (fence, CodeBlock(label: fence.label, lines: []))
      } else {
        open?.block.lines.append(line.withoutIndent(current.fence.indent))
      }
    } else if let fence {
      open = (fence, CodeBlock(label: fence.label, lines: []))
    }
  }
  if let open { blocks.append(open.block) }
  return blocks
}

/// The lines of a text; a byte order mark and carriage returns at line ends go.
func lines(of text: String) -> [[UInt8]] {
  var bytes = Array(text.utf8)[...]
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
  return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
    Array(line.last == 0x0D ? line.dropLast() : line)
  }
}

/// A line that opens or closes a block.
private struct Fence {
  let mark: UInt8
  let length: Int
  /// Columns of white space before the marks.
  let indent: Int
  let label: String
  let hasInfo: Bool

  init?(_ line: [UInt8]) {
    let start = line.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? line.endIndex
    guard start < line.endIndex, line[start] == 0x60 || line[start] == 0x7E else { return nil }
    mark = line[start]
    let end = line[start...].firstIndex { [mark] in $0 != mark } ?? line.endIndex
    length = end - start
    indent = start
    let info = line[end...].filter { $0 != 0x20 && $0 != 0x09 }
    guard length >= 3, mark == 0x7E || !info.contains(0x60) else { return nil }
    hasInfo = !info.isEmpty
    label = languageWord(line[end...])
  }

  func closes(_ opening: Fence) -> Bool {
    !hasInfo && mark == opening.mark && length >= opening.length && indent <= opening.indent + 3
  }

  func restarts(_ opening: Fence) -> Bool {
    mark == opening.mark && length == opening.length && indent <= opening.indent
      && Language.isLabel(label)
  }
}

/// The first word of a fence's info string: `python` of `python title="x"`, `{.python}`, `Python3`.
private func languageWord(_ info: ArraySlice<UInt8>) -> String {
  let opener = info.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x7B || $0 == 0x2E }
  let word = opener.prefix {
    isWordByte($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "-")
  }
  return String(decoding: word, as: UTF8.self).lowercased()
}

/// A letter, a digit, an underscore, or a byte of a character beyond ASCII.
func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
  default: false
  }
}
