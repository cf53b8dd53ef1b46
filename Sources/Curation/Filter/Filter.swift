/// A pure function from a sample to a finding.
///
/// It measures; the recipe decides.
///
/// A filter is a value whose stored properties are its settings, without defaults: they come from
/// `filters/default.yaml`, overlaid by the recipe's `settings:`. A filter that does not apply to a
/// sample (no gold, no tests) answers `.skipped`.
///
/// To add one: a file here, a line in `FilterCatalog`, a table of cases, a line in a recipe.
public protocol Filter: Sendable, Decodable {
  /// Raised when the same settings measure something else than before; part of the cache key.
  static var version: Int { get }
  /// The measures that limits may name.
  static var measures: [String] { get }

  /// Measures one sample.
  func measure(_ sample: Sample) -> Finding

  /// Measures several samples of a shard; what needs a process or a model works here.
  ///
  /// - Returns: one finding a sample, in their order.
  func measure(_ samples: [Sample]) -> [Finding]

  /// Contents of files and versions of tools that the measures depend on, beside the settings.
  var fingerprint: String { get }
}

extension Filter {
  public static var measures: [String] { [] }
  public func measure(_ samples: [Sample]) -> [Finding] { samples.map { measure($0) } }
  public var fingerprint: String { "" }
}

/// The families of filters: three that a recipe lists line by line, in the order in which they are
/// decided, and two of one line each, which come from sections of their own.
public enum Family: String, Sendable, CaseIterable, Hashable {
  case correctness, complexity, quality, dedup, decontaminate

  /// Those whose lines a recipe lists.
  public static let listed: [Family] = [.correctness, .complexity, .quality]
  public var isListed: Bool { Family.listed.contains(self) }
}
