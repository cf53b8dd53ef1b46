/// One turn of a conversation.
public struct ChatMessage: Sendable, Hashable {
  /// `system`, `user`, `assistant` or another name that the template writes as it is.
  public let role: String
  public let content: String

  public init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}

/// Writes a conversation as ChatML: `<|im_start|>role\ncontent<|im_end|>\n`.
public struct ChatTemplate: Sendable, Hashable {
  /// Written first where the first message is not a system message; nil writes none.
  public var defaultSystem: String?

  public init(defaultSystem: String? = nil) { self.defaultSystem = defaultSystem }

  /// The system prompt that asks for reasoning or for none.
  ///
  /// Source: Llama-Nemotron (https://arxiv.org/abs/2505.00949), section 4.
  public static func thinking(_ isOn: Bool) -> String {
    isOn ? "detailed thinking on" : "detailed thinking off"
  }

  /// A part of a rendered conversation.
  public struct Span: Sendable, Hashable {
    public let text: String
    /// Whether the template wrote it, so that control tokens in it are control tokens.
    public let isMarkup: Bool
    /// Whether the assistant is to learn it: its content and the end of its turn.
    public let isScored: Bool
  }

  /// - Parameter opensAnswer: ends with the assistant's opening, for a response to be drawn.
  public func spans(_ messages: [ChatMessage], opensAnswer: Bool = false) -> [Span] {
    var all = messages
    if let defaultSystem, messages.first?.role != "system" {
      all.insert(ChatMessage(role: "system", content: defaultSystem), at: 0)
    }
    var spans = all.flatMap { message in
      let isScored = message.role == "assistant"
      return [
        Span(text: "<|im_start|>\(message.role)\n", isMarkup: true, isScored: false),
        Span(text: message.content, isMarkup: false, isScored: isScored),
        Span(text: "<|im_end|>", isMarkup: true, isScored: isScored),
        Span(text: "\n", isMarkup: true, isScored: false),
      ]
    }
    if opensAnswer {
      spans.append(Span(text: "<|im_start|>assistant\n", isMarkup: true, isScored: false))
    }
    return spans
  }

  /// The whole conversation as text.
  public func text(_ messages: [ChatMessage], opensAnswer: Bool = false) -> String {
    spans(messages, opensAnswer: opensAnswer).map(\.text).joined()
  }

  /// The same template for `tokenizer_config.json`.
  public var jinja: String {
    let system = defaultSystem.map { text in
      "{% if loop.first and messages[0]['role'] != 'system' %}"
        + #"{{ '\#(Self.systemOpening)\#(Self.quoted(text))<|im_end|>\n' }}{% endif %}"#
    }
    return "{% for message in messages %}\(system ?? "")"
      + #"{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"#
      + #"{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"#
  }

  /// ChatML with the default system message that a template of the usual form writes.
  public init(jinja: String) {
    defaultSystem = nil
    // Files have the line's end as an escape or as it is.
    guard
      let opening = jinja.firstRange(of: Self.systemOpening)
        ?? jinja.firstRange(of: "<|im_start|>system\n"),
      let closing = jinja[opening.upperBound...].firstRange(of: "<|im_end|>")
    else { return }
    let text = jinja[opening.upperBound..<closing.lowerBound]
    // A variable in place of a text is the conversation's own system message.
    if !text.contains("' +") { defaultSystem = Self.unquoted(String(text)) }
  }

  private static let systemOpening = #"<|im_start|>system\n"#

  /// The text inside a jinja string, and back.
  private static func quoted(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": #"\\"#
      case "'": #"\'"#
      case "\n": #"\n"#
      default: String(character)
      }
    }.joined()
  }

  private static func unquoted(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}

/// Tokens of a conversation and which of them the assistant learns.
public struct ChatTokens: Sendable, Hashable {
  public var tokens: [Int32] = []
  public var isScored: [Bool] = []
}

extension Tokenizer {
  /// Encodes span by span, so a prompt's tokens are a prefix of those of prompt and response, and
  /// the loss mask follows from what was rendered.
  public func encode(_ spans: [ChatTemplate.Span]) -> ChatTokens {
    var result = ChatTokens()
    var at = 0
    while at < spans.count {
      // Neighbours of one kind are encoded as one text: the mask does not cut tokens elsewhere.
      var end = at + 1
      while end < spans.count, spans[end].isScored == spans[at].isScored,
        spans[end].isMarkup == spans[at].isMarkup
      { end += 1 }
      let text = spans[at..<end].map(\.text).joined()
      let tokens = encode(text, parsesSpecial: spans[at].isMarkup)
      result.tokens += tokens
      result.isScored += Array(repeating: spans[at].isScored, count: tokens.count)
      at = end
    }
    return result
  }
}
