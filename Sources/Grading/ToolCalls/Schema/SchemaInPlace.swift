import Bytes

/// Keywords that apply other schemas to the same value.
extension SchemaValidator {
  mutating func checkInPlace(
    _ keyword: SchemaKeyword, _ argument: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    switch keyword {
    case .ref: return try checkReference(argument, rule, &own)
    case .dynamicRef: return try checkDynamicReference(argument, rule, &own)
    case .allOf:
      for schema in argument.array ?? [] {
        if let violation = try check(part(schema, rule), rule.value, &own) { return violation }
      }
      return nil
    case .anyOf: return try count(argument, rule, &own) > 0 ? nil : SchemaViolation("anyOf")
    case .oneOf: return try count(argument, rule, &own) == 1 ? nil : SchemaViolation("oneOf")
    case .not:
      var ignored = Evaluated()
      let violation = try check(part(argument, rule), rule.value, &ignored)
      return violation == nil ? SchemaViolation("not") : nil
    case .if: return try checkCondition(argument, rule, &own)
    case .dependentSchemas: return try checkDependencies(argument, rule, &own)
    default: return nil
    }
  }

  /// How many branches hold; all are tried, since each one that holds adds what it evaluated.
  private mutating func count(
    _ branches: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> Int {
    var count = 0
    for schema in branches.array ?? [] {
      if try check(part(schema, rule), rule.value, &own) == nil { count += 1 }
    }
    return count
  }

  private mutating func checkCondition(
    _ condition: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    let holds = try check(part(condition, rule), rule.value, &own) == nil
    guard let branch = rule.schema[holds ? "then" : "else"] else { return nil }
    return try check(part(branch, rule), rule.value, &own)
  }

  /// `dependentSchemas`, and draft 7's `dependencies`, whose members are schemas or lists of keys.
  mutating func checkDependencies(
    _ argument: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    guard let object = rule.value.object, let dependencies = argument.object else { return nil }
    for member in dependencies.members where object.value(member.key) != nil {
      if let keys = member.value.array {
        guard Self.holds(keys, object) else { return SchemaViolation("dependencies") }
      } else if let violation = try check(part(member.value, rule), rule.value, &own) {
        return violation
      }
    }
    return nil
  }

  static func holds(_ keys: [JSONValue], _ object: JSONObject) -> Bool {
    keys.allSatisfy { key in key.string.map { object.value($0) != nil } ?? true }
  }

  private mutating func checkReference(
    _ argument: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    guard let text = argument.string else { return nil }
    return try check(document.resolve(text, from: rule.resource), rule.value, &own)
  }

  /// `$dynamicRef`: like `$ref`, but where it leads to a `$dynamicAnchor`, the outermost resource of
  /// the dynamic scope with an anchor of that name takes its place.
  private mutating func checkDynamicReference(
    _ argument: JSONValue, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    guard let text = argument.string else { return nil }
    var place = try document.resolve(text, from: rule.resource)
    let name = Reference(text).decodedFragment
    if document.resources[place.resource].dynamicAnchors[name] != nil {
      for resource in scope {
        guard let outer = document.resources[resource].dynamicAnchors[name] else { continue }
        place = SchemaDocument.Place(schema: outer, resource: resource)
        break
      }
    }
    return try check(place, rule.value, &own)
  }
}
