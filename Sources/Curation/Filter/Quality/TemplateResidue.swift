import Bytes
import Grading

/// What is left of the machinery that made a response: control tokens of chat templates, further
/// turns of a conversation that the teacher went on with, marks of the prompt that generated it.
///
/// Tokens are those of a list and whatever has the form `<|name|>`. What stands in code, or in the
/// prompt as well, is not counted; but a token that stands apart between words is none of the code's,
/// and to a prompt that is a transcript itself no response has more than one turn.
///
/// Sources: rows of Llama-Nemotron v1 end in `<|eot_id|>`; OpenCodeReasoning's filter looks for
/// `#instruction#`, `#output#` and "your code here".
struct TemplateResidue: Filter {
  static let version = 4
  static let measures = ["tokens", "turns", "residue"]
  let tokens: PhraseList
  /// What begins a turn; counted at the start of a line.
  let turns: PhraseList
  let residue: PhraseList

  /// - Returns: how many of each occur in the response; details name the first.
  func measure(_ sample: Sample) -> Finding {
    let text = sample.response.bytes.span
    var hits = opener(text) + barredTokens(text) + tokens.finder.matches(in: text).map(\.range)
    let turnHits = turns.finder.matches(in: text).map(\.range)
      .filter { startsLine(text, $0.lowerBound) }
    let residueHits = residue.finder.matches(in: text).map(\.range)
    guard !(hits.isEmpty && turnHits.isEmpty && residueHits.isEmpty) else {
      return Finding(["tokens": 0, "turns": 0, "residue": 0])
    }
    let filter = OwnText(sample)
    hits = filter.own(hits, excludingCode: false).filter {
      !filter.isInCode($0) || isAmongWords(text, $0)
    }
    let further =
      isTranscript(sample.input.last?.content ?? "")
      ? turnHits.filter { !isFirst(text, $0.lowerBound) && !filter.isInCode($0) }
      : filter.own(turnHits, excludingCode: true)
    let own = [
      hits, further,
      filter.own(residueHits, excludingCode: false),
    ]
    var finding = Finding([
      "tokens": Double(own[0].count), "turns": Double(own[1].count),
      "residue": Double(own[2].count),
    ])
    if let first = own.joined().min(by: { $0.lowerBound < $1.lowerBound }) {
      finding.details = [
        "found": .string(String(decoding: sample.response.bytes[first], as: UTF8.self)),
        "at": .int(first.lowerBound),
      ]
    }
    return finding
  }

  /// Whether a prompt begins with a turn and its last paragraph begins one, as the prompts of base
  /// models do ("Human: … Assistant: … Human: …"); a task below a transcript begins none.
  private func isTranscript(_ prompt: String) -> Bool {
    let bytes = Array(prompt.utf8)
    let starts = turns.finder.matches(in: bytes.span).map(\.range.lowerBound)
      .filter { startsLine(bytes.span, $0) }
    guard let first = starts.first, let last = starts.last, isFirst(bytes.span, first) else {
      return false
    }
    return TextScan.find("\n\n", in: bytes.span, from: last) == nil
  }

  /// `<s>` at the very start; further on it is HTML's strike-through.
  private func opener(_ text: Span<UInt8>) -> [Range<Int>] {
    TextScan.find("<s>", in: text.extracting(0..<min(3, text.count))) == 0 ? [0..<3] : []
  }

  /// `<|name|>`, with letters, digits and `_-./:` in the name.
  private func barredTokens(_ text: Span<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var from = 0
    while let start = TextScan.find("<|", in: text, from: from) {
      from = start + 2
      var end = start + 2
      while end < text.count, end - start < 62, isNameByte(text[end]) { end += 1 }
      guard end > start + 3, end + 1 < text.count, text[end] == UInt8(ascii: "|"),
        text[end + 1] == UInt8(ascii: ">")
      else { continue }
      found.append(start..<end + 2)
      from = end + 2
    }
    return found
  }

  /// Whether spaces part a token from words on both sides, as code that writes one never has it:
  /// `"<|im_end|>"`, `[INST] {prompt}` at the start of a line.
  private func isAmongWords(_ text: Span<UInt8>, _ token: Range<Int>) -> Bool {
    let (before, after) = (token.lowerBound - 2, token.upperBound + 1)
    guard before >= 0, after < text.count else { return false }
    guard text[before + 1] == 0x20, text[after - 1] == 0x20 else { return false }
    if isAlphanumeric(text[before]), isAlphanumeric(text[after]) { return true }
    // Where no string is open on its line, code has no use for a token.
    let around = [text[before], text[after]]
    return around.allSatisfy { $0 > 0x20 && !"\"'<>[]{}|".utf8.contains($0) }
      && quotes(text, before: token.lowerBound).isMultiple(of: 2)
  }

  /// How many quotation marks stand before an offset on its line.
  private func quotes(_ text: Span<UInt8>, before end: Int) -> Int {
    var at = end
    var quotes = 0
    while at > 0, text[at - 1] != 0x0A {
      at -= 1
      if text[at] == UInt8(ascii: "\"") || text[at] == UInt8(ascii: "'") { quotes += 1 }
    }
    return quotes
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D...0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  var fingerprint: String { [tokens, turns, residue].map(\.fingerprint).joined(separator: ",") }
}

/// Whether only white space stands before an offset.
private func isFirst(_ text: Span<UInt8>, _ at: Int) -> Bool {
  (0..<at).allSatisfy { text[$0] <= 0x20 }
}

/// Whether only white space and marks of emphasis stand before an offset on its line.
private func startsLine(_ text: Span<UInt8>, _ at: Int) -> Bool {
  var before = at - 1
  while before >= 0, text[before] == 0x20 || text[before] == 0x09 || text[before] == 0x2A {
    before -= 1
  }
  return before < 0 || text[before] == 0x0A
}
