// The word tokenizer of NLTK, in the tradition of the Penn Treebank's sed script
// (ftp://ftp.cis.upenn.edu/pub/treebank/public_html/tokenization.html): quotes, punctuation and
// clitics are set apart by spaces, then the text is split at white space. Each step below is one of
// its substitutions, in its order; the text gets a little longer with each.

/// Tokenizes one sentence.
struct TreebankTokenizer {
  private var text: [UInt32]
  private let table = CharacterTable.shared

  static func words(of sentence: ScalarText) -> [ScalarText] {
    var tokenizer = TreebankTokenizer(text: Array(sentence.scalars))
    tokenizer.openQuotes()
    tokenizer.setPunctuationApart()
    tokenizer.closeQuotes()
    tokenizer.splitContractions()
    return ScalarText(tokenizer.text).words()
  }

  private init(text: [UInt32]) { self.text = text }

  // MARK: steps

  private mutating func openQuotes() {
    let marks: Set<UInt32> = [0xAB, 0x201C, 0x2018, 0x201E]
    padRuns { $0 == scalar("`") }
    pad { marks.contains($0) }
    if text.first == scalar("\"") { text.replaceSubrange(0..<1, with: "``".values) }
    padPairs(of: scalar("`"))
    openQuotesAfterBrackets()
    setApostropheApart()
  }

  private mutating func setPunctuationApart() {
    setFinalStopApart(closers: Set("])}>\"' »”’".values))
    setCommasApart()
    padRuns(atLeast: 2) { $0 == scalar(".") }
    let signs = Set(";@#$%&".values)
    pad { signs.contains($0) || (0x2012...0x2015).contains($0) }
    setFinalStopApart(closers: Set("])}>\"'".values))
    pad { $0 == scalar("?") || $0 == scalar("!") }
    setClosingApostropheApart()
    let brackets = Set("*][(){}<>".values)
    pad { brackets.contains($0) }
    padPairs(of: scalar("-"))
  }

  private mutating func closeQuotes() {
    text = [0x20] + text + [0x20]
    let marks: Set<UInt32> = [0xBB, 0x201D, 0x2019]
    pad { marks.contains($0) }
    padPairs(of: scalar("'"))
    rewrite { here, i, out in
      guard here[i] == scalar("\"") else { return 0 }
      out += " '' ".values
      return 1
    }
    collapseSpaces()
    splitClitics(["'s", "'S", "'m", "'M", "'d", "'D", "'"])
    splitClitics(["'ll", "'LL", "'re", "'RE", "'ve", "'VE", "n't", "N'T"])
  }

  private mutating func splitContractions() {
    splitWords()
    splitAfterSpace()
  }

  // MARK: substitutions

  /// Walks over the text: `step` appends what replaces the scalars at a place and says how many
  /// there are; 0 copies one.
  private mutating func rewrite(_ step: (borrowing Span<UInt32>, Int, inout [UInt32]) -> Int) {
    let source = text
    var out: [UInt32] = []
    out.reserveCapacity(source.count + 16)
    let here = source.span
    var i = 0
    while i < here.count {
      let taken = step(here, i, &out)
      if taken == 0 { out.append(here[i]) }
      i += max(1, taken)
    }
    text = out
  }

  private mutating func pad(where isSign: (UInt32) -> Bool) {
    guard text.contains(where: isSign) else { return }
    rewrite { here, i, out in
      guard isSign(here[i]) else { return 0 }
      out += [0x20, here[i], 0x20]
      return 1
    }
  }

  private mutating func padRuns(atLeast: Int = 1, where isSign: (UInt32) -> Bool) {
    guard text.contains(where: isSign) else { return }
    rewrite { here, i, out in
      var end = i
      while end < here.count, isSign(here[end]) { end += 1 }
      guard end - i >= atLeast else { return 0 }
      out.append(0x20)
      for k in i..<end { out.append(here[k]) }
      out.append(0x20)
      return end - i
    }
  }

