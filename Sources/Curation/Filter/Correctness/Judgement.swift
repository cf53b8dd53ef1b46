import Bytes
import Grading

/// What a judge or a reward model said of the response, read from a field that came with the sample.
///
/// A word (`Judgement: Yes`), a truth value or a number; several are averaged. A word decides by itself;
/// a number becomes the measure `score`, which a limit of the recipe compares.
struct Judgement: Filter {
  static let version = 1
  static let measures = ["score", "judges"]

  /// Members of `scores`, else of `metadata`, else of the line.
  ///
  /// A dot goes into an object. The first that is there counts.
  let fields: [String]
  /// Words of acceptance and of rejection, in any case.
  let accept: [String]
  let reject: [String]

  /// - Returns: `score`, 1 and 0 for words; how many judges there are. Details: the `field` that was read.
  func measure(_ sample: Sample) -> Finding {
    for field in fields {
      if let value = sample.column(field) { return finding(value, field) }
    }
    return .skipped("no_judgement")
  }

  private func finding(_ value: JSONValue, _ field: String) -> Finding {
    let reader = JudgeReader(accept: accept, reject: reject)
    let verdicts = (value.array ?? [value]).map { verdict($0, reader) }
    let known = verdicts.compactMap { $0 }
    let details: JSONObject = ["field": .string(field)]
    guard !known.isEmpty, known.count == verdicts.count else {
      return Finding(.unsure("judgement_unread"), details: details)
    }
    let score = known.reduce(0) { $0 + $1.score } / Double(known.count)
    return Finding(
      known == [.rejects] ? .fail("judged_wrong") : .pass,
      measures: ["score": score, "judges": Double(known.count)], details: details)
  }

  private func verdict(_ value: JSONValue, _ reader: JudgeReader) -> JudgeVerdict? {
    switch value {
    case .bool(let accepts): accepts ? .accepts : .rejects
    case .number(let number): number.double.map { .score($0) }
    case .string(let text): reader.verdict(in: text)
    case .null, .array, .object: nil
    }
  }
}

extension JudgeVerdict {
  fileprivate var score: Double {
    switch self {
    case .accepts: 1
    case .rejects: 0
    case .score(let value): value
    }
  }
}
