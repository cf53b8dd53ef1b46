// The sample-wise pass: every filter that has not yet judged a part of the pool judges it, all in one
// walk over the text. A filter under the same key never judges a part twice.

import Bytes

/// What a pass did.
public struct JudgeSummary: Sendable {
  /// Samples that were read.
  public var samples = 0
  /// Findings that failed for reasons of the environment; they are not kept for the next run.
  public var transient = 0
}

/// Runs sample-wise filters over the pool.
public struct JudgeRun {
  let folder: RunFolder
  let catalog: Catalog
  let workers: Workers
  let progress: any Progress

  public init(folder: RunFolder, catalog: Catalog, threads: Int, progress: any Progress) {
    self.folder = folder
    self.catalog = catalog
    workers = Workers(threads: threads)
    self.progress = progress
  }

  /// Brings the findings of `filters` up to date.
  public func run(_ filters: [PreparedFilter], stage: String) throws -> JudgeSummary {
    progress.begin(stage)
    var summary = JudgeSummary()
    let parts = try catalog.poolParts()
    let total = parts.reduce(0) { $0 + $1.samples }
    var done = 0
    for part in parts {
      let missing = try filters.filter { try !catalog.hasReceipt(part.part, $0) }
      if !missing.isEmpty {
        try judge(part, missing, gold: [:], suffix: "", &summary) { samples in
          progress.update(done: done + samples, total: total, unit: "samples")
        }
      }
      done += part.samples
    }
    progress.end(
      summary.samples == 0
        ? "nothing to do: \(total) samples are judged" : "\(summary.samples) samples judged")
    return summary
  }

  /// Judges samples again whose prompt got a gold answer by majority, only them.
  ///
  /// - Parameter gold: by prompt.
  func rejudge(_ filters: [PreparedFilter], gold: [Hash128: String], stage: String) throws
    -> JudgeSummary
  {
    var summary = JudgeSummary()
    guard !gold.isEmpty else { return summary }
    progress.begin(stage)
    let digest = gold.sorted { $0.key < $1.key }.map { $0.key.hex + $0.value }
    let suffix = "+gold:" + Hash128(of: digest.joined(separator: "\u{0}")).hex
    for part in try catalog.poolParts() {
      let missing = try filters.filter { try !catalog.hasReceipt(part.part, $0, suffix: suffix) }
      if !missing.isEmpty {
        try judge(part, missing, gold: gold, suffix: suffix, &summary) { _ in }
      }
    }
    try catalog.setMeta("gold_suffix", suffix)
    progress.end("\(summary.samples) samples judged against majority answers")
    return summary
  }

  private func judge(
    _ part: Catalog.PoolPart, _ filters: [PreparedFilter], gold: [Hash128: String],
    suffix: String, _ summary: inout JudgeSummary, update: (Int) -> Void
  ) throws {
    let file = try PoolReader(folder: folder).open(part.part)
    var packs = PackedFindings()
    try PartJudge(filters: filters, gold: gold, workers: workers).judge(file) { frame in
      packs.append(frame)
      update(packs.count)
    }
    guard gold.isEmpty == false || packs.count == part.samples else {
      throw CatalogError(
        path: folder.poolPart(part.part),
        problem: "holds \(packs.count) samples, the catalog says \(part.samples); ingest again")
    }
    summary.samples += packs.judged
    summary.transient += packs.transientFindings
    try catalog.store(
      packs, of: part,
      by: filters.map {
        JudgingFilter(name: $0.line.name, key: $0.key + suffix, measures: $0.measures)
      })
  }
}