  private mutating func padPairs(of sign: UInt32) {
    guard text.contains(sign) else { return }
    rewrite { here, i, out in
      guard here[i] == sign, i + 1 < here.count, here[i + 1] == sign else { return 0 }
      out += [0x20, sign, sign, 0x20]
      return 2
    }
  }

  /// `([ \(\[{<])("|'{2})`: a quote after a space or an opening bracket opens.
  private mutating func openQuotesAfterBrackets() {
    let before = Set(" ([{<".values)
    rewrite { here, i, out in
      guard before.contains(here[i]), i + 1 < here.count else { return 0 }
      let isDouble = here[i + 1] == scalar("\"")
      let isPair = i + 2 < here.count && here[i + 1] == scalar("'") && here[i + 2] == scalar("'")
      guard isDouble || isPair else { return 0 }
      out.append(here[i])
      out += " `` ".values
      return isDouble ? 2 : 3
    }
  }

  /// `(?<!\w)'(?!(re|ve|ll|m|t|s|d|n)\b)(?=\w)`: an apostrophe before a word that is no clitic.
  private mutating func setApostropheApart() {
    guard text.contains(scalar("'")) else { return }
    let table = table
    let clitics = ["re", "ve", "ll", "m", "t", "s", "d", "n"].map(\.values)
    rewrite { here, i, out in
      func isWord(_ k: Int) -> Bool {
        k >= 0 && k < here.count && table[here[k]].contains(.wideWord)
      }
      guard here[i] == scalar("'"), !isWord(i - 1), isWord(i + 1) else { return 0 }
      let isClitic = clitics.contains { clitic in
        isThere(clitic, at: i + 1, here, ignoringCase: true) && !isWord(i + 1 + clitic.count)
      }
      guard !isClitic else { return 0 }
      out += [scalar("'"), 0x20]
      return 1
    }
  }

  /// `([^\.])(\.)([closers]*)\s*$`: the full stop that ends the sentence.
  private mutating func setFinalStopApart(closers: Set<UInt32>) {
    guard let stop = text.lastIndex(of: scalar(".")), stop > 0, text[stop - 1] != scalar(".") else {
      return
    }
    let after = text[(stop + 1)...]
    let signs = after.prefix { closers.contains($0) }
    guard after.dropFirst(signs.count).allSatisfy({ table[$0].contains(.wideSpace) }) else {
      return
    }
    text = text[..<stop] + [0x20, scalar("."), 0x20] + signs + [0x20]
  }

  /// `([:,])([^\d])` gets a space before; at the end of the text, on both sides.
  private mutating func setCommasApart() {
    let table = table
    rewrite { here, i, out in
      guard here[i] == scalar(":") || here[i] == scalar(","), i + 1 < here.count,
        !table[here[i + 1]].contains(.decimal)
      else { return 0 }
      out += [0x20, here[i], 0x20, here[i + 1]]
      return 2
    }
    let end = text.last == scalar("\n") ? text.count - 2 : text.count - 1
    guard end >= 0, text[end] == scalar(":") || text[end] == scalar(",") else { return }
    text.replaceSubrange(end...end, with: [0x20, text[end], 0x20])
  }

  /// `([^'])' `: an apostrophe at the end of a word.
  private mutating func setClosingApostropheApart() {
    rewrite { here, i, out in
      guard i + 2 < here.count, here[i] != scalar("'"), here[i + 1] == scalar("'"),
        here[i + 2] == 0x20
      else { return 0 }
      out += [here[i], 0x20, scalar("'"), 0x20]
      return 3
    }
  }

  private mutating func collapseSpaces() {
    let table = table
    rewrite { here, i, out in
      var end = i
      while end < here.count, table[here[end]].contains(.wideSpace) { end += 1 }
      guard end > i else { return 0 }
      out.append(0x20)
      return end - i
    }
  }

