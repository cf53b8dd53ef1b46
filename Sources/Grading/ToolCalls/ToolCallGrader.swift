public import Bytes

// Whether a response calls the tools that it should.
//
// Calls are read from the message's `tool_calls` or from the text after the thinking. With expected
// calls they are compared; without, they must name tools that exist and obey their schemas. Both are
// reported whichever decides.

/// The rules of one recipe for tool calls.
public struct ToolCallGrader: Sendable {
  /// How arguments are compared with expected ones.
  public enum Comparison: String, Sendable, CaseIterable {
    /// BFCL's AST rules, its leniencies included.
    case reference
    /// To the letter.
    case strict
  }

  /// When a call must obey the schema of its tool.
  public enum SchemaUse: String, Sendable, CaseIterable {
    /// Violations are counted and decide nothing.
    case report
    /// They fail a response for which no calls are expected; expected calls decide otherwise.
    case withoutGold
    case always
  }

  /// What to say of an argument that the schema does not name.
  public enum UnknownArguments: String, Sendable, CaseIterable {
    case reject
    /// As JSON Schema does, unless `additionalProperties` forbids it.
    case allow
  }

  public let comparison: Comparison
  public let schema: SchemaUse
  public let unknownArguments: UnknownArguments
  public let rules: SchemaRules

  public init(
    comparison: Comparison, schema: SchemaUse, unknownArguments: UnknownArguments,
    rules: SchemaRules
  ) {
    self.comparison = comparison
    self.schema = schema
    self.unknownArguments = unknownArguments
    self.rules = rules
  }

  /// Grades one response.
  ///
  /// - Parameters:
  ///   - text: the response; only its `answer` is read.
  ///   - message: OpenAI's `tool_calls`, where the response has them beside its text.
  ///   - expected: absent means unknown, `[]` that no call is right.
  public func grade(
    _ text: [UInt8], answer: Range<Int>, message: [JSONValue]?, tools: [JSONValue],
    expected: JSONValue?
  ) -> ToolCallGrade {
    grade(
      text, answer: answer, message: message, tools: ToolList(tools, rules: rules),
      expected: expected)
  }

  /// The same with tools that were read before, by the same rules.
  public func grade(
    _ text: [UInt8], answer: Range<Int>, message: [JSONValue]?, tools: ToolList,
    expected: JSONValue?
  ) -> ToolCallGrade {
    let definitions = tools.definitions
    var grade = ToolCallGrade(calls: read(text, answer, message, definitions))
    check(&grade, definitions)
    grade.outcome = outcome(of: grade, definitions, expected)
    return grade
  }

  private func read(
    _ text: [UInt8], _ answer: Range<Int>, _ message: [JSONValue]?, _ tools: [ToolDefinition]
  ) -> ToolCallText {
    guard let message, !message.isEmpty else {
      return ToolCallReader.read(text, answer: answer, tools: tools)
    }
    var read = ToolCallText()
    read.form = .message
    if case .calls(let calls) = CallJSON.read(.array(message), tools: tools, isMarked: true) {
      read.calls = calls
    } else {
      read.isMalformed = true
    }
    return read
  }

  private func outcome(
    of grade: ToolCallGrade, _ tools: [ToolDefinition], _ expected: JSONValue?
  ) -> Outcome {
    let calls = grade.read.calls
    if grade.read.isMalformed { return .fail(.malformedCall) }
    if !calls.isEmpty, tools.isEmpty { return .fail(.noTools) }
    if let expected {
      guard let gold = ExpectedCall.list(expected, tools: tools) else {
        return .unsure(.goldUnreadable)
      }
      if let fault = fault(of: calls, against: gold, tools) { return .fail(fault) }
      return schema == .always ? schemaOutcome(of: grade) : .pass
    }
    guard !calls.isEmpty else { return .skipped(.noCall) }
    if grade.unknownFunctions > 0 { return .fail(.unknownFunction) }
    return schema == .report ? .pass : schemaOutcome(of: grade)
  }

  private func fault(
    of calls: [ToolCall], against gold: [ExpectedCall], _ tools: [ToolDefinition]
  ) -> Reason? {
    if calls.isEmpty { return gold.isEmpty ? nil : .missingCall }
    if gold.isEmpty { return .unexpectedCall }
    switch comparison {
    case .reference: return ReferenceMatch(tools: tools).fault(of: calls, against: gold)
    case .strict: return StrictMatch(tools: tools).fault(of: calls, against: gold)
    }
  }

  private func schemaOutcome(of grade: ToolCallGrade) -> Outcome {
    if !grade.violations.isEmpty { return .fail(.schemaViolation) }
    return grade.schemaProblem == nil ? .pass : .unsure(.schemaUnreadable)
  }

  // MARK: Schemas

  private func check(_ grade: inout ToolCallGrade, _ tools: [ToolDefinition]) {
    for call in grade.read.calls {
      guard let tool = tools.named(call.name) else {
        grade.unknownFunctions += 1
        continue
      }
      guard let schema = tool.parameters, let validator = tool.validator else { continue }
      do throws(SchemaProblem) {
        if let violation = try violation(of: call, schema, validator) {
          grade.violations.append("\(call.name)\(violation)")
        }
      } catch {
        grade.schemaProblem = error.description
      }
    }
  }

  private func violation(
    of call: ToolCall, _ schema: JSONValue, _ prepared: Result<SchemaValidator, SchemaProblem>
  ) throws(SchemaProblem) -> SchemaViolation? {
    if unknownArguments == .reject, let properties = schema["properties"]?.object,
      schema["additionalProperties"] == nil, schema["patternProperties"] == nil,
      let unknown = call.arguments.members.first(where: { properties.value($0.key) == nil })
    {
      return SchemaViolation("unknown argument").inside(unknown.key)
    }
    var validator = try prepared.get()
    return try validator.violation(of: .object(call.arguments))
  }
}

/// What was found in one response.
public struct ToolCallGrade: Sendable {
  public internal(set) var outcome: Outcome
  public let read: ToolCallText
  /// Calls of tools that are not defined.
  public internal(set) var unknownFunctions = 0
  /// One a call that breaks its schema: `name/argument: keyword`.
  public internal(set) var violations: [String] = []
  /// Why a schema cannot be used.
  public internal(set) var schemaProblem: String?

  init(calls: ToolCallText) {
    read = calls
    outcome = .skipped(.noCall)
  }
}

extension Reason {
  public static let noCall: Reason = "no_call"
  public static let noTools: Reason = "no_tools"
  public static let malformedCall: Reason = "malformed_call"
  public static let missingCall: Reason = "missing_call"
  public static let unexpectedCall: Reason = "unexpected_call"
  public static let unknownFunction: Reason = "unknown_function"
  public static let wrongCallCount: Reason = "wrong_call_count"
  public static let wrongFunction: Reason = "wrong_function"
  public static let missingArgument: Reason = "missing_argument"
  public static let unexpectedArgument: Reason = "unexpected_argument"
  public static let wrongType: Reason = "wrong_type"
  public static let wrongValue: Reason = "wrong_value"
  public static let schemaViolation: Reason = "schema_violation"
  public static let schemaUnreadable: Reason = "schema_unreadable"
  public static let goldUnreadable: Reason = "gold_unreadable"
}
