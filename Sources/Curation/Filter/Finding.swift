public import Bytes
public import Grading

/// What a filter found in a sample: named numbers, and for correctness an outcome.
///
/// Whether the sample is kept is not said here: limits and policies of the recipe are applied to the
/// stored finding when deciding, so that they can change without measuring again.
public struct Finding: Sendable {
  /// For correctness, and `skipped` for every family where the filter does not apply.
  public var outcome: Outcome?
  /// Named as in the filter's `measures`.
  public var measures: [Measure]
  /// What a person or a later step wants to see: the extracted answer, the calls.
  public var details: JSONObject
  /// The environment failed (no sandbox …): the finding is shown and never cached.
  public var isTransient = false

  public struct Measure: Sendable, Hashable {
    public let name: String
    public let value: Double
    public init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  public init(_ measures: KeyValuePairs<String, Double>) {
    outcome = nil
    self.measures = measures.map { Measure($0.key, $0.value) }
    details = JSONObject()
  }

  public init(
    _ outcome: Outcome, measures: KeyValuePairs<String, Double> = [:],
    details: JSONObject = JSONObject()
  ) {
    self.outcome = outcome
    self.measures = measures.map { Measure($0.key, $0.value) }
    self.details = details
  }

  public static func skipped(_ reason: Reason) -> Finding { Finding(.skipped(reason)) }

  public subscript(name: String) -> Double? { measures.first { $0.name == name }?.value }
}
