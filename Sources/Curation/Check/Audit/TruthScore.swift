// A run against what is known of its raw lines: one JSON object a line,
//   {"line": 7, "kind": "loop"}      `kind` none: nothing is wrong with it
// with `file` (the end of its path) where a run has several. Optional: `copy_of` and `repeats`, the
// line that this one copies, and `gold_wrong`. datasets/demo/defects.jsonl.zst is one.

import Bytes

/// What a finished run made of raw lines whose faults are known.
public struct TruthScore: Sendable {
  struct Kind: Sendable {
    let name: String
    let isIgnored: Bool
    var lines = 0
    var caught = 0
    var catchers: [String: Int] = [:]
    /// Numbers of the first lines that were kept.
    var missed: [Int] = []

    var rate: Double { lines == 0 ? 0 : Double(caught) / Double(lines) }
    static let mostMissed = 5
  }

  private(set) var kinds: [Kind] = []
  private(set) var clean = 0
  /// Clean lines that were dropped, by filter and reason.
  private(set) var falseDrops: [String: Int] = [:]
  private(set) var lines = 0
  let rule: AuditRule
  /// Filters that mark what they fail; a label of another only says that it was unsure.
  private let marking: [String]

  private var bars: AuditRule.Bars { rule.bars }
  var falseCount: Int { falseDrops.values.reduce(0, +) }
  var falseRate: Double { clean == 0 ? 0 : Double(falseCount) / Double(clean) }
  var isMet: Bool {
    kinds.allSatisfy { $0.isIgnored || $0.rate >= bars.catchRate } && falseRate <= bars.falseDrop
  }

  /// - Throws: `CatalogError` for a line that is no truth; `StreamError` for a file that is not there.
  init(
    sidecar: String, folder: RunFolder, catalog: Catalog, recipe: Recipe
  ) throws {
    rule = recipe.audit
    marking = recipe.filters.filter { $0.policy == .label }.map(\.name)
    let rows = try RawLineRows(folder: folder, catalog: catalog)
    let truths = try TruthScore.read(sidecar)
    lines = truths.count
    let originals = Set(
      truths.flatMap { [$0["copy_of"]?.int, $0["repeats"]?.int].compactMap(\.self) })
    for truth in truths { try add(truth, originals, rows) }
    kinds.sort { $0.name < $1.name }
  }

  private static func read(_ path: String) throws -> [JSONValue] {
    try ByteStream.readAll(path).split(separator: UInt8(ascii: "\n")).enumerated().map {
      number, line in
      guard let truth = try? JSONValue(parsing: Array(line)), truth["line"]?.int != nil,
        truth["kind"]?.string != nil
      else {
        throw CatalogError(
          path: path, problem: "line \(number + 1) is not {\"line\": …, \"kind\": …}")
      }
      return truth
    }
  }

  private mutating func add(_ truth: JSONValue, _ originals: Set<Int>, _ rows: RawLineRows) throws {
    guard let number = truth["line"]?.int, let kind = truth["kind"]?.string else { return }
    let row = try rows.row(source: nil, file: truth["file"]?.string, line: number - 1)
    let drop = try row.flatMap { try rows.catalog.drop(of: $0) }
    guard kind != "none" else {
      let isKept = try row.map { try rows.catalog.keepsItsPrompt($0) } ?? false
      return addClean(
        truth, isRead: row != nil, isHeld: isKept || originals.contains(number), drop)
    }
    let index = kinds.firstIndex { $0.name == kind } ?? kinds.count
    if index == kinds.count {
      kinds.append(
        Kind(name: kind, isIgnored: rule.letsPass(kind, group: MutationCatalog.group(ofKind: kind)))
      )
    }
    kinds[index].lines += 1
    if let catcher = try catcher(row, drop, truth, rows) {
      kinds[index].caught += 1
      kinds[index].catchers[catcher, default: 0] += 1
    } else if kinds[index].missed.count < Kind.mostMissed {
      kinds[index].missed.append(number)
    }
  }

