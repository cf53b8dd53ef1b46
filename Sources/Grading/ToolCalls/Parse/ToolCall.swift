public import Bytes

/// A call of a tool: what a response asks for, or what was expected.
public struct ToolCall: Sendable, Hashable {
  public let name: String
  public let arguments: JSONObject

  public init(name: String, arguments: JSONObject) {
    self.name = name
    self.arguments = arguments
  }

  /// `{"name": …, "arguments": {…}}`, of repeated arguments the last one.
  public var json: JSONValue {
    let members = arguments.distinct
    let distinct =
      members.count == arguments.count
      ? arguments : JSONObject(members.map { ($0.key, $0.value) })
    return ["name": .string(name), "arguments": .object(distinct)]
  }
}

/// A tool that may be called.
public struct ToolDefinition: Sendable {
  public let name: String
  /// The schema of its arguments; nil where none is given.
  public let parameters: JSONValue?
  /// The schema made ready, or why it cannot be used; nil before `prepared`.
  private(set) var validator: Result<SchemaValidator, SchemaProblem>?

  /// The definition with its schema ready to judge calls.
  func prepared(_ rules: SchemaRules) -> ToolDefinition {
    guard let parameters else { return self }
    var copy = self
    do throws(SchemaProblem) {
      copy.validator = .success(try SchemaValidator(parameters, rules: rules))
    } catch {
      copy.validator = .failure(error)
    }
    return copy
  }

  /// Reads `{"name", "parameters"}`, OpenAI's `{"type": "function", "function": {…}}`, and
  /// `input_schema` or `inputSchema` in place of `parameters`; also as a text that holds such JSON.
  public init?(_ json: JSONValue) {
    var json = json
    if let text = json.string {
      guard let parsed = try? JSONValue(parsing: text) else { return nil }
      json = parsed
    }
    let function = json["function"]?.object ?? json.object
    guard let function, let name = function["name"]?.string else { return nil }
    self.name = name
    let schema = function["parameters"] ?? function["input_schema"] ?? function["inputSchema"]
    parameters = schema.flatMap { $0.isNull ? nil : $0 }
  }

  var properties: JSONObject? { parameters?["properties"]?.object }
}

extension [ToolDefinition] {
  func named(_ name: String) -> ToolDefinition? { first { isSameText($0.name, name) } }
}

/// The calls of a response.
public struct ToolCallText: Sendable {
  public internal(set) var calls: [ToolCall] = []
  /// Something was meant as a call and cannot be read as one.
  public internal(set) var isMalformed = false
  public internal(set) var form: Form?

  /// How the calls were written.
  public enum Form: String, Sendable, CaseIterable {
    case message, tags, json, python, fenced, embedded
  }
}
