import Bytes

/// Whether a response speaks for a nation or a party: "our nation", "our party", "our values".
///
/// Source: Nemotron 3 Nano (https://arxiv.org/abs/2512.20848), section 3.1, which names these
/// examples of its list. A novel or a speech may say so with right, so recipes label it.
struct Narrative: Filter {
  static let version = 1
  static let measures = ["phrases"]
  /// Files with one phrase a line.
  let lists: [PhraseList]

  /// - Returns: `phrases`, how many listed phrases occur that the prompt does not have.
  func measure(_ sample: Sample) -> Finding {
    let found = lists.flatMap { $0.matches(in: sample.response.bytes.span) }
    guard !found.isEmpty else { return Finding(["phrases": 0]) }
    let prompt = Array(sample.prompt.utf8)
    let asked = Set(lists.flatMap { $0.matches(in: prompt.span) })
    let own = found.filter { !asked.contains($0) }
    var finding = Finding(["phrases": Double(own.count)])
    if let first = own.first { finding.details = ["phrase": .string(first)] }
    return finding
  }

  var fingerprint: String { lists.map(\.fingerprint).joined(separator: ",") }
}
