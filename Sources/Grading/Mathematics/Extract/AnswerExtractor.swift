// The final answer in a whole response. The order of the fallbacks is a setting; each is one file's
// idea:
//
//   boxed         the last \boxed{…}, neighbours joined                 Boxes.swift
//   hashes        the line after the last ####                          Markers.swift
//   answer_tag    <answer>…</answer>                                    Markers.swift
//   json          the value of "answer" in a JSON object                JSONAnswers.swift
//   final_answer  "the answer is …" in several languages                AnswerPhrases.swift
//   whole         a response that is nothing but mathematics            LastResort.swift
//   formula       the last formula or bold part of the last sentence that has one
//   last_number   the last number of the last sentence that has one
//
// The last box decides: an empty or unclosed one is no answer, and no earlier one counts; only "the
// final answer is …" behind it is later still. Thinking is never searched, and neither is what
// follows the end of a turn.

/// A way to find the final answer, by its name in a recipe.
public enum AnswerFallback: String, Sendable, Codable, CaseIterable {
  case boxed, hashes, json, formula, whole
  case answerTag = "answer_tag"
  case finalAnswer = "final_answer"
  case lastNumber = "last_number"
}

/// A final answer and how it was found.
public struct ExtractedAnswer: Sendable, Equatable {
  package var bytes: [UInt8]
  public var method: AnswerFallback
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Finds the final answer in a response.
public struct AnswerExtractor: Sendable {
  public let fallbacks: [AnswerFallback]

  public init(fallbacks: [AnswerFallback]) { self.fallbacks = fallbacks }

  /// The final answer of a response; nil where it gives none.
  public func extract(from response: String) -> ExtractedAnswer? {
    extract(from: Array(response.utf8))
  }

  package func extract(from response: [UInt8], isThinkingOpen: Bool = false) -> ExtractedAnswer? {
    guard let visible = VisibleAnswer.range(in: response, isThinkingOpen: isThinkingOpen) else {
      return nil
    }
    let text = ResponseText(bytes: response, range: visible)
    for fallback in fallbacks {
      switch find(fallback, in: text) {
      case .absent: continue
      case .none: return nil
      case .found(let bytes):
        let trimmed = bytes.trimmed
        if !trimmed.isEmpty { return ExtractedAnswer(bytes: trimmed, method: fallback) }
      }
    }
    return nil
  }

  /// Boxes in what is shown of a response.
  func boxCount(in response: [UInt8], isThinkingOpen: Bool) -> Int {
    VisibleAnswer.range(in: response, isThinkingOpen: isThinkingOpen)
      .map { ResponseText(bytes: response, range: $0).boxCount } ?? 0
  }

  private func find(_ fallback: AnswerFallback, in text: ResponseText) -> Search {
    switch fallback {
    case .boxed: boxed(text)
    case .hashes: text.afterHashes()
    case .answerTag: text.answerTag()
    case .json: text.jsonAnswer()
    case .finalAnswer: text.finalAnswer()
    case .whole: text.whole()
    case .formula: text.lastFormula()
    case .lastNumber: text.lastNumber()
    }
  }

  /// The last box; after an empty one only an explicit answer that follows it counts.
  private func boxed(_ text: ResponseText) -> Search {
    switch text.lastBox() {
    case .absent: return .absent
    case .found(let bytes, let end):
      return text.laterFinalAnswer(after: end).map { .found($0) } ?? .found(bytes)
    case .unclosed: return .none
    case .empty(let end):
      let rest = ResponseText(bytes: text.bytes, range: end..<text.range.upperBound)
      guard fallbacks.contains(.finalAnswer), case .found(let bytes) = rest.finalAnswer() else {
        return .none
      }
      return .found(bytes)
    }
  }
}

/// What one fallback says: nothing, "there is no answer", or an answer.
enum Search {
  case absent, none
  case found([UInt8])
}

/// A part of a response that is searched.
struct ResponseText {
  let bytes: [UInt8]
  let range: Range<Int>
}
