public import Bytes

/// Why a raw record cannot become a sample.
public struct RecordProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// A code for counting: `missing_field`, `wrong_type`, `not_json`, `not_utf8` ….
  public let reason: String
  /// For people; names fields, never their contents.
  public let problem: String

  public init(_ reason: String, _ problem: String) {
    self.reason = reason
    self.problem = problem
  }

  public init(_ error: JSONError) {
    self.init("not_json", error.description)
  }

  public var description: String { "\(reason): \(problem)" }
}