  /// Who removed or mended a line.
  ///
  /// Pairing and blending look for no faults. Of a copy and its original either may be the one that is
  /// kept.
  private func catcher(_ row: Int?, _ drop: Drop?, _ truth: JSONValue, _ rows: RawLineRows) throws
    -> String?
  {
    guard let row else { return "ingest: quarantined" }
    if let drop, drop.isFinding { return drop.words }
    if let repair = try rows.repairs(of: row).first { return "ingest: \(repair)" }
    if let label = try rows.catalog.faultLabel(of: row, by: marking) {
      return "marked by \(label)"
    }
    guard let original = truth["copy_of"]?.int,
      let other = try rows.row(source: nil, file: truth["file"]?.string, line: original - 1),
      let drop = try rows.catalog.drop(of: other), drop.stage == .dedup
    else { return nil }
    return drop.words
  }

  /// - Parameter isHeld: where the line was removed as a duplicate, the set holds its like.
  private mutating func addClean(_ truth: JSONValue, isRead: Bool, isHeld: Bool, _ drop: Drop?) {
    // A wrong gold and a repeat are known to be no clean samples, whatever the response is like.
    guard truth["gold_wrong"]?.bool != true, truth["repeats"] == nil else { return }
    clean += 1
    if !isRead { falseDrops["ingest: quarantined", default: 0] += 1 }
    guard let drop, drop.isFinding, !(isHeld && drop.stage == .dedup) else { return }
    falseDrops[drop.words, default: 0] += 1
  }
}

extension Drop {
  /// Whether the step that dropped the sample looks for faults.
  var isFinding: Bool { !stage.isChoice }
  var words: String { "\(filter): \(reason)" }
}

// MARK: For people and programs

extension TruthScore {
  func text(_ style: TextStyle) -> String {
    var out = style.bold("\(padRight("Known lines", 28))   lines  caught          by\n")
    for kind in kinds {
      let mark =
        kind.isIgnored
        ? style.dim("let pass")
        : kind.rate >= bars.catchRate ? style.green("met     ") : style.red("BELOW   ")
      let by = kind.catchers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2)
        .map { "\($0.key) \(grouped($0.value))" }.joined(separator: ", ")
      out += "  \(padRight(kind.name, 26))\(padLeft(grouped(kind.lines), 8))"
      out += "\(padLeft(shareText(kind.rate), 8))  \(mark) \(style.dim(by))\n"
    }
    let mark = falseRate <= bars.falseDrop ? style.green("met") : style.red("ABOVE")
    out += "  \(grouped(falseCount)) of \(grouped(clean)) clean lines dropped: "
    out += "\(shareText(falseRate)) \(mark)\n"
    for (words, count) in falseDrops.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      out += style.dim("      \(padLeft(grouped(count), 9))  \(words)\n")
    }
    return out
  }

  var json: JSONValue {
    [
      "lines": .int(lines), "clean": .int(clean), "falseDrops": .int(falseCount),
      "falseDropRate": .double(falseRate), "met": .bool(isMet),
      "falseDropsBy": .object(
        JSONObject(falseDrops.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
      "kinds": .array(
        kinds.map { kind in
          [
            "kind": .string(kind.name), "lines": .int(kind.lines), "caught": .int(kind.caught),
            "rate": .double(kind.rate), "letPass": .bool(kind.isIgnored),
            "met": .bool(kind.isIgnored || kind.rate >= bars.catchRate),
            "by": .object(
              JSONObject(kind.catchers.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
            "missedLines": .array(kind.missed.map { .int($0) }),
          ]
        }),
    ]
  }

  var html: String {
    let rows = kinds.map { kind in
      [
        HTML.escaped(kind.name), grouped(kind.lines), shareText(kind.rate),
        HTML.bar(kind.rate, kind.isIgnored ? "off" : kind.rate >= bars.catchRate ? "" : "drop"),
        HTML.escaped(
          kind.catchers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
            .map { "\($0.key) \(grouped($0.value))" }.joined(separator: ", ")),
        HTML.escaped(kind.missed.map(String.init).joined(separator: ", ")),
      ]
    }
    let drops = falseDrops.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { [HTML.escaped($0.key), grouped($0.value)] }
    return "<h2>Lines whose faults are known</h2>"
      + "<p>\(grouped(falseCount)) of \(grouped(clean)) clean lines were dropped: "
      + "\(shareText(falseRate)), allowed \(shareText(bars.falseDrop)).</p>"
      + HTML.table(["kind", "lines", "caught", "", "by", "first lines missed"], rows)
      + (drops.isEmpty ? "" : HTML.table(["clean lines dropped by", "lines"], drops))
  }
}

/// A share for people: `99.2 %`.
func shareText(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
