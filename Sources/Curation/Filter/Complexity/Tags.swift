import Bytes
import Grading

/// The tags that a tagger gave a prompt: its intentions, as InsTag (2308.07074) calls them.
///
/// How many they are is InsTag's complexity; which they are is what `select: {method: instag}` goes by.
/// No tagger runs here: the tags are a column, `["math word problem", …]`, or `[{"tag": …}]` and the
/// JSON text of either, which is what InsTagger writes. Case and white space do not tell tags apart;
/// InsTag's further steps (rare tags, clusters of alike ones) belong to who made them.
struct Tags: Filter {
  static let version = 1
  static let measures = ["tags"]

  /// A column, or a path into it.
  let field: String

  /// - Returns: `tags`, how many different ones; skipped where there is no column, unsure where it
  ///   holds no list.
  func measure(_ sample: Sample) -> Finding {
    guard let column = sample.column(field) else { return .skipped("no_tags") }
    guard let tags = Tags.names(column) else { return Finding(.unsure("not_tags")) }
    var finding = Finding(["tags": Double(tags.count)])
    finding.details = ["tags": .array(tags.map { .string($0) })]
    return finding
  }

  /// Each once, in their order; nil where the value is no list of tags.
  private static func names(_ value: JSONValue) -> [String]? {
    let parsed = value.string.flatMap { try? JSONValue(parsing: $0) }
    guard let list = (parsed ?? value).array else { return nil }
    var names: [String] = []
    var seen = Set<String>()
    for item in list {
      guard let text = item.string ?? item["tag"]?.string else { return nil }
      let name = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !name.isEmpty, seen.insert(name).inserted { names.append(name) }
    }
    return names
  }
}
