import Bytes
import Grading

/// Whether an answer is there at all behind the thinking.
///
/// `missing` is an answer that shows nothing, rules and dots apart, or announces one and stops
/// ("**Answer:**"); `filler` one that only says phrases of a list ("I hope
/// this makes it clear"), so that a student would learn to think and then say nothing; `echo` one that
/// is the prompt once more.
struct FinalAnswer: Filter {
  static let version = 3
  static let measures = ["missing", "filler", "echo", "words"]
  /// Files with one phrase a line.
  let filler: [PhraseList]
  /// Longer answers (in words) are not looked at for filler.
  let maxFillerWords: Int
  /// Words that may stand beside the phrases.
  let maxOtherWords: Int

  /// - Returns: `missing`, `filler` and `echo`, 0 or 1; `words` of the answer.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let bytes = response.bytes.span
    let range = response.thinking.answer
    let answer = bytes.extracting(range)
    let isMissing = isBlank(bytes, range) || saysNothing(answer)
    let words = wordCount(answer)
    let isFiller = !isMissing && words <= maxFillerWords && onlyFiller(answer, words: words)
    return Finding([
      "missing": isMissing && sample.toolCalls == nil ? 1 : 0, "filler": isFiller ? 1 : 0,
      "echo": words > 3 && isEcho(answer, of: sample) ? 1 : 0,
      "words": Double(words),
    ])
  }

  /// Whether an answer is three rules, dots or fences and more, or only announces itself.
  private func saysNothing(_ answer: Span<UInt8>) -> Bool {
    guard answer.count <= 64 else { return false }
    var marks = 0
    var said: [UInt8] = []
    for at in answer.indices where answer[at] > 0x20 {
      if ".-*_#`~".utf8.contains(answer[at]) { marks += 1 } else { said.append(answer[at]) }
    }
    if said.isEmpty { return marks >= 3 }
    return announcements.contains(String(decoding: said, as: UTF8.self).lowercased())
  }

  /// Whether the answer's words are those of the last turn, however they are spaced.
  private func isEcho(_ answer: Span<UInt8>, of sample: Sample) -> Bool {
    guard let turn = sample.input.last(where: { $0.role == "user" }) else { return false }
    let asked = Array(turn.content.utf8)
    guard asked.count < answer.count * 2, answer.count < asked.count * 2 else { return false }
    return WordMarks(asked.span).hashes == WordMarks(answer).hashes
  }

  private func onlyFiller(_ answer: Span<UInt8>, words: Int) -> Bool {
    let matches = filler.flatMap { $0.finder.matches(in: answer).map(\.range) }
      .sorted { ($0.lowerBound, -$0.count) < ($1.lowerBound, -$1.count) }
    guard !matches.isEmpty else { return false }
    var other = 0
    var end = 0
    for match in matches where match.upperBound > end {
      if match.lowerBound > end { other += wordsWithLetters(answer, end..<match.lowerBound) }
      end = max(end, match.upperBound)
    }
    return other + wordsWithLetters(answer, end..<answer.count) <= maxOtherWords
  }

  /// Words with a letter, digit or sign; a number or formula is an answer, so it counts for many.
  private func wordsWithLetters(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    let part = text.extracting(range)
    var hasValue = false
    var letters = 0
    for at in part.indices {
      if isDigit(part[at]) || "$\\=`{[".utf8.contains(part[at]) { hasValue = true }
      if isAlphanumeric(part[at]) || part[at] >= 0x80 { letters += 1 }
    }
    if hasValue { return .max / 4 }
    return letters == 0 ? 0 : wordCount(part)
  }

  var fingerprint: String { filler.map(\.fingerprint).joined(separator: ",") }
}

/// What announces an answer, without spaces and emphasis.
private let announcements: Set<String> = [
  "answer:", "answer", "finalanswer:", "finalanswer", "theansweris:", "theansweris",
  "thefinalansweris:", "thefinalansweris", "solution:", "result:", "\\boxed{}", "$\\boxed{}$",
  "answer:\\boxed{}", "答案：", "答案:", "respuesta:", "réponse:", "antwort:", "\u{200B}",
]
