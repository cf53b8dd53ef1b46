// The sample-wise pass: every filter that has not yet judged a part of the pool judges it, all in one
// walk over the text. A filter under the same key never judges a part twice.

import Bytes

/// What a pass did.
public struct JudgeSummary: Sendable {
  /// Samples that were read, and findings that were made.
  public var samples = 0
  public var findings = 0
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
    var transient = Set<Int>()
    try workers.mapInOrder(
      count: file.frameCount, inFlight: workers.threads * 3,
      state: { FrameReader() },
      work: { reader, index in
        let frame = try file.frame(index, with: reader.decompressor)
        return try judgeFrame(frame, filters, gold: gold, &reader.decoder)
      },
      emit: { frame in
        transient.formUnion(frame.transient)
        summary.transient += frame.transientFindings
        packs.append(frame)
        update(packs.count)
      })
    guard gold.isEmpty == false || packs.count == part.samples else {
      throw CatalogError(
        path: folder.poolPart(part.part),
        problem: "holds \(packs.count) samples, the catalog says \(part.samples); ingest again")
    }
    summary.samples += packs.judged
    summary.findings += packs.judged * filters.count
    try store(packs, part, filters, suffix: suffix, without: transient)
  }

  private func store(
    _ packs: PackedFindings, _ part: Catalog.PoolPart, _ filters: [PreparedFilter],
    suffix: String, without transient: Set<Int>
  ) throws {
    try catalog.database.write { db in
      var pass = 0
      try db.rows("SELECT coalesce(max(id), 0) + 1 FROM pass") { pass = $0.int(0) }
      let names = filters.map { filter in
        JSONValue.object([
          "name": .string(filter.line.name), "key": .string(filter.key + suffix),
          "measures": .array(filter.measures.map { .string($0) }),
        ])
      }
      try db.execute(
        "INSERT INTO pass VALUES (?, ?, ?)",
        [.int(pass), .int(part.part), .text(JSONValue.array(names).text)])
      let insert = db.bulkInsert(into: "finding_pack", ["pass", "row", "pack"])
      try packs.forEach { index, pack in
        insert.int(pass)
        insert.int(part.firstRow + index)
        insert.text(pack)
        try insert.endRow()
      }
      try insert.finish()
      for (slot, filter) in filters.enumerated() where !transient.contains(slot) {
        try db.execute(
          "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?)",
          [
            .int(part.part), .text(filter.line.name), .text(filter.key + suffix), .int(pass),
            .int(slot),
          ])
      }
      if !transient.isEmpty {
        // Used by this run's decision, but judged again by the next one.
        for slot in transient.sorted() {
          try db.execute(
            "INSERT OR REPLACE INTO receipt VALUES (?, ?, ?, ?, ?)",
            [
              .int(part.part), .text(filters[slot].line.name),
              .text(filters[slot].key + suffix + Catalog.transientMark), .int(pass), .int(slot),
            ])
        }
      }
    }
  }
}

/// What a thread uses again for each frame.
private struct FrameReader {
  let decompressor = ZstdDecompressor()
  var decoder = SampleDecoder()
}

/// The packed findings of a frame.
struct JudgedFrame: Sendable {
  /// Packs one after another, and where each ends; an empty pack was not judged.
  var bytes: [UInt8] = []
  var ends: [Int] = []
  /// Places of filters with transient findings.
  var transient = Set<Int>()
  var transientFindings = 0
}

/// The packed findings of a part of the pool.
struct PackedFindings {
  private var frames: [JudgedFrame] = []
  private(set) var count = 0
  private(set) var judged = 0

  mutating func append(_ frame: JudgedFrame) {
    count += frame.ends.count
    var start = 0
    for end in frame.ends {
      if end > start { judged += 1 }
      start = end
    }
    frames.append(frame)
  }

  /// Calls `body` with the place in the part and the pack of every sample that was judged.
  func forEach(_ body: (Int, Span<UInt8>) throws -> Void) throws {
    var index = 0
    for frame in frames {
      var start = 0
      for end in frame.ends {
        if end > start { try body(index, frame.bytes.span.extracting(start..<end)) }
        start = end
        index += 1
      }
    }
  }
}

/// Decodes and judges the samples of a frame.
///
/// - Parameter gold: if not empty, only samples of these prompts are judged, against these answers.
private func judgeFrame(
  _ frame: PoolReader.Frame, _ filters: [PreparedFilter], gold: [Hash128: String],
  _ decoder: inout SampleDecoder
) throws -> JudgedFrame {
  var samples: [Sample] = []
  samples.reserveCapacity(frame.lines.count)
  var isJudged: [Bool] = []
  for (ordinal, range) in frame.lines.enumerated() {
    var sample = try decoder.decode(frame.bytes, in: range, ordinal: ordinal)
    if gold.isEmpty {
      isJudged.append(true)
    } else if let answer = gold[sample.promptID], sample.expectedAnswer == nil {
      sample.expectedAnswer = answer
      isJudged.append(true)
    } else {
      isJudged.append(false)
      continue
    }
    samples.append(sample)
  }
  let findings = filters.map { $0.measure(samples) }
  return pack(findings, filters, isJudged)
}

private func pack(_ findings: [[Finding]], _ filters: [PreparedFilter], _ isJudged: [Bool])
  -> JudgedFrame
{
  var frame = JudgedFrame()
  frame.ends.reserveCapacity(isJudged.count)
  var next = 0
  for isJudged in isJudged {
    if isJudged {
      frame.bytes.append(UInt8(ascii: "["))
      for slot in filters.indices {
        if slot > 0 { frame.bytes.append(UInt8(ascii: ",")) }
        let finding = findings[slot][next]
        finding.pack(names: filters[slot].measures, into: &frame.bytes)
        if finding.isTransient {
          frame.transient.insert(slot)
          frame.transientFindings += 1
        }
      }
      frame.bytes.append(UInt8(ascii: "]"))
      next += 1
    }
    frame.ends.append(frame.bytes.count)
  }
  return frame
}
