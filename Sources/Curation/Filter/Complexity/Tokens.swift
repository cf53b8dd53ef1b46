import Bytes
import Grading
import Tokenizers

/// How many tokens a sample has under a chat template.
///
/// Source of the usual limits: NVIDIA's tutorial `llama-nemotron-data-curation` drops more than 16,384
/// tokens of the whole conversation and more than 8,192 of the completion, counted with Llama 3.1's
/// tokenizer on the rendered text.
struct Tokens: Filter {
  static let version = 2
  static let measures = ["prompt", "reasoning", "answer", "completion", "total"]
  let tokenizer: TokenizerFile
  let template: PromptFormat

  /// - Returns: `prompt`, all up to the response, markup included; `completion`, the response with
  ///   its tags; `total`, both and what ends the response; `reasoning` and `answer`, the parts of the
  ///   response alone.
  func measure(_ sample: Sample) -> Finding {
    guard let tokenizer = tokenizer.tokenizer else { return .skipped("no_tokenizer") }
    let text = template.text(messages(sample))
    let bytes = sample.response.bytes
    let thinking = sample.response.thinking
    let written = template.written(of: bytes.span)
    // What follows the prompt's last control token is counted as one text, as it would be read; then
    // what the template wrote of it is taken off.
    var tail = Array(text.bridge.utf8)
    let shift = tail.count - written.lowerBound
    tail += bytes[written]
    tail += Array(text.end.utf8)
    let parts = [thinking.reasoning ?? 0..<0, thinking.answer]
    let writtenParts = parts.map { part in
      part.isEmpty || part.clamped(to: written) != part
        ? 0..<0 : part.lowerBound + shift..<part.upperBound + shift
    }
    let counts = tokenizer.counts(tail.span, parts: writtenParts)
    let bridge = tokenizer.count(text.bridge)
    let end = tokenizer.count(text.end)
    let completion = counts.whole - bridge - end
    let prompt = tokenizer.count(text.prompt) + bridge
    // A part whose ends the template trims is counted by itself.
    let own = zip(parts, zip(writtenParts, counts.parts)).map { part, counted in
      counted.0.isEmpty ? tokenizer.count(bytes.span.extracting(part)) : counted.1
    }
    return Finding([
      "prompt": Double(prompt), "completion": Double(completion),
      "total": Double(prompt + completion + end), "reasoning": Double(own[0]),
      "answer": Double(own[1]),
    ])
  }

  /// The conversation as the template takes it.
  ///
  /// Llama-Nemotron's has the toggle as system message, which ingest took for the mode; NVIDIA's
  /// tutorial renders it with Llama 3.1's template.
  private func messages(_ sample: Sample) -> [ChatMessage] {
    var system = sample.systemPrompt.map { [$0] } ?? []
    if [.nemotron, .llama31].contains(template),
      system.first?.hasPrefix(sample.mode.systemPrompt) != true
    {
      system.insert(sample.mode.systemPrompt, at: 0)
    }
    let opening = system.isEmpty ? [] : [("system", system.joined(separator: "\n\n"))]
    return (opening + sample.input.map { ($0.role, $0.content) }).map {
      ChatMessage(role: $0.0, content: $0.1)
    }
  }

  var fingerprint: String { tokenizer.fingerprint }
}

extension PromptFormat: Decodable {}
