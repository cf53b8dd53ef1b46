import Bytes
import Grading

/// Whether the teacher says what it is: "As an AI developed by OpenAI", "I am Claude".
///
/// A student that learns from such a text takes the name over. `claims` are sentences of
/// `filters/lists/identity.en.txt`, in which `{model}` and `{developer}` stand for every name of two
/// other lists; `names` are mere mentions of a model that the prompt does not make, which Tülu 3
/// (https://arxiv.org/abs/2411.15124, section 4.1) drops as well.
struct Identity: Filter {
  static let version = 2
  static let measures = ["claims", "reasoningClaims", "names"]

  let claims: PhraseList
  let models: PhraseList
  let developers: PhraseList
  private let finder: PhraseFinder

  private enum CodingKeys: CodingKey { case claims, models, developers }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    claims = try container.decode(PhraseList.self, forKey: .claims)
    models = try container.decode(PhraseList.self, forKey: .models)
    developers = try container.decode(PhraseList.self, forKey: .developers)
    let names = ["{model}": models.phrases, "{developer}": developers.phrases]
    finder = PhraseFinder(claims.phrases.flatMap { expanded($0, names) })
  }

  /// - Returns: `claims` in the answer, `reasoningClaims` in the reasoning, `names` of models in the
  ///   answer; details give the first claim.
  func measure(_ sample: Sample) -> Finding {
    let response = sample.response
    let bytes = response.bytes.span
    let answer = bytes.extracting(response.thinking.answer)
    let claims = finder.matches(in: answer)
    let thought = response.thinking.reasoning.map { finder.matches(in: bytes.extracting($0)).count }
    var finding = Finding([
      "claims": Double(claims.count), "reasoningClaims": Double(thought ?? 0),
      "names": Double(names(answer, sample)),
    ])
    if let first = claims.first {
      finding.details = ["claim": .string(finder.phrases[first.phrase])]
    }
    return finding
  }

  private func names(_ answer: Span<UInt8>, _ sample: Sample) -> Int {
    let found = models.matches(in: answer)
    guard !found.isEmpty else { return 0 }
    let prompt = Array(sample.prompt.utf8)
    let asked = Set(models.matches(in: prompt.span))
    return found.count { !asked.contains($0) }
  }

  var fingerprint: String {
    [claims, models, developers].map(\.fingerprint).joined(separator: ",")
  }
}

/// A phrase with each name in place of a placeholder.
private func expanded(_ phrase: String, _ names: [String: [String]]) -> [String] {
  for (placeholder, list) in names {
    let parts = phrase.split(separator: placeholder, omittingEmptySubsequences: false)
    guard parts.count == 2 else { continue }
    return list.flatMap { name in
      let plain = name.hasSuffix("*") && !parts[1].isEmpty ? String(name.dropLast()) : name
      return expanded(parts[0] + plain + parts[1], names)
    }
  }
  return [phrase]
}
