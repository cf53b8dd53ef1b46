/// Why the trainer cannot go on.
public enum TrainerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Sizes that make no model.
  case configuration(String)
  /// Documents that do not fit the model.
  case document(String)
  /// A loss or a gradient that is not a finite number: the run has diverged.
  case notFinite(String)
  /// A file that is not what it should be.
  case file(path: String, problem: String)

  public var description: String {
    switch self {
    case .configuration(let problem), .document(let problem), .notFinite(let problem): problem
    case .file(let path, let problem): "\(path): \(problem)"
    }
  }
}
