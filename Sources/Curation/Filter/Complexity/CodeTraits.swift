import Bytes
import Grading

/// How big and how nested the code of an answer is.
///
/// Read from the text, in any language: lines that are not blank, depth by indentation and brackets,
/// and words that branch, loop or define. McCabe's number is 1 + `branches` + `loops` for a single
/// function. Samples without a fenced block are skipped.
struct CodeTraits: Filter {
  static let version = 1
  static let measures = ["lines", "depth", "branches", "loops", "functions", "blocks"]

  init(from decoder: any Decoder) throws {}

  /// - Returns: counts over all fenced blocks of the answer; `depth` of the most nested line.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let text = response.bytes.span
    let answer = response.thinking.answer
    guard TextScan.find("```", in: text.extracting(answer)) != nil else {
      return .skipped("no_code")
    }
    let blocks = codeRanges(in: text, region: answer).filter {
      $0.count > 6 && text[$0.lowerBound + 2] == UInt8(ascii: "`")
    }
    guard !blocks.isEmpty else { return .skipped("no_code") }
    var lines = 0
    var depth = 0
    var words = (branches: 0, loops: 0, functions: 0)
    for block in blocks {
      let code = text.extracting(block)
      for line in TextScan.lines(in: code).dropFirst()
      where !line.isEmpty && code[line.lowerBound] != 0x60 {
        let indent = indentation(code, line)
        guard indent.end < line.upperBound else { continue }
        lines += 1
        depth = max(depth, indent.depth)
      }
      words.branches += branchWords.matches(in: code).count
      words.loops += loopWords.matches(in: code).count
      words.functions += functionWords.matches(in: code).count
    }
    return Finding([
      "lines": Double(lines), "depth": Double(depth), "branches": Double(words.branches),
      "loops": Double(words.loops), "functions": Double(words.functions),
      "blocks": Double(blocks.count),
    ])
  }

  /// Four columns, or a tab, are one level.
  private func indentation(_ code: Span<UInt8>, _ line: Range<Int>) -> (depth: Int, end: Int) {
    var columns = 0
    var at = line.lowerBound
    while at < line.upperBound, code[at] == 0x20 || code[at] == 0x09 {
      columns += code[at] == 0x09 ? 4 : 1
      at += 1
    }
    return ((columns + 3) / 4, at)
  }
}

private let branchWords = PhraseFinder(["if (", "if(", "if ", "elif ", "case ", "catch", "except"])
private let loopWords = PhraseFinder(["for ", "for(", "while ", "while("])
private let functionWords = PhraseFinder(["def ", "function ", "func ", "lambda ", "fn "])
