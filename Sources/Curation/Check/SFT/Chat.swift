import Tokenizers
import Trainer

/// A conversation with a checkpoint; the toggle is the system prompt, as in the published set.
public final class ChatSession {
  private let base: BaseModel
  private let generator: Generator
  private var turns: [ChatMessage] = []
  public var mode = Mode.on
  public var temperature = 0.6
  public var maxTokens = 256

  /// - Parameter path: a folder that `sluice sft` or Hugging Face wrote, or a GGUF file.
  public init(path: String, threads: Int) throws {
    base = try BaseModel.load(path)
    generator = Generator(Network(model: base.model, threads: threads))
  }

  /// Forgets what was said.
  public func reset() { turns.removeAll() }

  /// Answers, and remembers both.
  public func answer(_ text: String, seed: UInt64) throws -> String {
    turns.append(ChatMessage(role: "user", content: text))
    let system = ChatMessage(role: "system", content: mode.systemPrompt)
    let spans = base.template.spans([system] + turns, opensAnswer: true)
    let options = GenerationOptions(
      maxTokens: maxTokens, temperature: temperature, topP: 0.95, seed: seed,
      endTokens: base.endTokens)
    let prompt = base.tokenizer.encode(spans).tokens
    let drawn = try generator.generate([prompt], options: options).first?.first
    let response = base.tokenizer.decode(drawn?.response ?? [])
    turns.append(ChatMessage(role: "assistant", content: response))
    return response
  }
}
