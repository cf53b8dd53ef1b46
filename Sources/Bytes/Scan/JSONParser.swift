/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Bytes from the start of the text.
  public let offset: Int
  public let problem: String

  public init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }
  public var description: String { "byte \(offset): \(problem)" }
}

extension JSONValue {
  /// Parses one JSON text; only white space may follow it.
  ///
  /// - Parameter maxDepth: arrays and objects around a value that are allowed; deeper text is an
  ///   error, so a hostile line never exhausts the stack.
  /// - Throws: `JSONError`, also for invalid UTF-8, lone surrogates and raw control characters.
  public init(parsing bytes: [UInt8], maxDepth: Int = 256) throws(JSONError) {
    let reader = JSONReader(maxDepth: maxDepth)
    self = try reader.value(try reader.parse(bytes))
  }

  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }
}