  /// Sets apart what `([^' ])(clitic) ` matches.
  private mutating func splitClitics(_ clitics: [String]) {
    guard text.contains(scalar("'")) else { return }
    let spaced = clitics.map { $0.values + [0x20] }
    rewrite { here, i, out in
      guard here[i] != scalar("'"), here[i] != 0x20 else { return 0 }
      for clitic in spaced where isThere(clitic, at: i + 1, here) {
        out.append(here[i])
        out.append(0x20)
        out += clitic
        return clitic.count + 1
      }
      return 0
    }
  }

  /// `\b(can)(not)\b` and its like, case ignored.
  private mutating func splitWords() {
    let table = table
    rewrite { here, i, out in
      guard let contractions = Contraction.words[here[i] | 0x20] else { return 0 }
      func isWord(_ k: Int) -> Bool { k >= 0 && k < here.count && table[here[k]].contains(.word) }
      guard !isWord(i - 1) else { return 0 }
      for contraction in contractions
      where isThere(contraction.letters, at: i, here, ignoringCase: true) {
        let end = i + contraction.letters.count
        let isEnd =
          contraction.needsSpaceAfter
          ? end < here.count && table[here[end]].contains(.space) : !isWord(end)
        guard isEnd else { continue }
        appendSplit(i, contraction.head, end, here, &out)
        return contraction.letters.count
      }
      return 0
    }
  }

  /// `'t` at the start of `'tis` and `'twas`, case ignored.
  private mutating func splitAfterSpace() {
    guard text.contains(scalar("'")) else { return }
    let table = table
    rewrite { here, i, out in
      guard here[i] == 0x20 else { return 0 }
      for word in Contraction.afterSpace
      where isThere(word, at: i + 1, here, ignoringCase: true) {
        let end = i + 1 + word.count
        if end < here.count, table[here[end]].contains(.word) { continue }
        appendSplit(i + 1, 2, end, here, &out)
        return 1 + word.count
      }
      return 0
    }
  }
}

/// Words that the tokenizer takes for two.
private struct Contraction {
  let letters: [UInt32]
  /// Letters of the first part.
  let head: Int
  let needsSpaceAfter: Bool

  private init(_ head: String, _ tail: String, needsSpaceAfter: Bool = false) {
    letters = (head + tail).values
    self.head = head.unicodeScalars.count
    self.needsSpaceAfter = needsSpaceAfter
  }

  /// By their first letter.
  static let words = Dictionary(
    grouping: [
      Contraction("can", "not"), Contraction("d", "'ye"), Contraction("gim", "me"),
      Contraction("gon", "na"), Contraction("got", "ta"), Contraction("lem", "me"),
      Contraction("more", "'n"), Contraction("wan", "na", needsSpaceAfter: true),
    ], by: { $0.letters[0] })

  static let afterSpace = ["'tis".values, "'twas".values]
}

private func appendSplit(
  _ start: Int, _ head: Int, _ end: Int, _ here: borrowing Span<UInt32>, _ out: inout [UInt32]
) {
  out.append(0x20)
  for k in start..<(start + head) { out.append(here[k]) }
  out.append(0x20)
  for k in (start + head)..<end { out.append(here[k]) }
  out.append(0x20)
}

/// Whether ASCII letters stand at a place.
private func isThere(
  _ wanted: [UInt32], at place: Int, _ here: borrowing Span<UInt32>, ignoringCase: Bool = false
) -> Bool {
  guard place + wanted.count <= here.count else { return false }
  for k in wanted.indices {
    let value = here[place + k]
    let isCapital = value &- 0x41 < 26
    guard value == wanted[k] || (ignoringCase && isCapital && value | 0x20 == wanted[k]) else {
      return false
    }
  }
  return true
}

extension String {
  fileprivate var values: [UInt32] { unicodeScalars.map(\.value) }
}
