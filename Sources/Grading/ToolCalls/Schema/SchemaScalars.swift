import Bytes

/// Keywords for types, numbers and strings.
extension SchemaValidator {
  func hasType(_ names: JSONValue, _ value: JSONValue) -> Bool {
    switch names {
    case .string(let name): hasType(name, value)
    case .array(let names): names.contains { $0.string.map { hasType($0, value) } ?? false }
    default: true
    }
  }

  private func hasType(_ name: String, _ value: JSONValue) -> Bool {
    if let type = JSONType(rawValue: name) { return type.holds(value) }
    guard rules.readsForeignTypes else { return false }
    return JSONType(foreign: name)?.holds(value) ?? true
  }

  func checkNumber(
    _ keyword: SchemaKeyword, _ argument: JSONValue, _ number: JSONNumber, _ schema: JSONObject
  ) throws(SchemaProblem) -> SchemaViolation? {
    guard let limit = argument.number else { return nil }
    let holds: Bool
    switch keyword {
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf:
      let (value, limit) = (ExactNumber(token: number.token), ExactNumber(token: limit.token))
      switch keyword {
      case .minimum:
        holds = schema["exclusiveMinimum"]?.bool == true ? limit < value : limit <= value
      case .maximum:
        holds = schema["exclusiveMaximum"]?.bool == true ? value < limit : value <= limit
      case .exclusiveMinimum: holds = limit < value
      case .exclusiveMaximum: holds = value < limit
      default:
        guard let isMultiple = value.isMultiple(of: limit) else {
          throw SchemaProblem("a number of more than 5,000 digits to divide")
        }
        holds = isMultiple
      }
    default: return nil
    }
    return holds ? nil : SchemaViolation(keyword.rawValue)
  }

  mutating func checkText(
    _ keyword: SchemaKeyword, _ argument: JSONValue, _ text: String
  ) throws(SchemaProblem) -> SchemaViolation? {
    let holds: Bool
    switch keyword {
    case .minLength: holds = isWithin(argument, text.unicodeScalars.count, >=)
    case .maxLength: holds = isWithin(argument, text.unicodeScalars.count, <=)
    case .pattern:
      guard let pattern = argument.string else { return nil }
      holds = try matches(pattern, text)
    case .format:
      guard rules.assertsFormats, let name = argument.string else { return nil }
      holds = StringFormat(rawValue: name)?.holds(text) ?? true
    default: return nil
    }
    return holds ? nil : SchemaViolation(keyword.rawValue)
  }

  /// Compares a count with a limit, which may be written `2.0`.
  func isWithin(_ limit: JSONValue, _ count: Int, _ order: (ExactNumber, ExactNumber) -> Bool)
    -> Bool
  {
    guard let limit = limit.number else { return true }
    return order(ExactNumber(token: String(count)), ExactNumber(token: limit.token))
  }
}

/// The seven type names of JSON Schema.
enum JSONType: String, Sendable {
  case null, boolean, object, array, number, integer, string

  func holds(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .bool), (.object, .object), (.array, .array),
      (.number, .number), (.string, .string):
      true
    case (.integer, .number(let number)):
      number.isInteger || ExactNumber(token: number.token).isInteger
    default: false
    }
  }

  /// The type that a name of Python, Java or JavaScript means; nil for `any` and unknown names.
  init?(foreign name: String) {
    switch name.lowercased() {
    case "dict", "dictionary", "map", "hashmap", "object": self = .object
    case "list", "tuple", "array", "arraylist", "set": self = .array
    case "float", "double", "number", "decimal": self = .number
    case "int", "long", "short", "byte", "bigint", "integer": self = .integer
    case "str", "string", "char", "text": self = .string
    case "bool", "boolean": self = .boolean
    case "none", "null", "nonetype": self = .null
    default: return nil
    }
  }
}
