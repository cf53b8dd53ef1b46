// Punkt's second part: where the sentences of a text are, with the behaviour of NLTK 3.10's
// `PunktSentenceTokenizer`, from which the references' counts come.
//
// Only full stops, question and exclamation marks with something after them are looked at. Around
// each the words before and after are taken, and whether the sign ends a sentence is decided by
// what is known of these words. Closing quotes and brackets go to the sentence before them.

/// Divides English text into sentences.
package struct SentenceTokenizer: Sendable {
  private let parameters: PunktParameters

  init(_ parameters: PunktParameters) { self.parameters = parameters }

  /// The offsets of the sentences, without the white space between them.
  func ranges(in text: ScalarText) -> [Range<Int>] { realigned(slices(of: text), in: text) }

  // MARK: slices

  private struct Candidate {
    /// Of the sign itself.
    let sign: Int
    /// Of the word before it.
    let word: Range<Int>
    /// Where the next word starts; nil where punctuation follows the sign at once.
    let next: Int?
    /// Where the next word, or the punctuation, ends.
    let end: Int
  }

  private func slices(of text: ScalarText) -> [Range<Int>] {
    var slices: [Range<Int>] = []
    var start = 0
    for candidate in candidates(in: text) where isBreak(candidate, in: text) {
      slices.append(start..<max(start, candidate.sign + 1))
      start = candidate.next ?? candidate.sign + 1
    }
    let table = CharacterTable.shared
    let end = text.trimmedEnd { table[$0].contains(.space) }.count
    slices.append(start..<max(start, end))
    return slices
  }

  /// The signs that may end a sentence; of signs whose words overlap, as in "acting!!!", the last.
  private func candidates(in text: ScalarText) -> [Candidate] {
    let table = CharacterTable.shared
    let here = text.scalars.span
    var found: [Candidate] = []
    var previous: Candidate?
    for sign in here.indices where PunktSigns.isSentenceEnd(here[sign]) {
      guard let after = follower(of: sign, here, table) else { continue }
      let from = previous?.word.upperBound ?? 0
      var wordStart = sign
      while wordStart > from, !isASCIISpace(here[wordStart - 1]) { wordStart -= 1 }
      // A space that is the very first scalar of the stretch is not looked for by the reference.
      if wordStart <= from + 1 { wordStart = previous?.word.lowerBound ?? 0 }
      let candidate = Candidate(
        sign: sign, word: wordStart..<sign, next: after.next, end: after.end)
      if let previous, previous.word.upperBound <= wordStart { found.append(previous) }
      previous = candidate
    }
    if let previous { found.append(previous) }
    return found
  }

  private func follower(
    of sign: Int, _ here: borrowing Span<UInt32>, _ table: borrowing CharacterTable
  ) -> (next: Int?, end: Int)? {
    guard sign + 1 < here.count else { return nil }
    if PunktSigns.isOutsideWord(here[sign + 1]) { return (nil, sign + 2) }
    var next = sign + 1
    while next < here.count, table[here[next]].contains(.wideSpace) { next += 1 }
    guard next > sign + 1, next < here.count else { return nil }
    var end = next
    while end < here.count, !table[here[end]].contains(.wideSpace) { end += 1 }
    return (next, end)
  }

  private func isASCIISpace(_ value: UInt32) -> Bool {
    value == 0x20 || (0x09...0x0D).contains(value)
  }

  // MARK: decisions

  private func isBreak(_ candidate: Candidate, in text: ScalarText) -> Bool {
    var tokens = text.part(candidate.word.lowerBound..<candidate.end).punktWords.map {
      PunktToken($0, parameters)
    }
    for i in tokens.indices.dropLast() {
      decide(&tokens[i], before: tokens[i + 1])
      if tokens[i].isBreak { return true }
    }
    return false
  }

  /// The second pass: decides by the word and the one after it.
  private func decide(_ token: inout PunktToken, before next: PunktToken) {
    guard token.endsInStop else { return }
    let nextType = next.typeInSentence
    if let second = parameters.collocations[token.bareType], second.contains(nextType) {
      token.isBreak = false
      token.isAbbreviation = true
      return
    }
    let isInitial = token.isInitial
    if (token.isAbbreviation || token.isEllipsis) && !isInitial {
      let isStarter = next.startsUpper && parameters.sentenceStarters.contains(nextType)
      if startsSentence(next) == true || isStarter {
        token.isBreak = true
        return
      }
    }
    guard isInitial || token.isNumber else { return }
    let starts = startsSentence(next)
    let isName =
      starts == nil && isInitial && next.startsUpper
      && (parameters.contexts[nextType] ?? []).isDisjoint(with: .lower)
    if starts == false || isName {
      token.isBreak = false
      token.isAbbreviation = true
    }
  }

  /// Whether the spelling of a word says that it starts a sentence; nil where it says nothing.
  private func startsSentence(_ token: PunktToken) -> Bool? {
    if token.isPunctuation { return false }
    let context = parameters.contexts[token.typeInSentence] ?? []
    if token.startsUpper, !context.isDisjoint(with: .lower), !context.contains(.capitalInside) {
      return true
    }
    if token.startsLower,
      !context.isDisjoint(with: .capital) || !context.contains(.lowerAtStart)
    {
      return false
    }
    return nil
  }

  // MARK: closing punctuation

  /// Moves closing quotes and brackets to the sentence before; what is left empty is no sentence.
  private func realigned(_ slices: [Range<Int>], in text: ScalarText) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var moved = 0
    for (i, slice) in slices.enumerated() {
      let start = slice.lowerBound + moved
      moved = 0
      guard i + 1 < slices.count else {
        if start < slice.upperBound { result.append(start..<slice.upperBound) }
        continue
      }
      let next = slices[i + 1]
      if let closers = closers(in: text.part(next)) {
        result.append(start..<(next.lowerBound + closers.signs))
        moved = closers.withSpace
      } else if start < slice.upperBound {
        result.append(start..<slice.upperBound)
      }
    }
    return result
  }

  /// The closing signs at the start of a sentence, if white space, a dash or the end follows them.
  private func closers(in text: ScalarText) -> (signs: Int, withSpace: Int)? {
    let table = CharacterTable.shared
    let here = text.scalars.span
    var signs = 0
    while signs < here.count, PunktSigns.isCloser(here[signs]) { signs += 1 }
    guard signs > 0 else { return nil }
    var end = signs
    while end < here.count, table[here[end]].contains(.wideSpace) { end += 1 }
    let isDash =
      signs + 1 < here.count && here[signs] == scalar("-")
      && here[signs + 1] == scalar("-")
    return end > signs || signs == here.count || isDash ? (signs, end) : nil
  }
}
