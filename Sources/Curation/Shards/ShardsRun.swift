// Writes the kept samples as sharded zstd JSONL with a manifest.
//
// A line of a shard is the pool's line with what the run found out appended to it (see RowWriter).

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
    try catalog.setMeta("shards_recipe", recipe.text)
    try catalog.setMeta("shards_recipe_file", recipe.file)
    let bytes = shards.reduce(0) { $0 + $1.fileBytes }
    let files = counted(shards.count, "shard")
    progress.end("\(plan.count) samples in \(files), \(humanBytes(bytes))")
  }

  /// Walks the pool and puts the lines of kept samples into their buckets.
  private func scatter(_ plan: OutputPlan, into buckets: Buckets) throws {
    let pool = PoolReader(folder: folder)
    let writer = RowWriter(stages: recipe.blend.stages.map(\.name))
    var done = 0
    for part in try catalog.poolParts() {
      let rows = try catalog.outputRows(part)
      let notes = try catalog.sampleNotes(part)
      try pool.forEach(rows.map(\.row), in: part, workers) { index, frame, range in
        let row = rows[index]
        guard let notes = notes[row.row] else { return }
        let line = try writer.row(frame.bytes[range], row, notes)
        try buckets.append(line.span, position: row.position, to: plan.bucket(of: row.position))
      }
      done += rows.count
      progress.update(done: done, total: plan.count * 2, unit: "samples")
    }
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
