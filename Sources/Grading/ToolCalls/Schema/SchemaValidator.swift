// Validation of JSON values against JSON Schema, draft 7 (https://json-schema.org/draft-07) and
// 2020-12 (https://json-schema.org/draft/2020-12), by walking the schema as it was written: a tool's
// schema is used for one or two calls, so nothing is compiled. Work is bounded in depth and steps;
// nothing is ever fetched.

public import Bytes

/// One schema, ready to judge any number of values.
public struct SchemaValidator: Sendable {
  let rules: SchemaRules
  var document: SchemaDocument
  /// The resources entered so far, outermost first: the dynamic scope of `$dynamicRef`.
  var scope: [Int] = []
  private var patterns: [String: SchemaPattern] = [:]
  private var stepsLeft = 0
  private var depth = 0

  /// - Throws: `SchemaProblem` for a schema nested beyond all reason.
  public init(_ schema: JSONValue, rules: SchemaRules) throws(SchemaProblem) {
    self.rules = rules
    document = try SchemaDocument(schema, dialect: rules.dialect)
  }

  /// The first rule that a value breaks, or nil.
  ///
  /// - Throws: `SchemaProblem` where the schema has a reference that leads nowhere or a pattern that
  ///   is not supported, and where the work is out of bounds.
  public mutating func violation(of value: JSONValue) throws(SchemaProblem) -> SchemaViolation? {
    stepsLeft = 200_000
    depth = 0
    let root = document.root
    scope = [root.resource]
    var marks = Evaluated()
    return try check(root, value, &marks)
  }

  /// Checks one value against one schema; what the schema evaluated is added to the marks.
  mutating func check(
    _ place: SchemaDocument.Place, _ value: JSONValue, _ marks: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    switch place.schema {
    case .bool(true): return nil
    case .bool(false): return SchemaViolation("false")
    case .object(let object): return try check(object, place.resource, value, &marks)
    default: throw SchemaProblem("a schema that is neither an object nor a boolean")
    }
  }

  private mutating func check(
    _ schema: JSONObject, _ resource: Int, _ value: JSONValue, _ marks: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    stepsLeft -= 1
    depth += 1
    defer { depth -= 1 }
    guard stepsLeft > 0, depth < 300 else {
      throw SchemaProblem("a schema that takes too many steps")
    }
    let isNewScope = scope.last != resource
    if isNewScope { scope.append(resource) }
    defer { if isNewScope { scope.removeLast() } }
    var own = Evaluated()
    if let violation = try keywords(of: schema, resource, value, &own) { return violation }
    if document.asksForEvaluated { marks.formUnion(own) }
    return nil
  }

  private mutating func keywords(
    of schema: JSONObject, _ resource: Int, _ value: JSONValue, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    if document.resources[resource].dialect == .draft7, let ref = schema["$ref"]?.string {
      return try check(document.resolve(ref, from: resource), value, &own)
    }
    let rule = Rule(schema: schema, resource: resource, value: value)
    for member in schema.members {
      guard let keyword = SchemaKeyword(name: member.key) else { continue }
      if let violation = try check(keyword, member.value, rule, &own) { return violation }
    }
    guard document.asksForEvaluated else { return nil }
    return try checkUnevaluated(rule, &own)
  }

  /// What a keyword is judged with: its neighbours, where it stands, and the value.
  struct Rule {
    let schema: JSONObject
    let resource: Int
    let value: JSONValue
  }

  private mutating func check(
    _ keyword: SchemaKeyword, _ argument: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    switch keyword {
    case .ref, .dynamicRef, .allOf, .anyOf, .oneOf, .not, .if, .dependentSchemas:
      return try checkInPlace(keyword, argument, rule, &own)
    case .dependencies: return try checkDependencies(argument, rule, &own)
    case .type: return hasType(argument, rule.value) ? nil : SchemaViolation("type")
    case .enum:
      let choices = argument.array ?? []
      return choices.contains { isSameJSON($0, rule.value) } ? nil : SchemaViolation("enum")
    case .const: return isSameJSON(argument, rule.value) ? nil : SchemaViolation("const")
    default: break
    }
    switch rule.value {
    case .number(let number): return try checkNumber(keyword, argument, number, rule.schema)
    case .string(let text): return try checkText(keyword, argument, text)
    case .array(let elements): return try checkArray(keyword, argument, elements, rule, &own)
    case .object(let object): return try checkObject(keyword, argument, object, rule, &own)
    default: return nil
    }
  }

  func part(_ schema: JSONValue, _ rule: Rule) -> SchemaDocument.Place {
    document.enter(schema, from: rule.resource)
  }

  /// Whether some part of a text matches a pattern.
  mutating func matches(_ pattern: String, _ text: String) throws(SchemaProblem) -> Bool {
    let compiled: SchemaPattern
    if let known = patterns[pattern] {
      compiled = known
    } else {
      do { compiled = try SchemaPattern(pattern) } catch {
        throw SchemaProblem("a pattern with \(error.problem)")
      }
      patterns[pattern] = compiled
    }
    guard let answer = compiled.matches(text) else {
      throw SchemaProblem("a pattern that takes too many steps")
    }
    return answer
  }
}

/// Which parts of a value some keyword has evaluated, for `unevaluatedProperties` and
/// `unevaluatedItems`.
struct Evaluated {
  var hasAllProperties = false
  var properties: Set<String> = []
  /// All items before this one.
  var itemCount = 0
  var items: Set<Int> = []

  mutating func formUnion(_ other: Evaluated) {
    hasAllProperties = hasAllProperties || other.hasAllProperties
    properties.formUnion(other.properties)
    itemCount = max(itemCount, other.itemCount)
    items.formUnion(other.items)
  }
}
