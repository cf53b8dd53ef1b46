// Filters against labels: how often does a grader agree with what the source says of its responses?
//
// Each source of a dataset may have a file `labels.jsonl.zst` beside its raw file, with lines
// {"id": …, "label": true | false | null}; ids are the raw lines' own. Every correctness filter of the
// recipe judges every sample as in a run, and what it says is counted by label.

public import Bytes
import Grading

/// What one filter said of the labelled samples of one source.
public struct LabelMatrix: Sendable, Hashable {
  public let source: String
  public let filter: String
  /// Verdicts on responses that are labelled right, and on those that are labelled wrong.
  public var right = Counts()
  public var wrong = Counts()

  public struct Counts: Sendable, Hashable {
    public var pass = 0
    public var fail = 0
    public var unsure = 0

    mutating func add(_ verdict: Verdict) {
      switch verdict {
      case .pass: pass += 1
      case .fail: fail += 1
      case .unsure: unsure += 1
      case .skipped: break
      }
    }
  }

  public var judged: Int {
    right.pass + right.fail + right.unsure + wrong.pass + wrong.fail + wrong.unsure
  }
  public var agreeing: Int { right.pass + wrong.fail }
}

/// One response on which filter and label do not agree.
public struct LabelDisagreement: Sendable, Hashable {
  public let id: String
  public let filter: String
  public let label: Bool
  public let verdict: String
  public let reason: String?
  /// What the filter found, as `sluice try` prints it.
  public let details: JSONObject
}

/// Judges a dataset and compares with its labels.
public struct LabelAudit {
  private let filters: [PreparedFilter]

  /// - Parameter recipe: its sample-wise filters that judge answers, not their form.
  public init(recipe: Recipe) throws {
    filters = try recipe.filters.filter {
      $0.isGrader && FilterCatalog.type(named: $0.name) != nil
    }.map { line throws(ConfigError) in try PreparedFilter(line) }
  }

  /// Judges all labelled sources.
  ///
  /// - Parameters:
  ///   - dataset: the path of a dataset's YAML.
  ///   - sources: names of those to judge; empty for all.
  ///   - disagree: gets every disagreement.
  ///   - report: gets the matrices of each source.
  public func run(
    dataset: String, sources: [String], disagree: (LabelDisagreement) throws -> Void,
    report: ([LabelMatrix]) throws -> Void
  ) throws {
    for source in try DatasetFile.read(dataset).sources
    where sources.isEmpty || sources.contains(source.name) {
      guard let file = source.files.first else { continue }
      let labels = try LabelAudit.labels(beside: file)
      guard !labels.isEmpty else { continue }
      try report(try judge(source, labels, disagree))
    }
  }

  private static func labels(beside file: String) throws -> [String: Bool] {
    let path = SourceFiles.folder(of: file) + "/labels.jsonl.zst"
    guard Files.exists(path) else { return [:] }
    let bytes = try ByteStream.readAll(path)
    var labels: [String: Bool] = [:]
    for range in TextScan.lines(in: bytes.span) where !range.isEmpty {
      let line = try JSONValue(parsing: Array(bytes[range]))
      if let id = line["id"]?.string, let label = line["label"]?.bool { labels[id] = label }
    }
    return labels
  }

  private func judge(
    _ source: SourceSpec, _ labels: [String: Bool], _ disagree: (LabelDisagreement) throws -> Void
  ) throws -> [LabelMatrix] {
    var matrices = filters.map { LabelMatrix(source: source.name, filter: $0.line.name) }
    var normaliser = Normaliser(source)
    var decoder = SampleDecoder()
    for file in source.files {
      let blocks = try LineBlocks(path: file, maxLineBytes: source.maxLineBytes)
      while let block = try blocks.next() {
        var batch = PoolBatch()
        normaliser.normalise(block, file: .zero, into: &batch)
        var samples: [(Sample, String, Bool)] = []
        for range in TextScan.lines(in: batch.lines.span) {
          let sample = try decoder.decode(batch.lines, in: range, ordinal: 0)
          guard let id = sample.sourceID, let label = labels[id] else { continue }
          samples.append((sample, id, label))
        }
        for (index, filter) in filters.enumerated() {
          let findings = filter.measure(samples.map(\.0))
          for ((_, id, label), finding) in zip(samples, findings) {
            try count(finding, filter, id, label, &matrices[index], disagree)
          }
        }
      }
    }
    return matrices.filter { $0.judged > 0 }
  }

  private func count(
    _ finding: Finding, _ filter: PreparedFilter, _ id: String, _ label: Bool,
    _ matrix: inout LabelMatrix, _ disagree: (LabelDisagreement) throws -> Void
  ) throws {
    let stored = StoredFinding(finding, names: filter.measures)
    let verdict = Verdict(stored, limits: filter.line.limits)
    if label { matrix.right.add(verdict) } else { matrix.wrong.add(verdict) }
    guard verdict != .skipped, (verdict == .pass) != label else { return }
    try disagree(
      LabelDisagreement(
        id: id, filter: filter.line.name, label: label, verdict: verdict.name,
        reason: verdict.reason, details: finding.details))
  }
}

extension Sample {
  /// The id that the raw line had; ingest keeps it in the metadata.
  fileprivate var sourceID: String? {
    guard let text = part(.metadata)?.string else { return nil }
    return (try? JSONValue(parsing: text))?["id"]?.string
  }
}
