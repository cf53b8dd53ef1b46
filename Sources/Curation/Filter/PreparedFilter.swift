import Bytes
import Grading

/// A recipe line with its filter, ready to measure.
public final class PreparedFilter: Sendable {
  public let line: FilterLine
  public let measures: [String]
  /// Findings under the same key may be used again: filter, version, settings, files behind them.
  public let key: String
  private let filter: any Filter

  /// - Throws: `ConfigError` where the settings do not fit the filter.
  public init(_ line: FilterLine) throws(ConfigError) {
    guard let type = FilterCatalog.type(named: line.name) else {
      throw line.settings.error(unknown(line.name, of: "filters", known: FilterCatalog.names))
    }
    self.line = line
    filter = try decodeFilter(type, line)
    measures = type.measures
    let parts = [
      line.name, String(type.version), line.settings.canonical, filter.fingerprint,
      "\(line.when)",
    ]
    key = Hash128(of: Array(parts.joined(separator: "\u{0}").utf8)).hex
  }

  /// Measures samples in their order; those that the line's `when` leaves out are `skipped`.
  public func measure(_ samples: [Sample]) -> [Finding] {
    let selected = samples.indices.filter { line.selects(samples[$0]) }
    if selected.count == samples.count { return filter.measure(samples) }
    var findings = [Finding](repeating: .skipped("not_selected"), count: samples.count)
    for (index, finding) in zip(selected, filter.measure(selected.map { samples[$0] })) {
      findings[index] = finding
    }
    return findings
  }
}

private func decodeFilter<F: Filter>(_ type: F.Type, _ line: FilterLine) throws(ConfigError) -> F {
  try decodeSettings(type, from: line.settings, of: line.name)
}

extension ConfigNode {
  /// The value without comments, places and order of keys: equal settings give equal texts.
  var canonical: String {
    switch value {
    case .scalar(let text, _): JSONValue.string(text).text
    case .list(let nodes): "[" + nodes.map(\.canonical).joined(separator: ",") + "]"
    case .map(let pairs):
      "{"
        + pairs.sorted { $0.key < $1.key }
        .map { JSONValue.string($0.key).text + ":" + $0.node.canonical }.joined(separator: ",")
        + "}"
    }
  }
}
