import Bytes
import Grading

/// Whether the reasoning arrives at what the answer says.
///
/// Both ends are read by the extraction of the mathematics grader. `contradicts`: the reasoning boxes
/// or announces a value ("the answer is 12") and the answer gives another. `unseen`: it announces
/// none, and the answer's number is none of the numbers in its last part. Qwen 3's cold start
/// (https://arxiv.org/abs/2505.09388, section 4.1) drops traces with such an inconsistency. Samples
/// without reasoning or without a value in the answer are skipped.
struct Consistency: Filter {
  static let version = 1
  static let measures = ["contradicts", "unseen", "lastValueDiffers"]
  /// Bytes at the end of the reasoning in which the answer's number is looked for.
  let tailBytes: Int

  private static let explicit: [AnswerFallback] = [
    .boxed, .hashes, .answerTag, .json, .finalAnswer, .whole,
  ]

  /// - Returns: each 0 or 1; details give both values.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    guard let reasoning = response.thinking.reasoning, sample.choices == nil else {
      return .skipped("no_reasoning")
    }
    let answerText = Array(response.bytes[response.thinking.answer])
    guard let answer = AnswerExtractor(fallbacks: Self.explicit).extract(from: answerText) else {
      return .skipped("no_value")
    }
    let start = max(reasoning.lowerBound, reasoning.upperBound - max(0, tailBytes))
    let tail = Array(response.bytes[start..<reasoning.upperBound])
    if let announced = AnswerExtractor(fallbacks: [.boxed, .finalAnswer]).extract(from: tail) {
      guard isMathematics(announced.text), isMathematics(answer.text) else {
        return .skipped("answer_in_words")
      }
      let differs = !agree(announced.text, answer.text)
      return finding(contradicts: differs, last: announced.text, answer: answer.text)
    }
    return compare(answer.text, withNumbersOf: tail)
  }

  /// Without an announced value: the answer must be one of the numbers of the tail.
  private func compare(_ answer: String, withNumbersOf tail: [UInt8]) -> Finding {
    let values = numbers(in: tail.span)
    let wanted = numbers(in: answer.utf8Span.span)
    guard wanted.count == 1, let last = values.last else { return .skipped("no_value") }
    var finding = Finding([
      "contradicts": 0, "unseen": values.contains(wanted[0]) ? 0 : 1,
      "lastValueDiffers": last == wanted[0] ? 0 : 1,
    ])
    finding.details = ["reasoning": .double(last), "answer": .string(answer)]
    return finding
  }

  private func finding(contradicts: Bool, last: String, answer: String) -> Finding {
    var finding = Finding([
      "contradicts": contradicts ? 1 : 0, "unseen": 0, "lastValueDiffers": contradicts ? 1 : 0,
    ])
    finding.details = ["reasoning": .string(last), "answer": .string(answer)]
    return finding
  }

  /// Equal as mathematics, or numbers of which one is in hundredths: 5 cents and 0.05.
  private func agree(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let values = (numbers(in: left.utf8Span.span), numbers(in: right.utf8Span.span))
    if values.0.count == 1, values.1.count == 1 {
      let (a, b) = (values.0[0], values.1[0])
      if a == b || a == b * 100 || a * 100 == b { return true }
    }
    return Self.grader.compare(answer: left, gold: right) != .fail(.wrongAnswer)
  }

  /// Whether at most one word of a text is longer than two letters and no command of LaTeX: a unit.
  private func isMathematics(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var words = 0
    var at = 0
    while at < bytes.count {
      let start = at
      while at < bytes.count, isLetter(bytes[at]) { at += 1 }
      let isCommand = start > 0 && bytes[start - 1] == UInt8(ascii: "\\")
      if at - start > 2, !isCommand { words += 1 }
      if at == start { at += 1 }
    }
    return words == 0 || (words == 1 && bytes.contains(where: isDigit))
  }

  private static let grader = MathGrader(
    settings: MathSettings(
      fallbacks: [], relativeTolerance: 0, goldRoundingDigits: 4, answerRoundingDigits: 4,
      percentIsFraction: true))

  /// The numbers of a text: digits with a point or thousands' commas, and a sign.
  private func numbers(in text: Span<UInt8>) -> [Double] {
    var numbers: [Double] = []
    var at = 0
    while at < text.count {
      guard isDigit(text[at]) else {
        at += 1
        continue
      }
      var number: [UInt8] = []
      if at > 0, text[at - 1] == UInt8(ascii: "-"), at < 2 || !isAlphanumeric(text[at - 2]) {
        number.append(UInt8(ascii: "-"))
      }
      while at < text.count {
        let isPoint =
          text[at] == UInt8(ascii: ".") && at + 1 < text.count && isDigit(text[at + 1])
        guard isDigit(text[at]) || isPoint || isThousandsComma(text, at) else { break }
        if text[at] != UInt8(ascii: ",") { number.append(text[at]) }
        at += 1
      }
      if let value = Double(String(decoding: number, as: UTF8.self)) { numbers.append(value) }
    }
    return numbers
  }

  private func isThousandsComma(_ text: Span<UInt8>, _ at: Int) -> Bool {
    guard text[at] == UInt8(ascii: ","), at + 3 < text.count else { return false }
    return (1...3).allSatisfy { isDigit(text[at + $0]) }
      && (at + 4 == text.count || !isDigit(text[at + 4]))
  }
}
