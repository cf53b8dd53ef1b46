import Bytes
import Grading
import Testing

/// One response, and whether it follows one instruction, in both readings.
struct InstructionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let response: String
  let reference: Bool
  let literal: Bool
  let arguments: JSONValue

  /// - Parameter literal: the literal reading's verdict where it is not the reference's.
  init(
    _ name: String, _ response: String, _ reference: Bool, literal: Bool? = nil,
    _ arguments: JSONValue = [:]
  ) {
    self.name = name
    self.response = response
    self.reference = reference
    self.literal = literal ?? reference
    self.arguments = arguments
  }

  var testDescription: String { name }

  func check(_ id: String, tables: LanguageTables = .rules) {
    #expect(strict(id, .reference, tables) == [reference], "reference reading")
    #expect(strict(id, .literal, tables) == [literal], "literal reading")
  }

  private func strict(_ id: String, _ reading: InstructionReading, _ tables: LanguageTables)
    -> [Bool?]
  {
    report(id, arguments, response, reading, tables).strict
  }
}

extension LanguageTables {
  /// Without the fetched tables.
  static let rules = LanguageTables { _ in nil }
}

/// The report on one instruction.
func report(
  _ id: String, _ arguments: JSONValue, _ response: String,
  _ reading: InstructionReading = .reference, _ tables: LanguageTables = .rules
) -> InstructionReport {
  let constraint = Constraint(id: id, arguments: arguments.object ?? JSONObject())
  return InstructionGrader(tables: tables, reading: reading)
    .grade(response: Array(response.utf8), prompt: "", constraints: [constraint])
}
