/// How a prompt and its response are written as one text, for counting.
///
/// Sources: the templates that Llama 3.1, Qwen 2.5 and Llama-Nemotron publish with their weights.
public enum PromptFormat: String, Sendable, Hashable, CaseIterable {
  /// Llama 3's headers, without the date that its template adds to system messages.
  case llama3
  /// Llama 3.1's template to the letter: a system message always, with its two lines of dates, and
  /// white space off both ends of every message and of the response. Llama-Nemotron's toggle stands
  /// in the system message.
  case llama31 = "llama3.1"
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
    case .llama31: return headers(dated(messages))
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

  /// The part of a response that the template writes.
  public func written(of response: Span<UInt8>) -> Range<Int> {
    self == .llama31 ? response.trimmedRange : 0..<response.count
  }

  /// Messages as Llama 3.1's template writes them where no date is given.
  private func dated(_ messages: [ChatMessage]) -> [ChatMessage] {
    var turns = messages.map { message in
      let bytes = Array(message.content.utf8)
      return ChatMessage(
        role: message.role, content: String(decoding: bytes[bytes.span.trimmedRange], as: UTF8.self)
      )
    }
    let system = turns.first?.role == "system" ? turns.removeFirst().content : ""
    let dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"
    return [ChatMessage(role: "system", content: dates + system)] + turns
  }

  private func headers(_ messages: [ChatMessage]) -> Text {
    func header(_ role: String) -> String { "<|start_header_id|>\(role)<|end_header_id|>" }
    let turns = messages.map { header($0.role) + "\n\n" + $0.content + "<|eot_id|>" }
    return Text(
      prompt: "<|begin_of_text|>" + turns.joined() + header("assistant"), bridge: "\n\n",
      end: "<|eot_id|>")
  }
}

extension Span<UInt8> {
  /// Without the white space at both ends, as Python's `strip` has it.
  fileprivate var trimmedRange: Range<Int> {
    var start = 0
    var end = count
    while start < end, let length = spaceLength(at: start) { start += length }
    while start < end,
      let length = (1...3).first(where: {
        end - $0 >= start && spaceLength(at: end - $0) == $0
      })
    { end -= length }
    return start..<end
  }

  /// The bytes of the white space that starts at an offset; nil where none does.
  private func spaceLength(at index: Int) -> Int? {
    switch self[index] {
    case 0x09...0x0D, 0x1C...0x20: return 1
    case 0xC2 where index + 1 < count: return [0x85, 0xA0].contains(self[index + 1]) ? 2 : nil
    case 0xE1...0xE3 where index + 2 < count:
      let scalar =
        (Int(self[index]) & 0xF) << 12 | (Int(self[index + 1]) & 0x3F) << 6
        | Int(self[index + 2]) & 0x3F
      switch scalar {
      case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return 3
      default: return nil
      }
    default: return nil
    }
  }
}
