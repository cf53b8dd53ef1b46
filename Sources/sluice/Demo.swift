import ArgumentParser
import Bytes
import Curation

extension Sluice {
  /// Not in the help: only who changes the generator needs it (docs/demo.md).
  struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the files of the bundled dataset again.", shouldDisplay: false)

    @Option(help: "The project's folder, which has datasets/demo and filters/benchmarks.")
    var into = "."

    @Option(help: "The seed of every random choice.")
    var seed = DemoDataset.bundledSeed

    func run() throws {
      let demo = DemoDataset.generate(seed: seed)
      try write(demo.raw, to: "datasets/demo/raw.jsonl.zst")
      try write(demo.defects, to: "datasets/demo/defects.jsonl.zst")
      try write(demo.heldOut, to: "datasets/demo/heldout.jsonl.zst")
      try Files.write(DemoBenchmark.jsonLines, to: "\(into)/filters/benchmarks/demo.jsonl")
    }

    /// Level 19: written once, read often, and kept in the project.
    private func write(_ content: [UInt8], to path: String) throws {
      let frame = try ZstdCompressor(level: 19).compress(content)
      try Files.write(frame, to: "\(into)/\(path)")
      print("\(path): \(content.count) bytes, \(frame.count) compressed")
    }
  }
}
