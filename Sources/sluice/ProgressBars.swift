import Curation
import Glibc

/// One line a stage that is redrawn while it works: for terminals.
final class BarProgress: Progress {
  private var stage = ""
  private var started = 0.0
  private var drawn = 0.0

  func begin(_ stage: String) {
    self.stage = stage
    started = monotonicSeconds()
    drawn = 0
  }

  func update(done: Int, total: Int, unit: String) {
    let now = monotonicSeconds()
    guard now - drawn > 0.1 else { return }
    drawn = now
    let rate = Double(done) / max(now - started, 0.001)
    var line = "\(name) "
    if total > 0 {
      let filled = min(24, done * 24 / total)
      line +=
        "▕" + String(repeating: "█", count: filled)
        + String(repeating: " ", count: 24 - filled) + "▏ \(percent(done, of: total))"
    }
    line += "  \(grouped(done)) \(unit), \(grouped(Int(rate)))/s"
    // A line that wraps could not be redrawn.
    writeStandardError("\r\u{1B}[2K" + line.prefix(max(20, terminalWidth(2) - 1)))
  }

  func end(_ summary: String) {
    let seconds = ((monotonicSeconds() - started) * 10).rounded() / 10
    writeStandardError("\r\u{1B}[2K\(name) \(summary)  \u{1B}[2m\(seconds) s\u{1B}[0m\n")
  }

  func warn(_ text: String) { writeStandardError("\r\u{1B}[2K\(name) warning: \(text)\n") }

  private var name: String { stage + String(repeating: " ", count: max(0, 11 - stage.count)) }
}

/// One line when a stage ends: for logs.
final class LineProgress: Progress {
  private var stage = ""

  func begin(_ stage: String) { self.stage = stage }
  func update(done: Int, total: Int, unit: String) {}
  func end(_ summary: String) { writeStandardError("\(stage): \(summary)\n") }
  func warn(_ text: String) { writeStandardError("\(stage): warning: \(text)\n") }
}

/// What fits where standard error goes.
func standardProgress() -> any Progress { isTerminal(2) ? BarProgress() : LineProgress() }

func monotonicSeconds() -> Double {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
