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
    // Bytes says the kind of an error in its text only; the tests hold the two together.
    let reason =
      switch error.problem {
      case "a string that is not UTF-8": "not_utf8"
      case "a lone surrogate": "lone_surrogate"
      default: "not_json"
      }
    self.init(reason, error.description)
  }

  public var description: String { "\(reason): \(problem)" }
}
