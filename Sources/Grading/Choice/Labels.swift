// Letters in running text that name options.

/// A mention of an option.
struct Mention {
  let option: Int
  let range: Range<Int>
  /// Said to be wrong: "not B", "B is incorrect".
  var isNegated: Bool
  /// In brackets, after "option" or after a word that picks ("choose", "is").
  var isMarked: Bool
}

/// Finds the options that a text mentions by letter.
struct LabelScanner {
  let bytes: [UInt8]
  let count: Int

  /// All mentions, in order.
  func mentions() -> [Mention] {
    var found: [Mention] = []
    // "rule out A, B and D": the word before the list holds for all of it
    var listIsNegated = false
    for at in bytes.indices {
      guard let option = option(at) else { continue }
      let continues = found.last.map { isListed($0.range.upperBound..<at) } ?? false
      listIsNegated = negatesBefore(at) || listIsNegated && continues
      found.append(
        Mention(
          option: option, range: at..<at + 1, isNegated: listIsNegated || negatesAfter(at),
          isMarked: isMarked(at)))
    }
    // "A and B are wrong": what is said of the last holds for the list
    for index in found.indices.dropLast().reversed()
    where found[index + 1].isNegated
      && isListed(found[index].range.upperBound..<found[index + 1].range.lowerBound)
      && !negatesBefore(found[index + 1].range.lowerBound)
    {
      found[index].isNegated = true
    }
    return found
  }

  /// The option whose letter stands alone here; nil for an article, a pronoun or a name.
  private func option(_ at: Int) -> Int? {
    let byte = bytes[at]
    guard byte >= 0x41, byte <= 0x5A || byte >= 0x61 && byte <= 0x7A, !isJoined(at) else {
      return nil
    }
    let index = Int(byte & 0x5F) - 0x41
    guard index < count else { return nil }
    if byte >= 0x61 {
      return isBracketed(at) || Self.optionWords.contains(wordBefore(at)) && !isArticle(at)
        ? index : nil
    }
    if isArticle(at) || Self.namedThings.contains(wordBefore(at)) { return nil }
    return index
  }

  /// Part of a word, a number or a formula.
  private func isJoined(_ at: Int) -> Bool {
    if at > 0 {
      let before = bytes[at - 1]
      if ASCII.isLetter(before) || ASCII.isDigit(before) || "'^=+".utf8.contains(before) {
        return true
      }
      if before == UInt8(ascii: "-") { return true }
    }
    guard at + 1 < bytes.count else { return false }
    let after = bytes[at + 1]
    if after == UInt8(ascii: "'") {
      // B's, and the Turkish B'dir
      return !(at + 2 < bytes.count && bytes[at + 2] == UInt8(ascii: "s"))
        && !bytes.has("dir", at: at + 2) && !bytes.has("tir", at: at + 2)
        && !bytes.has("dır", at: at + 2) && !bytes.has("tır", at: at + 2)
    }
    return ASCII.isLetter(after) || ASCII.isDigit(after) || "-^+=".utf8.contains(after)
  }

  private func isBracketed(_ at: Int) -> Bool {
    guard at + 1 < bytes.count, ")]".utf8.contains(bytes[at + 1]) else { return false }
    return at == 0 || "([ \n".utf8.contains(bytes[at - 1])
  }

  /// "A careful reading", "I think": a lower-case word follows that is no verb of a label's.
  private func isArticle(_ at: Int) -> Bool {
    let letter = bytes[at] & 0x5F
    guard letter == UInt8(ascii: "A") || letter == UInt8(ascii: "I") else { return false }
    guard at + 2 < bytes.count, bytes[at + 1] == 0x20, ASCII.isLetter(bytes[at + 2]) else {
      return false
    }
    let word = wordAfter(at)
    if letter == UInt8(ascii: "I") { return !["is", "only", "and", "or"].contains(word) }
    return !Self.afterLabel.contains(word)
  }

  private func isMarked(_ at: Int) -> Bool {
    isBracketed(at) || Self.optionWords.contains(wordBefore(at))
      || Self.picks.contains(wordBefore(at))
      || ["is", "fits", "works"].contains(wordAfter(at))
  }

  // MARK: negation

