// An instruction is a check that a program can do: "at least 300 words", "no commas". Ids, arguments
// and the default semantics are those of IFEval (https://arxiv.org/abs/2311.07911) and IFBench
// (https://arxiv.org/abs/2507.02833), whose checkers are the field's reference.

/// A verifiable instruction with its arguments.
protocol Instruction: Sendable {
  /// - Throws: `Undecided` where an argument is missing or has no meaning. (There the reference
  ///   checkers draw a random value or end with an exception.)
  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided)

  /// Whether a response, which is not blank, does as it was told.
  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool
}

/// An instruction without arguments.
protocol PlainInstruction: Instruction {
  init()
}

extension PlainInstruction {
  init(_ arguments: InstructionArguments, _ context: InstructionContext) { self.init() }
}

/// Why no verdict on an instruction is possible.
struct Undecided: Error, Hashable {
  let reason: Reason

  static let unknownInstruction = Undecided(reason: "unknown_instruction")
  static let missingArgument = Undecided(reason: "missing_argument")
  static let badArgument = Undecided(reason: "bad_argument")
  static let badPattern = Undecided(reason: "bad_pattern")
  static let patternTooSlow = Undecided(reason: "pattern_too_slow")
  static let responseTooLong = Undecided(reason: "response_too_long")
  static let needsTagger = Undecided(reason: "needs_tagger")
}

/// How an instruction is understood where the reference checker grades something else than its text.
public enum InstructionReading: String, Sendable, Hashable, CaseIterable, Codable {
  /// As the reference does, for figures that compare with published ones.
  case reference
  /// As the instruction says, for filtering: docs/filters/instructions.md lists the differences.
  case literal
}

/// What checks share: the reading, and the tables for sentences, words and languages.
struct InstructionContext: Sendable {
  let reading: InstructionReading
  let tables: LanguageTables
  /// The text of the prompt, for instructions that speak of it.
  let prompt: ScalarText
}
