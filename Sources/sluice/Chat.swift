import ArgumentParser
import Bytes
import Curation

extension Sluice {
  struct Chat: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Talk with a checkpoint; /think on and /think off turn the toggle.")

    @Argument(help: "A folder of `sluice sft`, a Hugging Face Llama folder, or a GGUF file.")
    var model = "runs/demo/sft/checkpoint"

    @OptionGroup var work: ThreadOption

    @Option(help: "0 takes the likeliest token.")
    var temperature = 0.6

    func validate() throws {
      guard temperature >= 0, temperature.isFinite else {
        throw ValidationError("--temperature must be 0 or more, not \(temperature)")
      }
    }

    func run() throws {
      let session = try ChatSession(path: model, threads: work.threads ?? Workers.processors)
      session.temperature = temperature
      let isPrompting = isTerminal(0)
      if isPrompting { print("/think on, /think off, /reset, /quit") }
      var seed: UInt64 = 0
      while true {
        if isPrompting { print("\(session.mode.rawValue)> ", terminator: "") }
        guard let line = readLine() else { return }
        switch line {
        case "/quit": return
        case "/reset": session.reset()
        case "/think on": session.mode = .on
        case "/think off": session.mode = .off
        case "": continue
        default:
          seed += 1
          print(visible(try session.answer(line, seed: seed)))
        }
      }
    }
  }
}
