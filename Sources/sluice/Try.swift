import ArgumentParser
import Bytes
import Curation
import Glibc

extension Sluice {
  struct Try: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run one filter on JSONL samples and print a verdict for each.")

    @Argument(help: "The filter, for example correctness.math.")
    var filter: String

    @Argument(help: "A file of samples, one JSON object a line; - is standard input.")
    var file = "-"

    @Option(help: "The recipe that gives settings and limits.")
    var recipe: String?

    @Option(help: "key=value over a setting, measure.max=value over a limit.")
    var set: [String] = []

    @Option(help: .hidden)
    var bench: Int?

    func run() throws {
      let recipe = try recipe.map { try Recipe.read($0) } ?? Recipe.embedded()
      var trial = try TryFilter(name: filter, recipe: recipe, set: set)
      if let bench { return try time(&trial, repeats: bench) }
      var ordinal = 1
      try forEachLineBatch(of: file, batch: 256) { lines in
        var out: [UInt8] = []
        for verdict in trial.judge(lines, ordinal: ordinal) {
          verdict.encode(into: &out)
          out.append(UInt8(ascii: "\n"))
        }
        ordinal += lines.count
        try writeStandardOutput(out)
      }
    }

    /// Prints the filter's own speed, without reading, decoding and printing; bench/graders.sh and
    /// bench/filters.sh.
    private func time(_ trial: inout TryFilter, repeats: Int) throws {
      var all: [[UInt8]] = []
      try forEachLineBatch(of: file, batch: 4_096) { all += $0 }
      let wall = ContinuousClock.now
      let time = trial.time(all, repeats: repeats, clock: processorSeconds)
      let rate = Double(time.samples) / max(time.seconds, 1e-9)
      let elapsed = (ContinuousClock.now - wall) / .seconds(1)
      print(
        "\(filter): \(Int(rate)) a CPU-second (\(time.samples) in \(hundredths(time.seconds)) s), "
          + "slowest \(hundredths(time.slowest * 1_000)) ms (\(time.slowestID)), "
          + "wall \(hundredths(elapsed)) s for \(time.samples + all.count), "
          + "\(hundredths(Double(time.bytes) / max(time.seconds, 1e-9) / 1e6)) MB of text a CPU-second"
      )
    }
  }
}

/// Processor time of this process and of the children that have ended.
private func processorSeconds() -> Double {
  [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { sum, who in
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(who.rawValue), &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    return sum + Double(seconds) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
  }
}

private func hundredths(_ value: Double) -> String {
  let whole = Int((value * 100).rounded())
  return "\(whole / 100).\(String(whole % 100 + 100).dropFirst())"
}
