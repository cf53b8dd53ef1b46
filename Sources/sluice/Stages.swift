import ArgumentParser
import Curation

/// The exit status of a run that is done: 3 where more was quarantined than the dataset tolerates.
private func finish(_ run: CurationRun, _ options: RunOptions) throws {
  if options.json { try writeStandardOutput(Status(run.catalog).json.prettyPrinted) }
  let excess = try run.excessQuarantine()
  guard excess > 0 else { return }
  let tolerated = run.dataset.toleratedQuarantine
  writeStandardError(
    "sluice: quarantined lines: \(excess + tolerated), tolerated by \(run.dataset.file): "
      + "\(tolerated); `sluice status --run \(options.run)` lists them\n")
  throw ExitCode(3)
}

extension Sluice {
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do everything: ingest, judge, decide, write shards and the report.")
    @OptionGroup var options: RunOptions

    func run() throws {
      let run = try options.open()
      try run.writeShards()
      try run.writeReport()
      if !options.quiet, !options.json {
        try writeStandardOutput(Array(Status(run.catalog).text(isColored: showsColors()).utf8))
      }
      try finish(run, options)
    }
  }

  struct Ingest: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read raw teacher responses into the pool; quarantine what is broken.")
    @OptionGroup var options: RunOptions

    func run() throws {
      let run = try options.open()
      try run.ingest()
      try finish(run, options)
    }
  }

  struct Correctness: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Judge whether answers are right and forms are kept.")
    @OptionGroup var options: RunOptions

    func run() throws {
      let run = try options.open()
      try run.judge(.correctness)
      try finish(run, options)
    }
  }

  struct Complexity: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Measure how hard samples are.")
    @OptionGroup var options: RunOptions

    func run() throws {
      let run = try options.open()
      try run.judge(.complexity)
      try finish(run, options)
    }
  }

  struct Quality: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure loops, truncation, refusals and other faults.")
    @OptionGroup var options: RunOptions

    func run() throws {
      let run = try options.open()
      try run.judge(.quality)
      try finish(run, options)
    }
  }

  struct Dedup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove duplicates among the samples that pass.")
    @OptionGroup var options: RunOptions
    func run() throws { try decide(options) }
  }

  struct Decontaminate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove samples that give benchmark items away.")
    @OptionGroup var options: RunOptions

    @Option(help: "Write the pairs of sample and item that overlap, for a judge, to this file.")
    var pairs: String?

    func run() throws {
      let run = try options.open()
      try run.decide()
      if let pairs { try run.writeLeakPairs(to: pairs) }
      try finish(run, options)
    }
  }

  struct Pair: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Pair reasoning and direct responses to the same prompt.")
    @OptionGroup var options: RunOptions
    func run() throws { try decide(options) }
  }

  struct Select: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Choose the samples that are worth a place.")
    @OptionGroup var options: RunOptions
    func run() throws { try decide(options) }
  }

  struct Blend: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Weigh, cap and order what is written.")
    @OptionGroup var options: RunOptions
    func run() throws { try decide(options) }
  }

  struct Shards: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the kept samples as sharded zstd JSONL with a manifest.")
    @OptionGroup var options: RunOptions

    func run() throws {
      let run = try options.open()
      try run.writeShards()
      try finish(run, options)
    }
  }
}

/// Dedup, pair, select and blend are one decision: each works on what the one before it leaves.
private func decide(_ options: RunOptions) throws {
  let run = try options.open()
  try run.decide()
  try finish(run, options)
}
