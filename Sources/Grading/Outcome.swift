/// What a grader says of a response.
///
/// `unsure` is never hidden in one of the others: the gold does not parse, or honest people would
/// read the answer in two ways.
public enum Outcome: Sendable, Hashable {
  case pass
  case fail(Reason)
  case unsure(Reason)
  /// The grader does not apply: no gold, no tests, another category.
  case skipped(Reason)

  /// The word that is printed and stored.
  public var name: String {
    switch self {
    case .pass: "pass"
    case .fail: "fail"
    case .unsure: "unsure"
    case .skipped: "skipped"
    }
  }

  public var reason: Reason? {
    switch self {
    case .pass: nil
    case .fail(let reason), .unsure(let reason), .skipped(let reason): reason
    }
  }
}

/// A short machine-readable cause, for example `no_answer`; each grader lists its own as constants.
public struct Reason: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let code: String
  public init(stringLiteral code: String) { self.code = code }
  public init(_ code: String) { self.code = code }
  public var description: String { code }
}
