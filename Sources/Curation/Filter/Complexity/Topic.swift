import Bytes
import Grading

/// The sub-topic of a prompt, for blends that take more of one: chemistry within science, as LN-Nano
/// did for GPQA (arXiv 2505.00949, section 7.2, which gives neither rule nor factor).
///
/// A column that came with the sample says it; else the topic whose words occur most often in the
/// prompt, of equal ones the first. Details carry it as `topic`, and a blend's axis `topic` reads it.
struct Topic: Filter {
  static let version = 1
  static let measures = ["words"]

  /// A topic and its words, looked for whole and in whatever case; `*` at the end lets letters follow.
  struct Words: Sendable, Decodable {
    let name: String
    let finder: PhraseFinder

    private enum Keys: String, CodingKey { case name, words }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Keys.self)
      name = try values.decode(String.self, forKey: .name)
      finder = PhraseFinder(try values.decode([String].self, forKey: .words))
    }
  }
  /// A column, or a path into it; empty where no column says the topic.
  let field: String
  let topics: [Words]

  /// - Returns: `words`, how many words of the topic the prompt has; 0 where a column says it.
  func measure(_ sample: Sample) -> Finding {
    if !field.isEmpty, let topic = sample.column(field)?.string, !topic.isEmpty {
      return finding(topic, words: 0)
    }
    let prompt = sample.prompt
    let text = prompt.utf8
    let counts = topics.map { $0.finder.matches(in: text.span).count }
    guard let most = counts.max(), most > 0, let first = counts.firstIndex(of: most) else {
      return .skipped("no_topic")
    }
    return finding(topics[first].name, words: most)
  }

  private func finding(_ topic: String, words: Int) -> Finding {
    var finding = Finding(["words": Double(words)])
    finding.details = ["topic": .string(topic)]
    return finding
  }
}
