// What the check trains and tests on: the written set, the raw pool as its control, and prompts that
// neither arm has seen.

import Bytes
import Tokenizers
import Trainer

/// The samples of a check.
struct SFTData {
  /// What `sluice run` wrote, and everything the teachers said, both without held-out prompts.
  var curated: [Sample] = []
  var raw: [Sample] = []
  /// Right answers to held-out prompts, for the loss.
  var references: [Sample] = []
  /// One sample a held-out prompt that has a gold answer.
  var questions: [Sample] = []

  /// Samples of an arm beyond this many are thinned, evenly over the set.
  static let most = 100_000

  init(
    folder: RunFolder, catalog: Catalog, rule: SFTRule, categories: [String], seed: UInt64,
    heldOutFile: String?
  ) throws {
    let selected = Set(categories)
    func fits(_ sample: Sample) -> Bool { selected.isEmpty || selected.contains(sample.category) }
    var written: [Sample] = []
    try SFTData.forEachWritten(folder) { if fits($0) { written.append($0) } }
    var pool: [Sample] = []
    try SFTData.forEachPooled(folder, catalog) { if fits($0) { pool.append($0) } }

    let clusters = try PromptClusters(catalog)
    let isHeldOut: (Sample) -> Bool
    if let heldOutFile {
      references = try SFTData.read(heldOutFile).filter(fits)
      let prompts = Set(references.map(\.promptKey))
      let roots = Set(
        pool.filter { prompts.contains($0.promptKey) }.map { clusters.root(of: $0.promptID) })
      isHeldOut = {
        prompts.contains($0.promptKey) || roots.contains(clusters.root(of: $0.promptID))
      }
    } else {
      let bound = UInt64(rule.heldOut * Double(UInt64.max))
      isHeldOut = {
        let root = clusters.root(of: $0.promptID)
        return mix(root.low ^ root.high, seed: seed &+ 77) < bound
      }
      references = written.filter(isHeldOut)
    }
    curated = SFTData.thinned(written.filter { !isHeldOut($0) }, seed)
    raw = SFTData.thinned(pool.filter { !isHeldOut($0) }, seed)
    questions = SFTData.onePerPrompt(references, seed).prefix(rule.prompts).map { $0 }
    try check(folder)
  }

  private func check(_ folder: RunFolder) throws {
    for (name, samples) in [("the written set", curated), ("the pool", raw)] {
      guard !samples.isEmpty else {
        throw CatalogError(path: folder.path, problem: "\(name) has no sample to train on")
      }
      for mode in Mode.allCases where !samples.contains(where: { $0.mode == mode }) {
        throw CatalogError(
          path: folder.path,
          problem: "\(name) has no sample of mode \(mode.rawValue), so a toggle cannot be learnt")
      }
    }
    guard !questions.isEmpty else {
      throw CatalogError(
        path: folder.path,
        problem: "no held-out prompt has an expected answer; raise heldOut or give --heldout FILE")
    }
  }

  private static func onePerPrompt(_ samples: [Sample], _ seed: UInt64) -> [Sample] {
    var seen = Set<String>()
    return samples.filter { $0.expectedAnswer != nil && seen.insert($0.prompt).inserted }
      .map { (key: mix(Hash128(of: $0.prompt).low, seed: seed), sample: $0) }
      .sorted { ($0.key, $0.sample.prompt) < ($1.key, $1.sample.prompt) }.map(\.sample)
  }

  private static func thinned(_ samples: [Sample], _ seed: UInt64) -> [Sample] {
    guard samples.count > most else { return samples }
    return samples.map { (key: mix(Hash128(of: $0.id).low, seed: seed), sample: $0) }
      .sorted { ($0.key, $0.sample.id) < ($1.key, $1.sample.id) }.prefix(most).map(\.sample)
  }

  private static func forEachWritten(_ folder: RunFolder, _ body: (Sample) -> Void) throws {
    var decoder = SampleDecoder()
    let decompressor = ZstdDecompressor()
    for shard in try ManifestFile.read(folder).shards {
      let reader = try SeekableReader("\(folder.path)/\(shard.file)")
      for index in 0..<reader.frameCount {
        let bytes = try reader.read(index, with: decompressor)
        for line in TextScan.lines(in: bytes.span) where !line.isEmpty {
          body(try decoder.decode(bytes, in: line, ordinal: 0))
        }
      }
    }
  }

  private static func forEachPooled(
    _ folder: RunFolder, _ catalog: Catalog, _ body: (Sample) -> Void
  ) throws {
    var decoder = SampleDecoder()
    let decompressor = ZstdDecompressor()
    for part in try catalog.poolParts() {
      let file = try PoolReader(folder: folder).open(part.part)
      for index in 0..<file.frameCount {
        let frame = try file.frame(index, with: decompressor)
        for line in frame.lines { body(try decoder.decode(frame.bytes, in: line, ordinal: 0)) }
      }
    }
  }

  /// Samples of a file of held-out prompts, as `try` reads them.
  private static func read(_ path: String) throws -> [Sample] {
    var decoder = SampleDecoder()
    let bytes = try ByteStream.readAll(path)
    return try TextScan.lines(in: bytes.span).filter { !$0.isEmpty }.enumerated().map {
      ordinal, line in
      do throws(RecordProblem) {
        return try decoder.decode(bytes, in: line, ordinal: ordinal + 1)
      } catch {
        throw CatalogError(path: "\(path):\(ordinal + 1)", problem: error.problem)
      }
    }
  }
}

extension Sample {
  /// The prompt's words: a held-out prompt is one with other white space or letter case, too.
  fileprivate var promptKey: Hash128 {
    var words: [UInt8] = []
    for byte in prompt.utf8 {
      if byte > 32 {
        words.append((65...90).contains(byte) ? byte | 32 : byte)
      } else if words.last != 32 {
        words.append(32)
      }
    }
    return Hash128(of: words)
  }

  /// The conversation as the student sees it: the toggle is the system prompt.
  var chat: [ChatMessage] {
    let system = [mode.systemPrompt, systemPrompt ?? ""].filter { !$0.isEmpty }
    return [ChatMessage(role: "system", content: system.joined(separator: "\n\n"))]
      + input.map { ChatMessage(role: $0.role, content: $0.content) }
  }

  /// The same sample with another mode and response.
  func answered(_ text: String, mode: Mode) -> Sample {
    var sample = self
    sample.mode = mode
    sample.response = Response(text)
    sample.openTagPrefilled = false
    sample.finishReason = nil
    return sample
  }
}
