public import Bytes

/// A filter that looks at all samples of a prompt, or of a category and mode.
///
/// It reads findings, never the text.
///
/// Runs after the sample-wise pass, when deciding; so it costs no pass over the pool.
public protocol PromptwiseFilter: Sendable, Decodable {
  /// The measures that limits may name.
  static var measures: [String] { get }

  /// Which samples it looks at together.
  static var scope: FilterScope { get }

  /// Looks at all samples of a group.
  ///
  /// - Returns: the finding of each, by its place in the group; a category may have millions.
  func measure(_ group: [PromptSample]) -> (Int) -> Finding
}

extension PromptwiseFilter {
  public static var scope: FilterScope { .prompt }
}

/// What belongs to one group.
public enum FilterScope: Sendable {
  case prompt
  /// Samples of a category and mode.
  case category
}

/// What a prompt-wise filter sees of a sample.
public struct PromptSample: Sendable {
  public let mode: Mode
  /// Passes every grader that applies, fails one, or neither (nil): unsure or not gradable.
  public let isCorrect: Bool?
  /// Hash of the extracted answer in canonical form; nil where none was found.
  public let answerKey: Hash128?
  public let responseBytes: Int
}

/// All filters of groups by name.
///
/// One line a filter.
public enum PromptwiseCatalog {
  public static let all: [(name: String, type: any PromptwiseFilter.Type)] = [
    ("complexity.pass_rate", PassRate.self),
    ("complexity.agreement", Agreement.self),
    ("quality.length_outlier", LengthOutlier.self),
  ]

  public static func type(named name: String) -> (any PromptwiseFilter.Type)? {
    all.first { $0.name == name }?.type
  }

  public static var names: [String] { all.map(\.name) }
}
