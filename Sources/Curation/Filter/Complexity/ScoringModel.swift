import Bytes
import Grading
import Synchronization
import Tokenizers
import Trainer

/// A language model that scores responses, written in a recipe as its path; `none` skips the filter.
///
/// A Hugging Face Llama folder or a GGUF file (`make model` fetches one into `models/smollm2`). It
/// is read when the first sample is scored, once for all filters of a process that name it.
struct ScoringModel: Sendable, Decodable {
  /// nil where the recipe names none.
  let path: String?
  /// Of the files' contents.
  let fingerprint: String

  init(from decoder: any Decoder) throws {
    let path = try decoder.singleValueContainer().decode(String.self)
    self.path = path == "none" ? nil : path
    fingerprint = try self.path.map(ScoringModel.fingerprint) ?? "none"
  }

  private static func fingerprint(_ path: String) throws -> String {
    let patterns = ["", "/*.gguf", "/*.safetensors", "/config.json", "/tokenizer.json"]
    let files = patterns.flatMap { Files.glob(path + $0) }.filter { !Files.isFolder($0) }
    guard !files.isEmpty else {
      throw ModelError(problem: "there is no model \(path); `make model` fetches models/smollm2")
    }
    return Hash128(of: try files.map { try Hash128(of: Files.read($0)).hex }.joined()).hex
  }

  private struct ModelError: Error, CustomStringConvertible {
    let problem: String
    var description: String { problem }
  }

  private static let read = Mutex<[String: BaseModel]>([:])

  /// - Throws: `TrainerError` for a file that is no model.
  func load() throws(TrainerError) -> BaseModel? {
    guard let path else { return nil }
    do {
      return try ScoringModel.read.withLock { read in
        if let model = read[fingerprint] { return model }
        let model = try BaseModel.load(path)
        read[fingerprint] = model
        return model
      }
    } catch {
      throw (error as? TrainerError) ?? .file(path: path, problem: "\(error)")
    }
  }
}

/// A sample as the model reads it: its turns by the model's own template, without the toggle.
struct ScoringText {
  let prompt: [Int32]
  /// Without the end of the turn, cut so that all fits.
  let response: [Int32]

  /// - Parameter maxTokens: of prompt and response together.
  /// - Returns: nil where the prompt leaves no room for two tokens.
  init?(_ sample: Sample, base: BaseModel, maxTokens: Int) {
    var turns = sample.input.map { ChatMessage(role: $0.role, content: $0.content) }
    if let system = sample.systemPrompt, !system.isEmpty {
      turns.insert(ChatMessage(role: "system", content: system), at: 0)
    }
    prompt = base.tokenizer.encode(base.template.spans(turns, opensAnswer: true)).tokens
    let room = min(maxTokens, base.model.configuration.maxPositions) - prompt.count
    guard room >= 2 else { return nil }
    response = Array(base.tokenizer.encode(sample.response.text).prefix(room))
  }
}

extension ScoringModel {
  /// Scores samples together.
  ///
  /// - Parameter score: findings of the samples that have something to score, in their order.
  /// - Returns: one finding a sample; `skipped` without a model, for a prompt that fills the
  ///   window and for a response of fewer than two tokens.
  func measure(
    _ samples: [Sample], maxTokens: Int,
    _ score: (Network, [ScoringText]) throws(TrainerError) -> [Finding]
  ) -> [Finding] {
    do {
      guard let base = try load() else {
        return samples.map { _ in .skipped("no_model") }
      }
      var findings = [Finding](repeating: .skipped("prompt_too_long"), count: samples.count)
      var places: [Int] = []
      var texts: [ScoringText] = []
      for (index, sample) in samples.enumerated() {
        guard let text = ScoringText(sample, base: base, maxTokens: maxTokens) else { continue }
        guard text.response.count >= 2 else {
          findings[index] = .skipped("too_short")
          continue
        }
        places.append(index)
        texts.append(text)
      }
      let scored = try score(Network(model: base.model), texts)
      for (place, finding) in zip(places, scored) { findings[place] = finding }
      return findings
    } catch {
      var finding = Finding.skipped("unreadable_model")
      finding.isTransient = true
      finding.details = ["problem": .string(error.description)]
      return samples.map { _ in finding }
    }
  }
}
