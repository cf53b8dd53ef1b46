public import Bytes

/// A filter that looks at all samples of a prompt.
///
/// It reads findings, never the text.
///
/// Runs after the sample-wise pass, when deciding; so it costs no pass over the pool.
public protocol PromptwiseFilter: Sendable, Decodable {
  /// The measures that limits may name.
  static var measures: [String] { get }

  /// Measures all samples of one prompt.
  ///
  /// - Returns: one finding a sample, in their order.
  func measure(_ group: [PromptSample]) -> [Finding]
}

/// What a prompt-wise filter sees of a sample.
public struct PromptSample: Sendable {
  public let mode: Mode
  /// Passes every grader that applies, fails one, or neither (nil): unsure or not gradable.
  public let isCorrect: Bool?
  /// Hash of the extracted answer in canonical form; nil where none was found.
  public let answerKey: Hash128?
}

/// All prompt-wise filters by name.
///
/// One line a filter.
public enum PromptwiseCatalog {
  public static let all: [(name: String, type: any PromptwiseFilter.Type)] = [
    ("complexity.pass_rate", PassRate.self),
    ("complexity.agreement", Agreement.self),
  ]

  public static func type(named name: String) -> (any PromptwiseFilter.Type)? {
    all.first { $0.name == name }?.type
  }

  public static var names: [String] { all.map(\.name) }
}
