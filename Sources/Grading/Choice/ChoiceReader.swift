/// Reads which option a response picks.
struct ChoiceReader {
  let options: ChoiceOptions
  /// The gold names several options, so several labels are one answer.
  let allowsSeveral: Bool

  /// What a part of the response says.
  private enum Reading {
    case nothing
    /// Two options where one is wanted, or a label that there is not.
    case unclear
    case picked(Set<Int>)

    var options: Set<Int>? { if case .picked(let set) = self { set } else { nil } }
  }

  /// The options that the visible part of a response picks.
  func choice(in response: [UInt8], _ visible: Range<Int>) -> Set<Int>? {
    let text = ResponseText(bytes: response, range: visible)
    switch text.lastChoiceBox() {
    case .found(let content, _): return read(content, isAnnounced: true).options
    case .unclosed: return nil
    case .empty, .absent: break
    }
    var phrases = text.choicePhrases()
    while let phrase = phrases.next() {
      let reading = read(phrase, isAnnounced: true)
      if case .nothing = reading { continue }
      return reading.options
    }
    if phrases.sawEmpty { return nil }
    return unannounced(text)
  }

  // MARK: without a phrase

  private func unannounced(_ text: ResponseText) -> Set<Int>? {
    let whole = LabelText.plain(Array(text.bytes[text.range].prefix(4_000)))
    guard !whole.isEmpty else { return nil }
    if let option = options.option(
      withWords: ChoiceOptions.normalised(String(decoding: whole, as: UTF8.self)))
    {
      return [option]
    }
    if let labels = LabelText.onlyLabels(whole, count: options.count) {
      return accepted(labels).options
    }
    if let label = LabelText.leadingLabel(whole, count: options.count) {
      let mentions = LabelScanner(bytes: whole, count: options.count).mentions()
      // "A) wrong B) correct …": each option is judged, and one is left
      guard let first = mentions.first, first.option == label, first.isNegated else {
        return [label]
      }
      let left = Set(mentions.filter { !$0.isNegated }.map(\.option))
      return left.count == 1 ? left : nil
    }
    if case .found(let value) = text.whole(), let option = options.equalOption(value) {
      return [option]
    }
    for sentence in text.lastSentences(4) {
      let reading = read(Array(text.bytes[sentence]), isAnnounced: false)
      if case .nothing = reading { continue }
      return reading.options
    }
    return nil
  }

  // MARK: one clause

  private func read(_ clause: [UInt8], isAnnounced: Bool) -> Reading {
    let text = LabelText.withoutPrefix(LabelText.plain(clause))
    guard !text.isEmpty else { return .nothing }
    let words = NormalizedText.words(text)
    if let labels = LabelText.onlyLabels(text, count: options.count) { return accepted(labels) }
    if let option = options.option(withWords: words) { return .picked([option]) }
    let scanner = LabelScanner(bytes: text, count: options.count)
    let mentions = scanner.mentions()
    if isAnnounced, let first = mentions.first, !first.isNegated,
      let label = LabelText.leadingLabel(text, count: options.count), label == first.option
    {
      return list(startingAt: 0, mentions, scanner)
    }
    let positive = mentions.indices.filter { !mentions[$0].isNegated }
    if isAnnounced, let first = positive.first { return list(startingAt: first, mentions, scanner) }
    if !positive.isEmpty { return byWeight(positive.map { mentions[$0] }, scanner) }
    if let option = mentionedText(words) { return .picked([option]) }
    if isAnnounced, mentions.isEmpty, let value = Clause.answer(in: clause),
      let option = options.equalOption(value)
    {
      return .picked([option])
    }
    return mentions.isEmpty && !isAnnounced ? .nothing : .unclear
  }

  private func accepted(_ labels: Set<Int>) -> Reading {
    labels.count == 1 || allowsSeveral ? .picked(labels) : .unclear
  }

  /// A label and those listed with it: `B or C`, `(A) and (C)`.
  private func list(startingAt first: Int, _ mentions: [Mention], _ scanner: LabelScanner)
    -> Reading
  {
    var labels: Set<Int> = [mentions[first].option]
    var last = mentions[first]
    for mention in mentions[(first + 1)...] where !mention.isNegated {
      guard scanner.isListed(last.range.upperBound..<mention.range.lowerBound) else { break }
      labels.insert(mention.option)
      last = mention
    }
    return accepted(labels)
  }

  /// Of several mentions the one that is marked, where there is one.
  private func byWeight(_ mentions: [Mention], _ scanner: LabelScanner) -> Reading {
    let all = Set(mentions.map(\.option))
    if all.count == 1 { return .picked(all) }
    let marked = Set(mentions.filter(\.isMarked).map(\.option))
    if marked.count == 1 { return .picked(marked) }
    return accepted(marked.isEmpty ? all : marked)
  }

  /// The only option whose text occurs in a clause as whole words and is not negated; of "New York"
  /// and "New York City" the longer one.
  private func mentionedText(_ words: String) -> Int? {
    let clause = Array((" " + words + " ").utf8)
    guard clause.count < 4_000 else { return nil }
    var found: [(option: Int, range: Range<Int>)] = []
    for (index, option) in options.words.enumerated() where option.utf8.count > 1 {
      let text = Array((" " + option + " ").utf8)
      guard let at = clause.firstRange(of: text) else { continue }
      found.append((index, at.lowerBound..<at.upperBound - 1))
    }
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    var kept: [(option: Int, range: Range<Int>)] = []
    var negatedEnd = -1
    for mention in found {
      let before = clause[..<mention.range.lowerBound]
      let isNegated = [" not", "n't", " nor", " than"].contains { before.hasSuffix($0) }
      // "not Oslo or Bern"
      let isListed =
        negatedEnd >= 0 && clause[negatedEnd..<mention.range.lowerBound].elementsEqual(" or".utf8)
      if isNegated || isListed {
        negatedEnd = mention.range.upperBound
      } else {
        kept.append(mention)
      }
    }
    let outer = kept.filter { one in
      !kept.contains {
        $0.option != one.option && $0.range.contains(one.range.lowerBound)
          && $0.range.count > one.range.count
      }
    }
    return outer.count == 1 ? outer[0].option : nil
  }
}

extension Collection<UInt8> {
  fileprivate func hasSuffix(_ text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
