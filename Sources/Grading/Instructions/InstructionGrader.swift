public import Bytes

/// An instruction id with its arguments, as a dataset has it.
public struct Constraint: Sendable, Hashable {
  /// For example `length_constraints:number_words`.
  public let id: String
  public let arguments: JSONObject

  public init(id: String, arguments: JSONObject) {
    self.id = id
    self.arguments = arguments
  }

  /// Reads `{"id": …, "args": {…}}`; nil without an id.
  public init?(_ value: JSONValue) {
    guard let id = value["id"]?.string else { return nil }
    self.init(id: id, arguments: value["args"]?.object ?? JSONObject())
  }
}

/// What a response makes of its instructions, one verdict each in their order.
public struct InstructionReport: Sendable, Hashable {
  /// Whether the response as it is follows the instruction; nil where that cannot be decided.
  public internal(set) var strict: [Bool?] = []
  /// Whether one of eight loosened versions of the response follows it.
  public internal(set) var loose: [Bool?] = []
  /// Why a verdict is missing, of the first that is.
  public internal(set) var undecided: Reason?

  /// The outcome over all instructions: one that is not followed decides.
  public func outcome(_ strictness: Strictness) -> Outcome {
    let verdicts = strictness == .strict ? strict : loose
    if verdicts.isEmpty { return .skipped(.noConstraints) }
    if verdicts.contains(false) { return .fail(.instructionNotFollowed) }
    return undecided.map { .unsure($0) } ?? .pass
  }

  fileprivate static func undecided(_ constraints: [Constraint], _ problem: Undecided)
    -> InstructionReport
  {
    let none = [Bool?](repeating: nil, count: constraints.count)
    return InstructionReport(strict: none, loose: none, undecided: problem.reason)
  }

  /// Which of the two readings of the response decides.
  public enum Strictness: String, Sendable, Hashable, CaseIterable, Codable {
    case strict, loose
  }
}

extension Reason {
  public static let noConstraints: Reason = "no_constraints"
  public static let instructionNotFollowed: Reason = "instruction_not_followed"
}

/// Checks responses against verifiable instructions.
public struct InstructionGrader: Sendable {
  /// A response and its eight loosened versions are in memory with four bytes a letter.
  private static let maxBytes = 1 << 20

  private let tables: LanguageTables
  private let reading: InstructionReading

  public init(tables: LanguageTables, reading: InstructionReading) {
    self.tables = tables
    self.reading = reading
  }

  /// - Parameters:
  ///   - response: UTF-8, as the teacher wrote it: leading and trailing white space matters. Above
  ///     1 MiB there is no verdict.
  ///   - prompt: the user's text, which some instructions speak of.
  public func grade(response: [UInt8], prompt: String, constraints: [Constraint])
    -> InstructionReport
  {
    guard response.count <= Self.maxBytes else { return .undecided(constraints, .responseTooLong) }
    let text = ScalarText(utf8: response)
    let context = InstructionContext(reading: reading, tables: tables, prompt: ScalarText(prompt))
    var report = InstructionReport()
    var variants: [ScalarText]?
    for constraint in constraints {
      do throws(Undecided) {
        let instruction = try make(constraint, context)
        let strict = text.isBlank ? false : try instruction.isFollowed(by: text)
        report.strict.append(strict)
        report.loose.append(strict ? true : try isFollowed(instruction, text, &variants))
      } catch {
        let isStrictKnown = report.strict.count > report.loose.count
        if !isStrictKnown { report.strict.append(nil) }
        report.loose.append(nil)
        report.undecided = report.undecided ?? error.reason
      }
    }
    return report
  }

  private func make(_ constraint: Constraint, _ context: InstructionContext) throws(Undecided)
    -> any Instruction
  {
    guard let type = InstructionCatalog.all[constraint.id] else { throw .unknownInstruction }
    return try type.init(InstructionArguments(constraint.arguments), context)
  }

  /// Whether a loosened version of the response follows; they are made when first needed.
  private func isFollowed(
    _ instruction: any Instruction, _ text: ScalarText, _ variants: inout [ScalarText]?
  ) throws(Undecided) -> Bool {
    let loosened = variants ?? text.looseVariants
    variants = loosened
    for variant in loosened where try instruction.isFollowed(by: variant) { return true }
    return false
  }
}
