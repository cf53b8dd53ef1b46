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
    let places = [
      sample.part(.scores), sample.part(.metadata).flatMap(asObject), .object(sample.otherMembers),
    ]
    for field in fields {
      for place in places {
        guard let value = place.flatMap({ find(field, in: $0) }), !value.isNull else { continue }
        return finding(value, field)
      }
    }
    return .skipped("no_judgement")
  }

  /// Metadata is the text of an object in the pool.
  private func asObject(_ value: JSONValue) -> JSONValue? {
    guard let text = value.string else { return value }
    return try? JSONValue(parsing: text)
  }

  /// A member by its whole name, else by the names between dots.
  private func find(_ path: String, in value: JSONValue) -> JSONValue? {
    guard let object = value.object else { return nil }
    if let member = object[path] { return member }
    guard let dot = path.firstIndex(of: "."), let inner = object[String(path[..<dot])] else {
      return nil
    }
    return find(String(path[path.index(after: dot)...]), in: inner)
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
