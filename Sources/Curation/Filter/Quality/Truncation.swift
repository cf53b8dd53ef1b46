import Bytes
import Grading

/// Whether a response stops before its end.
///
/// `cut` counts hard evidence: the teacher's finish reason is `length`, a think block or code fence
/// never closes, a `\boxed{` or an object of JSON never closes. `midSentence` is softer: prose that
/// writes its stops ends without one, or English ends in the beginning of a word, in a word that needs
/// another, or in a comma.
struct Truncation: Filter {
  static let version = 4
  static let measures = ["cut", "midSentence"]
  /// Finish reasons that say that the teacher ran out of budget.
  let finishReasons: [String]

  /// - Returns: `cut`, 0...5, and `midSentence`, 0 or 1; details name the evidence.
  func measure(_ sample: Sample) -> Finding {
    var evidence: [String] = []
    if let reason = sample.finishReason, finishReasons.contains(reason) {
      evidence.append("finish_reason")
    }
    let response = sample.response
    if response.thinking.isUnclosed { evidence.append("unclosed_think") }
    let answer = response.bytes.span.extracting(response.thinking.answer)
    if hasOpenFence(answer) { evidence.append("open_fence") }
    if hasOpenBox(answer) { evidence.append("open_box") }
    if hasOpenJSON(answer) { evidence.append("open_json") }
    var finding = Finding([
      "cut": Double(evidence.count),
      "midSentence": sample.toolCalls == nil && isUnfinished(answer, sample) ? 1 : 0,
    ])
    if !evidence.isEmpty {
      finding.details = ["evidence": .array(evidence.map { .string($0) })]
    }
    return finding
  }

  private func isUnfinished(_ answer: Span<UInt8>, _ sample: Sample) -> Bool {
    if endsMidSentence(answer) { return true }
    guard let last = LastWords(answer) else { return false }
    if last.isHanging { return true }
    let prompt = Array(sample.prompt.utf8)
    return last.isFragment(in: answer, prompt: prompt.span)
  }
}

/// Whether a line that starts with three ticks opens a code block that no later one closes.
private func hasOpenFence(_ text: Span<UInt8>) -> Bool {
  var isOpen = false
  var from = 0
  while let ticks = TextScan.find("```", in: text, from: from) {
    var before = ticks - 1
    while before >= 0, text[before] <= 0x20, text[before] != 0x0A { before -= 1 }
    if before < 0 || text[before] == 0x0A { isOpen.toggle() }
    from = ticks + 3
    while from < text.count, text[from] == UInt8(ascii: "`") { from += 1 }
  }
  return isOpen
}

/// Whether the last `\boxed{` never meets its closing brace.
private func hasOpenBox(_ text: Span<UInt8>) -> Bool {
  guard let start = lastIndex(of: "\\boxed{", in: text) else { return false }
  var depth = 1
  var at = start + 7
  while at < text.count {
    switch text[at] {
    case UInt8(ascii: "\\"): at += 1
    case UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "}"):
      depth -= 1
      if depth == 0 { return false }
    default: break
    }
    at += 1
  }
  return true
}

private func lastIndex(of needle: String, in text: Span<UInt8>) -> Int? {
  var last: Int?
  while let found = TextScan.find(needle, in: text, from: last.map { $0 + 1 } ?? 0) { last = found }
  return last
}
