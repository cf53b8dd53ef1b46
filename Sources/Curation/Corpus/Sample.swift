public import Bytes

/// What was asked of the teacher: to think (`on`) or to answer directly (`off`).
///
/// The mode is a field, else the system prompt, else inferred from the text; whether the text *has*
/// reasoning is a measure, so that thinking in off mode can be caught.
public enum Mode: String, Sendable, Hashable, CaseIterable {
  case on
  case off

  /// The system prompts of Llama-Nemotron (arXiv 2505.00949, section 3).
  public var systemPrompt: String { "detailed thinking \(rawValue)" }
}

/// How the mode of a sample is known.
public enum ModeOrigin: String, Sendable, Hashable {
  case field
  case systemPrompt = "system_prompt"
  case inferred
}

/// One message of a conversation.
public struct Turn: Sendable, Hashable {
  /// `user`, `assistant`, `system` or `tool`.
  public var role: String
  public var content: String
  /// Further members: `tool_calls`, `tool_call_id`, `name`.
  public var fields = JSONObject()

  public init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}

/// One prompt, one teacher response, and what is known of them: a line of the pool.
///
/// Field meanings are in docs/formats.md. The parts that only some filters read (tests, tools, …)
/// are kept as JSON text and parsed when asked for.
public struct Sample: Sendable {
  /// 32 hexadecimal digits: hash of the source's name and of the sample's ordinal in it.
  public var id = ""
  /// Hash of prompt, mode and response; repeats of one text share it.
  public var contentHash = Hash128.zero
  /// Hash of the prompt without the toggle; both modes share it.
  public var promptID = Hash128.zero

  /// The conversation up to the response, without the toggle.
  public var input: [Turn] = []
  public var systemPrompt: String?
  public var response = Response("")
  public var mode = Mode.off
  public var modeOrigin = ModeOrigin.inferred

  public var source = ""
  public var category = ""
  public var generator = ""
  public var license = ""
  public var version = ""
  public var expectedAnswer: String?
  public var finishReason: String?
  /// The chat template wrote `<think>` already, so the response starts inside the reasoning.
  public var openTagPrefilled = false
  /// In a shard: the prompt's id where both modes of it were written.
  public var pairID: String?
  /// What ingest repaired, for example `think_opener`.
  public var repairs: [String] = []
  /// The raw JSON of the parts below.
  package var parts: [(Part, [UInt8])] = []
  /// Members that a written line has beside the known ones; ingest keeps those in `metadata`.
  package var otherMembers = JSONObject()

  public init() {}

  /// The parts of a sample that stay JSON text until a filter asks.
  public enum Part: String, Sendable, CaseIterable {
    case choices, tests, constraints, tools, metadata, turns, scores
    case expectedToolCalls = "expected_tool_calls"
    case toolCalls = "tool_calls"
  }

  /// A part as JSON; nil where the sample has none.
  public func part(_ part: Part) -> JSONValue? {
    guard let bytes = json(of: part) else { return nil }
    return try? JSONValue(parsing: bytes)  // ingest and `try` have validated the bytes
  }

  /// A part as JSON text.
  package func json(of part: Part) -> [UInt8]? { parts.first { $0.0 == part }?.1 }

  public var choices: [String]? { part(.choices)?.array?.map { $0.string ?? $0.text } }
  public var tests: JSONValue? { part(.tests) }
  public var constraints: [JSONValue]? { part(.constraints)?.array }
  public var tools: [JSONValue]? { part(.tools)?.array }
  public var expectedToolCalls: JSONValue? { part(.expectedToolCalls) }
  public var toolCalls: [JSONValue]? { part(.toolCalls)?.array }

  /// The text of all user turns, joined by an empty line.
  public var prompt: String {
    if input.count == 1 { return input[0].content }
    return input.lazy.filter { $0.role == "user" }.map(\.content).joined(separator: "\n\n")
  }
}
