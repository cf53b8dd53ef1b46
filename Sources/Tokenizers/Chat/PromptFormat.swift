/// How a prompt and its response are written as one text, for counting.
///
/// Sources: the templates that Llama 3.1, Qwen 2.5 and Llama-Nemotron publish with their weights.
public enum PromptFormat: String, Sendable, Hashable, CaseIterable {
  /// Llama 3's headers, without the date that its template adds to system messages.
  case llama3
  /// `<|im_start|>role\ncontent<|im_end|>\n`.
  case chatml
  /// Llama 3's headers, with a system message always: Llama-Nemotron's toggle stands there.
  case nemotron
  /// Prompt and completion as they are, a line's end between messages.
  case plain

  /// A prompt, what stands between it and the response, and what ends the response.
  ///
  /// The prompt ends with a control token (but for `plain`), so no token reaches from it into what
  /// follows, and their numbers add up.
  public struct Text: Sendable, Hashable {
    public let prompt: String
    public let bridge: String
    public let end: String
  }

  public func text(_ messages: [ChatMessage]) -> Text {
    switch self {
    case .llama3: return headers(messages)
    case .nemotron:
      let hasSystem = messages.first?.role == "system"
      return headers(hasSystem ? messages : [ChatMessage(role: "system", content: "")] + messages)
    case .chatml:
      let turns = messages.map { "<|im_start|>\($0.role)\n\($0.content)<|im_end|>\n" }
      return Text(
        prompt: turns.joined() + "<|im_start|>", bridge: "assistant\n", end: "<|im_end|>\n")
    case .plain:
      return Text(prompt: messages.map(\.content).joined(separator: "\n"), bridge: "", end: "")
    }
  }

  private func headers(_ messages: [ChatMessage]) -> Text {
    func header(_ role: String) -> String { "<|start_header_id|>\(role)<|end_header_id|>" }
    let turns = messages.map { header($0.role) + "\n\n" + $0.content + "<|eot_id|>" }
    return Text(
      prompt: "<|begin_of_text|>" + turns.joined() + header("assistant"), bridge: "\n\n",
      end: "<|eot_id|>")
  }
}
