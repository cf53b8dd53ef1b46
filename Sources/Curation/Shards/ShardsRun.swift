// Writes the kept samples as sharded zstd JSONL with a manifest.
//
// A line of a shard is the pool's line with what the run found out appended to it: pair_id, weight,
// passed and judged (the pass rate), labels. Nothing is encoded anew, so text stays byte-exact.

import Bytes

/// Writes `shards/` and `manifest.json`.
public struct ShardsRun {
  static let frameBytes = 1 << 20
  let folder: RunFolder
  let catalog: Catalog
  let recipe: Recipe
  let workers: Workers
  let progress: any Progress

  public init(
    folder: RunFolder, catalog: Catalog, recipe: Recipe, threads: Int, progress: any Progress
  ) {
    self.folder = folder
    self.catalog = catalog
    self.recipe = recipe
    workers = Workers(threads: threads)
    self.progress = progress
  }

  /// Writes the shards, unless those of this very decision are there.
  public func run() throws {
    progress.begin("shards")
    let key = "\(try catalog.meta("decision_key") ?? "") \(recipe.shards)"
    if try catalog.meta("shards_key") == key, Files.exists(folder.manifest) {
      progress.end("unchanged")
      return
    }
    try catalog.setMeta("shards_key", nil)
    try Files.remove(folder.manifest)
    try Files.removeTree(folder.shards)
    try Files.createFolder(folder.shards)
    let plan = try OutputPlan(catalog, shardBytes: recipe.shards.bytes)
    let buckets = try Buckets(count: plan.shardOfBucket.count, folder: folder.scratch)
    try scatter(plan, into: buckets)
    let shards = try gather(plan, from: buckets)
    try buckets.removeFiles()
    let manifest = try Manifest(catalog: catalog, recipe: recipe, shards: shards)
    try Files.write(manifest.json.prettyPrinted, to: folder.manifest)
    try catalog.setMeta("shards_key", key)
    let bytes = shards.reduce(0) { $0 + $1.fileBytes }
    progress.end("\(plan.samples.count) samples in \(counted(shards.count, "shard")), \(humanBytes(bytes))")
  }

  /// Walks the pool and puts kept lines into their buckets.
  private func scatter(_ plan: OutputPlan, into buckets: Buckets) throws {
    var next = 0
    for part in try catalog.poolParts() {
      let file = try PoolReader(folder: folder).open(part.part)
      var row = part.firstRow
      try workers.mapInOrder(
        count: file.frameCount, inFlight: workers.threads * 2,
        state: { ZstdDecompressor() },
        work: { decompressor, index in try file.frame(index, with: decompressor) },
        emit: { frame in
          let last = row + frame.lines.count
          while next < plan.samples.count, plan.samples[next].row < last {
            let sample = plan.samples[next]
            let line = extended(frame, frame.lines[sample.row - row], sample)
            try buckets.append(line.span, position: sample.position, to: sample.bucket)
            next += 1
          }
          row = last
        })
      progress.update(done: next, total: plan.samples.count * 2, unit: "samples")
    }
  }

  /// A pool line with the run's fields before its last brace.
  private func extended(_ frame: PoolReader.Frame, _ range: Range<Int>, _ sample: OutputSample)
    -> [UInt8]
  {
    var line = Array(frame.bytes[range.lowerBound..<(range.upperBound - 1)])
    if sample.hasPartner, let prompt = promptID(line) {
      line += ",\"pair_id\":\"".utf8
      line += prompt
      line.append(UInt8(ascii: "\""))
    }
    line += ",\"weight\":".utf8
    appendNumber((sample.weight * 1_000_000).rounded() / 1_000_000, to: &line)
    line += ",\"passed\":\(sample.passed),\"judged\":\(sample.judged)".utf8
    if let labels = sample.labels { line += ",\"labels\":\(labels)".utf8 }
    line += "}\n".utf8
    return line
  }

  /// A pair is the pair of its prompt; with several candidates only the first of each mode pair.
  private func promptID(_ line: [UInt8]) -> ArraySlice<UInt8>? {
    let key = "\"prompt_id\":\""
    guard let start = TextScan.find(key, in: line.span) else { return nil }
    let from = start + key.utf8.count
    return from + 32 <= line.count ? line[from..<(from + 32)] : nil
  }

  /// Sorts bucket after bucket and writes the shards.
  private func gather(_ plan: OutputPlan, from buckets: Buckets) throws -> [WrittenShard] {
    var shards: [WrittenShard] = []
    var writer: ShardWriter?
    for (bucket, shard) in plan.shardOfBucket.enumerated() {
      if shard == shards.count + (writer == nil ? 0 : 1), let done = writer {
        shards.append(try done.finish())
        writer = nil
      }
      let name = folder.outputShard(shard, of: plan.shardCount)
      let current = try writer ?? ShardWriter(path: "\(folder.shards)/\(name)", name: name)
      writer = current
      let lines = try buckets.take(bucket)
      let frames = lines.frames(of: ShardsRun.frameBytes)
      let level = recipe.shards.level
      try workers.mapInOrder(
        count: frames.count, inFlight: workers.threads * 2,
        state: { ZstdCompressor(level: level) },
        work: { compressor, index in
          var text: [UInt8] = []
          for line in lines.ranges[frames[index]] { text += lines.bytes[line] }
          return PackedFrame(
            text: text, packed: try compressor.compress(text), lines: frames[index].count)
        },
        emit: { try current.append($0) })
    }
    if let writer { shards.append(try writer.finish()) }
    return shards
  }
}

/// A frame and what it holds.
struct PackedFrame: Sendable {
  let text: [UInt8]
  let packed: [UInt8]
  let lines: Int
}

/// What the manifest says of a shard.
struct WrittenShard: Sendable {
  let name: String
  let samples: Int
  /// Of the uncompressed text, and its SHA-256: the same for every version of zstd.
  let textBytes: Int
  let textHash: String
  let fileBytes: Int
  let fileHash: String
}

private final class ShardWriter {
  private let name: String
  private let writer: SeekableWriter
  private var content = SHA256Hasher()
  private var whole = SHA256Hasher()
  private var samples = 0

  init(path: String, name: String) throws {
    self.name = name
    writer = try SeekableWriter(path)
  }

  func append(_ frame: PackedFrame) throws {
    try writer.append(frame: frame.packed, decompressedBytes: frame.text.count)
    content.update(frame.text)
    whole.update(frame.packed)
    samples += frame.lines
  }

  func finish() throws -> WrittenShard {
    let file = try writer.finish()
    whole.update(file.seekTable)
    return WrittenShard(
      name: name, samples: samples, textBytes: file.decompressedBytes,
      textHash: digest(of: &content), fileBytes: file.compressedBytes,
      fileHash: digest(of: &whole))
  }

  private func digest(of hasher: inout SHA256Hasher) -> String {
    var done = SHA256Hasher()
    swap(&done, &hasher)
    return done.digest().hex
  }
}
