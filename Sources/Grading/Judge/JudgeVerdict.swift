// What a judge wrote: a word (`Judgement: Yes`), a number (`Score: 8/10`), or neither.

/// The verdict in a judge's text.
public enum JudgeVerdict: Sendable, Hashable {
  case accepts
  case rejects
  case score(Double)
}

/// Reads verdicts.
public struct JudgeReader: Sendable {
  /// Words of acceptance and rejection in lower case.
  private let accepting: Set<String>
  private let rejecting: Set<String>

  public init(accept: [String], reject: [String]) {
    accepting = Set(accept.map { $0.lowercased() })
    rejecting = Set(reject.map { $0.lowercased() })
  }

  /// The verdict of a text: the text itself where it is a word or a number, else what follows the last
  /// announcement ("Judgement:", "Score:"), else the last `[[…]]`, else its first word.
  ///
  /// - Returns: nil where there is none, or where both words stand there: "Judgement: Yes/No".
  public func verdict(in text: String) -> JudgeVerdict? {
    let visible = JudgeReader.afterThinking(text.lowercased().replacing("：", with: ":"))
    let words = JudgeReader.words(of: visible)
    if words.count <= 2, let first = words.firstIndex(where: isVerdict) {
      return verdict(words[first...])
    }
    for place in words.indices.reversed() where JudgeReader.announcements.contains(words[place]) {
      let rest = words[(place + 1)...]
      if rest.first.map(isVerdict) == true { return verdict(rest) }
    }
    if let bracketed = JudgeReader.lastBracketed(visible) {
      return verdict(JudgeReader.words(of: bracketed)[...])
    }
    return verdict(words[...]).flatMap { if case .score = $0 { nil } else { $0 } }
  }

  /// Words that say that the verdict follows.
  private static let announcements: Set<String> = [
    "judgement:", "judgment:", "verdict:", "score:", "rating:", "grade:", "decision:", "reward:",
    "correct:",
  ]

  /// The verdict that the first word is, unless "or" or another one of the kind stands beside it.
  private func verdict(_ words: ArraySlice<String>) -> JudgeVerdict? {
    guard let first = words.first else { return nil }
    let rest = words.dropFirst()
    if let number = JudgeReader.number(first) {
      if rest.first == "or" || rest.first == "to" { return nil }
      guard rest.prefix(2) == ["out", "of"], let most = rest.dropFirst(2).first,
        let most = JudgeReader.number(most), most > 0
      else { return .score(number) }
      return .score(number / most)
    }
    guard let accepts = isAccepting(first) else { return nil }
    if rest.first == "or" || rest.first.flatMap(isAccepting) == !accepts { return nil }
    return accepts ? .accepts : .rejects
  }

  private func isVerdict(_ word: String) -> Bool {
    isAccepting(word) != nil || JudgeReader.number(word) != nil
  }

  private func isAccepting(_ word: String) -> Bool? {
    if accepting.contains(word) { return true }
    return rejecting.contains(word) ? false : nil
  }

  private static func afterThinking(_ text: String) -> Substring {
    guard let close = text.ranges(of: "</think>").last else { return text[...] }
    return text[close.upperBound...]
  }

  /// Runs of letters and digits, without the signs of emphasis and sentences around them; a colon ends
  /// a word and belongs to it, a slash parts words but not numbers.
  private static func words(of text: Substring) -> [String] {
    var words: [String] = []
    for run in text.unicodeScalars.split(whereSeparator: isSeparator) {
      var word = String(run)
      while let last = word.last, last == "." || last == "-" { word.removeLast() }
      if number(word) == nil {
        if word.first == ":", let last = words.last, !last.hasSuffix(":") {
          words[words.count - 1] = last + ":"
        }
        for part in word.split(separator: "/") { words += splitAfterColons(part) }
      } else {
        words.append(word)
      }
    }
    return words
  }

  private static func splitAfterColons(_ text: Substring) -> [String] {
    var parts: [String] = []
    var rest = text
    while let colon = rest.firstIndex(of: ":") {
      let end = rest.index(after: colon)
      if colon > rest.startIndex { parts.append(String(rest[..<end])) }
      rest = rest[end...]
    }
    return rest.isEmpty ? parts : parts + [String(rest)]
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "a"..."z", ":", ".", "-", "+", "%", "_", "/": false
    default: scalar.isASCII || scalar.properties.isWhitespace
    }
  }

  private static func lastBracketed(_ text: Substring) -> Substring? {
    guard let open = text.ranges(of: "[[").last,
      let close = text[open.upperBound...].ranges(of: "]]").first
    else { return nil }
    return text[open.upperBound..<close.lowerBound]
  }

  /// A number, a percentage or a fraction: 7, 0.85, 85%, 8/10.
  private static func number(_ word: String) -> Double? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let part = plainNumber(parts[0]), let most = plainNumber(parts[1]) {
      return most > 0 ? part / most : nil
    }
    if word.hasSuffix("%") { return plainNumber(word.dropLast()).map { $0 / 100 } }
    return plainNumber(word[...])
  }

  private static func plainNumber(_ text: Substring) -> Double? {
    guard let first = text.utf8.first(where: { $0 != 0x2D && $0 != 0x2B && $0 != 0x2E }),
      (0x30...0x39).contains(first), let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}
