/// Why a tokenizer cannot be made.
public enum TokenizerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A file or its parts are not what they should be.
  case format(String)
  /// A vocabulary that cannot be trained.
  case training(String)

  public var description: String {
    switch self {
    case .format(let problem), .training(let problem): problem
    }
  }
}
