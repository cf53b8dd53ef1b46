/// What the code grader does and how much it allows; without defaults, they stand in the recipe.
public struct CodeSettings: Sendable, Decodable {
  /// How much is asked of a response.
  public enum Check: String, Sendable, Decodable {
    /// Its Python compiles.
    case syntax
    /// It passes the sample's tests.
    case tests
  }

  /// How white space counts when outputs are compared.
  public enum WhiteSpace: String, Sendable, Decodable {
    /// Every byte counts, except a line break at the very end.
    case exact
    /// White space around a line, and empty lines around the whole, do not (LiveCodeBench).
    case lines
    /// Only the sequence of words counts.
    case words
  }

  public var check: Check
  /// Languages of whole programs with stdin and stdout, by the names of `Language.all`.
  public var languages: [String]

  /// Processor seconds of one process.
  ///
  /// For all tests of a sample of kind `assert`, for each case of kind `stdio`, for a compiler.
  public var cpuSeconds: Int
  /// Wall clock seconds, counted likewise.
  public var wallSeconds: Int
  /// Address space of a process, MiB; for languages that reserve more than they use, its data.
  public var memoryMiB: Int
  /// Processes and threads.
  public var processes: Int
  /// A file that is written; the private /tmp holds as much.
  public var fileMiB: Int
  /// Standard output, and one value that a function returns.
  public var outputMiB: Int

  public var whitespace: WhiteSpace
  /// Whether the lines of an output may come in any order.
  public var anyOrder: Bool
  /// Absolute or relative difference between numbers that still counts as equal, where the tests
  /// give none; 0 compares texts and values exactly.
  public var tolerance: Double

  /// Name on PATH or path; must lie under /usr.
  public var python: String
  public var bubblewrap: String
  /// Whether Python packages that the system has installed can be imported.
  public var packages: Bool

  package init(
    check: Check, languages: [String], cpuSeconds: Int, wallSeconds: Int, memoryMiB: Int,
    processes: Int, fileMiB: Int, outputMiB: Int, whitespace: WhiteSpace, anyOrder: Bool,
    tolerance: Double, python: String, bubblewrap: String, packages: Bool
  ) {
    self.check = check
    self.languages = languages
    self.cpuSeconds = cpuSeconds
    self.wallSeconds = wallSeconds
    self.memoryMiB = memoryMiB
    self.processes = processes
    self.fileMiB = fileMiB
    self.outputMiB = outputMiB
    self.whitespace = whitespace
    self.anyOrder = anyOrder
    self.tolerance = tolerance
    self.python = python
    self.bubblewrap = bubblewrap
    self.packages = packages
  }
}