  /// "not B", "can't be B", "rule out B", "不是 B" within the clause.
  private func negatesBefore(_ at: Int) -> Bool {
    if let first = bytes[..<at].lastIndex(where: { $0 > 0x20 }), bytes[first] >= 0x80 {
      return bytes.has("不是", at: first - 5) || bytes.has("不选", at: first - 5)
        || bytes.has("并非", at: first - 5)
    }
    var words = 0
    var end = at
    while words < 4, let word = word(before: &end) {
      if Self.negations.contains(word) || word.hasSuffix("n't") { return true }
      if !Self.fillers.contains(word) { return false }
      words += 1
    }
    return false
  }

  /// "B is wrong", "B isn't", "B fails".
  private func negatesAfter(_ at: Int) -> Bool {
    var start = at + 1
    while start < bytes.count, ")].: ".utf8.contains(bytes[start]) {
      if bytes[start] == UInt8(ascii: "."), start + 1 < bytes.count, bytes[start + 1] <= 0x20 {
        return false
      }
      start += 1
    }
    var words = 0
    while words < 3, let word = word(after: &start) {
      if Self.faults.contains(word) || word.hasSuffix("n't") { return true }
      guard
        [
          "is", "are", "was", "must", "be", "does", "would", "clearly", "also", "simply", "just",
          "being",
        ].contains(word)
      else { return false }
      words += 1
    }
    return false
  }

  /// Only separators and "or"/"and" between two labels.
  func isListed(_ gap: Range<Int>) -> Bool {
    guard gap.count <= 12 else { return false }
    let between = String(
      decoding: bytes[gap].filter { !" ()[],/;&\n".utf8.contains($0) }, as: UTF8.self)
    return ["", "or", "and", "nor", "、", "，"].contains(between)
  }

  // MARK: words

  private func wordBefore(_ at: Int) -> String {
    var end = at
    return word(before: &end) ?? ""
  }
  private func wordAfter(_ at: Int) -> String {
    var start = at + 1
    while start < bytes.count, ")] ".utf8.contains(bytes[start]) { start += 1 }
    return word(after: &start) ?? ""
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || byte == UInt8(ascii: "'")
  }

  /// The lower-case word before an offset, in the same clause; moves the offset to its start.
  private func word(before end: inout Int) -> String? {
    var at = end
    while at > 0, " ([\"*:".utf8.contains(bytes[at - 1]) { at -= 1 }
    var start = at
    while start > 0, isWordByte(bytes[start - 1]) { start -= 1 }
    guard start < at else { return nil }
    end = start
    return String(decoding: bytes[start..<at].map(ASCII.lower), as: UTF8.self)
  }

  private func word(after start: inout Int) -> String? {
    var at = start
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    var end = at
    while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
    guard end > at else { return nil }
    start = end
    return String(decoding: bytes[at..<end].map(ASCII.lower), as: UTF8.self)
  }

  private static let optionWords: Set<String> = [
    "option", "choice", "answer", "options", "choices", "letter",
  ]
  private static let picks: Set<String> = [
    "is", "it's", "choose", "chose", "pick", "select", "be", "so", "therefore", "thus", "hence",
    "selecting", "choosing", "with",
  ]
  /// Things whose names are letters.
  private static let namedThings: Set<String> = [
    "point", "points", "line", "plan", "vitamin", "type", "figure", "group", "hepatitis", "class",
    "grade", "set",
    "event", "player", "team", "step", "part", "section", "case", "angle", "triangle", "segment",
    "blood", "appendix",
    "person", "city", "town", "train", "machine", "box", "bag", "company", "country", "matrix",
    "vertex", "node", "table",
  ]
  /// Words behind a label A that is no article.
  private static let afterLabel: Set<String> = [
    "is", "was", "and", "or", "because", "since", "as", "seems", "fits", "works", "would", "cannot",
    "can't", "does",
    "isn't", "doesn't", "fails", "matches", "has", "are", "but", "must", "should", "correctly",
    "then",
  ]
  private static let negations: Set<String> = [
    "not", "non", "never", "neither", "nor", "cannot", "eliminate", "eliminating", "exclude",
    "excluding", "except",
    "reject", "discard", "out", "unlike", "than", "without",
  ]
  /// Words between a negation and its label.
  private static let fillers: Set<String> = [
    "be", "option", "choice", "a", "the", "or", "choose", "answer", "options", "either", "it",
    "pick", "select",
  ]
  private static let faults: Set<String> = [
    "wrong", "incorrect", "false", "invalid", "not", "fails", "fail", "cannot", "irrelevant",
    "impossible", "eliminated", "out", "excluded", "tempting",
  ]
}
