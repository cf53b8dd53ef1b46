/// The marks with which models surround calls: data, so that a new model is a new line.
enum CallTags {
  /// A pair around JSON or Python calls; without a closing mark the calls end the text.
  struct Wrapper: Sendable {
    let open: [UInt8]
    let close: [UInt8]

    init(_ open: String, _ close: String) {
      self.open = Array(open.utf8)
      self.close = Array(close.utf8)
    }
  }

  static let wrappers = [
    Wrapper("<TOOLCALL>", "</TOOLCALL>"),  // Llama-Nemotron
    Wrapper("<tool_call>", "</tool_call>"),  // Hermes, Qwen
    Wrapper("<tool_calls>", "</tool_calls>"),
    Wrapper("<toolcall>", "</toolcall>"),
    Wrapper("<function_call>", "</function_call>"),
    Wrapper("<function_calls>", "</function_calls>"),
    Wrapper("<functioncall>", "</functioncall>"),  // Glaive
    Wrapper("<|tool_call|>", "<|/tool_call|>"),  // Phi, Granite
    Wrapper("<|python_tag|>", ""),  // Llama 3
    Wrapper("[TOOL_CALLS]", ""),  // Mistral
  ]

  /// A name, a separator and the arguments in JSON.
  struct Named: Sendable {
    let open: [UInt8]
    let separator: [UInt8]
    let close: [UInt8]

    init(_ open: String, _ separator: String, _ close: String) {
      self.open = Array(open.utf8)
      self.separator = Array(separator.utf8)
      self.close = Array(close.utf8)
    }
  }

  static let named = [
    Named("<｜tool▁call▁begin｜>", "<｜tool▁sep｜>", "<｜tool▁call▁end｜>"),  // DeepSeek
    Named("<|tool_call_begin|>", "<|tool_call_argument_begin|>", "<|tool_call_end|>"),  // Kimi
  ]

  /// `<function=NAME>` or `<invoke name="NAME">`, then JSON or one element a parameter.
  struct Element: Sendable {
    let open: [UInt8]
    let close: [UInt8]
    let parameter: [UInt8]
    let parameterClose: [UInt8]
    /// What ends a name.
    let nameEnd: [UInt8]

    init(
      _ open: String, _ close: String, _ parameter: String, _ parameterClose: String, _ end: String
    ) {
      self.open = Array(open.utf8)
      self.close = Array(close.utf8)
      self.parameter = Array(parameter.utf8)
      self.parameterClose = Array(parameterClose.utf8)
      nameEnd = Array(end.utf8)
    }
  }

  static let elements = [
    Element("<function=", "</function>", "<parameter=", "</parameter>", ">"),  // Llama, Qwen Coder
    Element("<invoke name=\"", "</invoke>", "<parameter name=\"", "</parameter>", "\">"),
  ]

  /// Tags that may stand around the above and say nothing themselves.
  static let silent = [
    "<｜tool▁calls▁begin｜>", "<｜tool▁calls▁end｜>", "<|tool_calls_section_begin|>",
    "<|tool_calls_section_end|>", "<|eom_id|>", "<|eot_id|>", "<|im_end|>", "</s>",
  ].map { Array($0.utf8) }
}
