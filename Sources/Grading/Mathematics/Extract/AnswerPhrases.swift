// "The answer is …" in several languages: the last such phrase wins, and what follows it is read as
// a clause.

/// A word that announces an answer, lower case.
private struct Herald {
  let word: [UInt8]
  let allowsPlural: Bool
  /// The word alone is enough, without a colon or a verb.
  let standsAlone: Bool

  init(_ word: String, plural: Bool = false, alone: Bool = false) {
    self.word = Array(word.utf8)
    allowsPlural = plural
    standsAlone = alone
  }

  /// `A:` at the start of a line, as in question and answer pairs.
  static let initial = Herald("a")
  static let all: [Herald] = [
    Herald("answer", plural: true), Herald("ans"), Herald("result", plural: true),
    Herald("final choice"), Herald("option selected"), Herald("selected option"),
    Herald("chosen option"),
    Herald("respuesta"), Herald("réponse"), Herald("resposta"), Herald("risposta"),
    Herald("antwort"), Herald("odpowiedź"), Herald("ответ"), Herald("відповідь"), Herald("cevap"),
    Herald("答案"), Herald("答えは", alone: true), Herald("答え"), Herald("정답"),
    Herald("답은", alone: true), Herald("उत्तर"), Herald("जवाब"), Herald("الإجابة"),
    Herald("الجواب"), Herald("đáp án"), Herald("উত্তর"),
  ]

  var isResult: Bool { word.elementsEqual("result".utf8) }

  static let conditional = Array(" would be".utf8)
  static let finalVerb = Array(" है".utf8)

  /// Bytes with which a herald can begin, so that a long text is passed over quickly.
  static let firstBytes: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for herald in all { table[Int(herald.word[0])] = true }
    return table
  }()

  /// What links the herald to the answer.
  static let links: [[UInt8]] = [
    " is", " are", " was", " will be", " would be", " should be", " must be", " equals", "=", ":",
    "：", "是", "为", "為", " es", " est", " ist", " é", " è", "は", "은", "는", " है", " — ", " - ",
  ].map { Array($0.utf8) }
}

extension ResponseText {
  /// The answer after the last phrase that has one.
  func finalAnswer() -> Search {
    var end = range.upperBound
    for _ in 0..<ResponseText.tries {
      guard let found = lastHerald(before: end, forChoice: false) else { break }
      let link =
        found.herald.standsAlone ? found.range.upperBound : linkEnd(after: found.range.upperBound)
      if let link, let answer = clause(from: link) { return .found(answer) }
      end = found.range.lowerBound
    }
    return .absent
  }

  /// Phrases that are looked at, and bytes that may follow one: bounds for hostile texts.
  static let tries = 32
  static let clauseBytes = 4_000

  /// The last phrase before an offset: where it begins, and what it announces; nil in place of the
  /// clause where nothing links it to an answer.
  func announced(before end: Int) -> (start: Int, clause: [UInt8]?)? {
    guard let found = lastHerald(before: end, forChoice: true) else { return nil }
    let link =
      found.herald.standsAlone
      ? found.range.upperBound : linkEnd(after: found.range.upperBound)
    guard let link else { return (found.range.lowerBound, nil) }
    let sentence = sentenceStart(from: link)..<range.upperBound
    let limit = min(range.upperBound, sentence.lowerBound + ResponseText.clauseBytes)
    let stop =
      sentence.isEmpty
      ? sentence.upperBound : Clause.end(of: bytes, from: sentence.lowerBound, limit: limit)
    return (found.range.lowerBound, Array(bytes[sentence.lowerBound..<stop]))
  }

  /// "The final answer is …" behind a box, where it is mathematics.
  func laterFinalAnswer(after offset: Int) -> [UInt8]? {
    let rest = ResponseText(bytes: bytes, range: offset..<range.upperBound)
    guard let found = rest.lastHerald(before: range.upperBound, forChoice: false),
      bytes.has("inal ", at: found.range.lowerBound - 5),
      let link = rest.linkEnd(after: found.range.upperBound), let answer = rest.clause(from: link),
      Clause.isMathematics(answer)
    else { return nil }
    return answer
  }

