/// The pair of tags that encloses the reasoning of a response.
public struct ThinkTags: Sendable, Hashable {
  public let open: String
  public let close: String
  package let openBytes: [UInt8]
  package let closeBytes: [UInt8]

  /// - Precondition: neither tag is empty.
  public init(open: String, close: String) {
    precondition(!open.isEmpty && !close.isEmpty, "a think tag is empty")
    self.open = open
    self.close = close
    openBytes = Array(open.utf8)
    closeBytes = Array(close.utf8)
  }

  /// `<think>` and `</think>`, of DeepSeek-R1, Qwen 3, QwQ and the Nemotrons.
  public static let standard = ThinkTags(open: "<think>", close: "</think>")

  /// What other models and prompts write in place of the standard pair.
  ///
  /// Ingest may turn these into it; a response that begins with one of them is wrong where the
  /// standard is asked for.
  public static let others = [
    ThinkTags(open: "<thinking>", close: "</thinking>"),
    ThinkTags(open: "<thought>", close: "</thought>"),
    ThinkTags(open: "<thoughts>", close: "</thoughts>"),
    ThinkTags(open: "<reasoning>", close: "</reasoning>"),
    ThinkTags(open: "<reason>", close: "</reason>"),
    ThinkTags(open: "<reflection>", close: "</reflection>"),
    ThinkTags(open: "<scratchpad>", close: "</scratchpad>"),
    ThinkTags(open: "<analysis>", close: "</analysis>"),
    ThinkTags(open: "<Thought>", close: "</Thought>"),
    ThinkTags(open: "<Think>", close: "</Think>"),
    ThinkTags(open: "<THINK>", close: "</THINK>"),
    ThinkTags(open: "<seed:think>", close: "</seed:think>"),
    ThinkTags(open: "<ds_think>", close: "</ds_think>"),
    ThinkTags(open: "<|think|>", close: "<|/think|>"),
    ThinkTags(open: "<|begin_of_thought|>", close: "<|end_of_thought|>"),
    ThinkTags(open: "<|START_THINKING|>", close: "<|END_THINKING|>"),
    ThinkTags(open: "[THINK]", close: "[/THINK]"),
    ThinkTags(open: "[BEGIN_THINK]", close: "[END_THINK]"),
    ThinkTags(open: "◁think▷", close: "◁/think▷"),
  ]
}
