// Runs of word characters, and what people call words.

extension ScalarText {
  /// The runs of `\w+` as NLTK's tokenizer finds them, by their offsets.
  var wordRuns: [Range<Int>] {
    let table = CharacterTable.shared
    let here = scalars.span
    var runs: [Range<Int>] = []
    var start: Int?
    for i in here.indices {
      let isWord = table[here[i]].contains(.wideWord)
      if isWord, start == nil { start = i }
      if !isWord, let begin = start {
        runs.append(begin..<i)
        start = nil
      }
    }
    if let begin = start { runs.append(begin..<here.count) }
    return runs
  }

  /// Words of running text: parts between white space and dashes that hold a letter or a digit;
  /// each ideograph or kana counts for itself.
  var plainWordCount: Int {
    let table = CharacterTable.shared
    var count = 0
    var isInWord = false
    for value in scalars {
      let kind = table[value]
      if ScalarText.isIdeograph(value) {
        count += 1
        isInWord = false
      } else if kind.contains(.space) || value == 0x2013 || value == 0x2014 {
        isInWord = false
      } else if kind.contains(.wideWord), !isInWord {
        count += 1
        isInWord = true
      }
    }
    return count
  }

  /// Chinese and Japanese letters, which are written without spaces.
  private static func isIdeograph(_ value: UInt32) -> Bool {
    (0x3040...0x30FF).contains(value) || (0x3400...0x4DBF).contains(value)
      || (0x4E00...0x9FFF).contains(value) || (0xF900...0xFAFF).contains(value)
      || (0x20000...0x3FFFF).contains(value)
  }

  /// The parts between lines that hold nothing but a divider.
  func split(onLines divider: ScalarText) -> [ScalarText] {
    var parts: [ScalarText] = []
    var start = 0
    var offset = 0
    for line in lines {
      let next = offset + line.count + 1
      if line.trimmed() == divider {
        parts.append(part(start..<offset))
        start = min(next, count)
      }
      offset = next
    }
    parts.append(part(start..<count))
    return parts
  }
}