  /// - Parameter forChoice: "result" and "A:" announce no option.
  private func lastHerald(before end: Int, forChoice: Bool) -> (herald: Herald, range: Range<Int>)?
  {
    var at = end - 1
    while at >= range.lowerBound {
      let first = ASCII.lower(bytes[at])
      guard Herald.firstBytes[Int(first)] else {
        at -= 1
        continue
      }
      for herald in Herald.all where herald.word[0] == first {
        if forChoice, herald.isResult { continue }
        if let stop = wordEnd(herald, at), stop <= end { return (herald, at..<stop) }
      }
      if !forChoice, bytes.has("A:", at: at), at == range.lowerBound || bytes[at - 1] == 0x0A {
        return (Herald.initial, at..<at + 1)
      }
      at -= 1
    }
    return nil
  }

  /// One past a herald that begins here as a word of its own.
  private func wordEnd(_ herald: Herald, _ at: Int) -> Int? {
    var stop = at + herald.word.count
    guard matchesLower(herald.word, at) else { return nil }
    if herald.allowsPlural, stop < range.upperBound, bytes[stop] == UInt8(ascii: "s") { stop += 1 }
    guard herald.word[0] < 0x80 else { return stop }
    return isLetter(at - 1) || isLetter(stop) ? nil : stop
  }

  private func isLetter(_ at: Int) -> Bool { range.contains(at) && ASCII.isLetter(bytes[at]) }

  private func matchesLower(_ word: [UInt8], _ at: Int) -> Bool {
    guard at + word.count <= range.upperBound else { return false }
    var index = at
    for byte in word {
      if ASCII.lower(bytes[index]) != byte { return false }
      index += 1
    }
    return true
  }

  /// Where the answer begins, when a link follows the herald in the same sentence or the herald is a
  /// heading of its own.
  private func linkEnd(after end: Int) -> Int? {
    var at = end
    while at < range.upperBound, "*_ ".utf8.contains(bytes[at]) { at += 1 }
    if at < range.upperBound, bytes[at] == 0x0A, isHeading(end) { return at }
    if end < range.upperBound, bytes[end] == UInt8(ascii: "."),
      matchesLower(Array("ans".utf8), end - 3)
    {
      return end + 1
    }
    at = end
    let limit = min(range.upperBound, end + 160)
    while at < limit {
      for link in Herald.links where ASCII.lower(bytes[at]) == link[0] && matchesLower(link, at) {
        let stop = at + link.count
        if let last = link.last, ASCII.isLetter(last), isLetter(stop) { continue }
        if link == Herald.conditional, isHypothetical(end) { return nil }
        // in Hindi the verb stands last: what it links stands between
        if link == Herald.finalVerb, bytes[end..<at].contains(where: { $0 > 0x20 }) { return end }
        return stop
      }
      if "\n!?;.".utf8.contains(bytes[at]) { return nil }
      at += 1
    }
    return nil
  }

  /// Whether the sentence supposes another question: "If it had been …, the answer would be A".
  private func isHypothetical(_ end: Int) -> Bool {
    var start = end
    while start > range.lowerBound, end - start < 200, !".\n!?".utf8.contains(bytes[start - 1]) {
      start -= 1
    }
    return bytes.firstOffset(of: "if ", in: start..<end) != nil
      || bytes.firstOffset(of: "If ", in: start..<end) != nil
  }

  /// "Final Answer" alone on its line.
  private func isHeading(_ end: Int) -> Bool {
    var start = end
    while start > range.lowerBound, bytes[start - 1] != 0x0A { start -= 1 }
    return end - start < 30
  }

  /// Past white space and marks of emphasis or headings.
  private func sentenceStart(from offset: Int) -> Int {
    var start = offset
    while start < range.upperBound, bytes[start] <= 0x20 || "*:#_".utf8.contains(bytes[start]) {
      start += 1
    }
    return start
  }

  /// The answer in the sentence that begins at an offset, or on the next line that is not blank.
  private func clause(from offset: Int) -> [UInt8]? {
    let start = sentenceStart(from: offset)
    guard start < range.upperBound else { return nil }
    let limit = min(range.upperBound, start + ResponseText.clauseBytes)
    let end = Clause.end(of: bytes, from: start, limit: limit)
    return Clause.answer(in: Array(bytes[start..<end]), isAnnounced: true)
  }
}
