import Bytes

/// Keywords for arrays.
extension SchemaValidator {
  mutating func checkArray(
    _ keyword: SchemaKeyword, _ argument: JSONValue, _ elements: [JSONValue], _ rule: Rule,
    _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    switch keyword {
    case .minItems:
      return isWithin(argument, elements.count, >=) ? nil : SchemaViolation("minItems")
    case .maxItems:
      return isWithin(argument, elements.count, <=) ? nil : SchemaViolation("maxItems")
    case .uniqueItems:
      return argument.bool != true || areDistinct(elements) ? nil : SchemaViolation("uniqueItems")
    case .prefixItems: return try checkPrefix(argument.array ?? [], elements, rule, &own)
    case .items: return try checkItems(argument, elements, rule, &own)
    case .additionalItems:
      guard let prefix = rule.schema["items"]?.array else { return nil }
      return try checkRest(argument, elements, from: prefix.count, rule, &own)
    case .contains: return try checkContains(argument, elements, rule, &own)
    default: return nil
    }
  }

  /// One schema for all items after `prefixItems`, or draft 7's list of schemas.
  private mutating func checkItems(
    _ argument: JSONValue, _ elements: [JSONValue], _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    if case .array(let prefix) = argument { return try checkPrefix(prefix, elements, rule, &own) }
    let start = rule.schema["prefixItems"]?.array?.count ?? 0
    return try checkRest(argument, elements, from: start, rule, &own)
  }

  private mutating func checkPrefix(
    _ schemas: [JSONValue], _ elements: [JSONValue], _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    for (index, (schema, element)) in zip(schemas, elements).enumerated() {
      var inner = Evaluated()
      if let violation = try check(part(schema, rule), element, &inner) {
        return violation.inside(String(index))
      }
    }
    own.itemCount = max(own.itemCount, min(schemas.count, elements.count))
    return nil
  }

  private mutating func checkRest(
    _ schema: JSONValue, _ elements: [JSONValue], from start: Int, _ rule: Rule,
    _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    guard start < elements.count else { return nil }
    let place = part(schema, rule)
    for index in start..<elements.count {
      var inner = Evaluated()
      if let violation = try check(place, elements[index], &inner) {
        return violation.inside(String(index))
      }
    }
    own.itemCount = elements.count
    return nil
  }

  private mutating func checkContains(
    _ schema: JSONValue, _ elements: [JSONValue], _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    var count = 0
    for (index, element) in elements.enumerated() {
      var inner = Evaluated()
      guard try check(part(schema, rule), element, &inner) == nil else { continue }
      count += 1
      if document.resources[rule.resource].dialect != .draft7 { own.items.insert(index) }
    }
    guard document.resources[rule.resource].dialect != .draft7 else {
      return count > 0 ? nil : SchemaViolation("contains")
    }
    let minimum = rule.schema["minContains"] ?? 1
    guard isWithin(minimum, count, >=) else { return SchemaViolation("contains") }
    guard let maximum = rule.schema["maxContains"] else { return nil }
    return isWithin(maximum, count, <=) ? nil : SchemaViolation("maxContains")
  }

  private func areDistinct(_ elements: [JSONValue]) -> Bool {
    var byHash: [Int: [Int]] = [:]
    for (index, element) in elements.enumerated() {
      var hasher = Hasher()
      element.hashCanonically(into: &hasher)
      let hash = hasher.finalize()
      let others = byHash[hash] ?? []
      if others.contains(where: { isSameJSON(elements[$0], element) }) { return false }
      byHash[hash] = others + [index]
    }
    return true
  }
}

/// Keywords for objects.
extension SchemaValidator {
  mutating func checkObject(
    _ keyword: SchemaKeyword, _ argument: JSONValue, _ object: JSONObject, _ rule: Rule,
    _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    switch keyword {
    case .minProperties:
      return isWithin(argument, object.distinct.count, >=) ? nil : SchemaViolation("minProperties")
    case .maxProperties:
      return isWithin(argument, object.distinct.count, <=) ? nil : SchemaViolation("maxProperties")
    case .required:
      return Self.holds(argument.array ?? [], object) ? nil : SchemaViolation("required")
    case .dependentRequired: return checkDependentRequired(argument, object)
    case .properties: return try checkProperties(argument, object, rule, &own)
    case .patternProperties: return try checkPatternProperties(argument, object, rule, &own)
    case .additionalProperties: return try checkAdditional(argument, object, rule, &own)
    case .propertyNames:
      for member in object.members {
        var inner = Evaluated()
        let name = JSONValue.string(member.key)
        if try check(part(argument, rule), name, &inner) != nil {
          return SchemaViolation("propertyNames").inside(member.key)
        }
      }
      return nil
    default: return nil
    }
  }

  private func checkDependentRequired(_ argument: JSONValue, _ object: JSONObject)
    -> SchemaViolation?
  {
    let broken = argument.object?.members.first { member in
      object.value(member.key) != nil && !Self.holds(member.value.array ?? [], object)
    }
    return broken == nil ? nil : SchemaViolation("dependentRequired")
  }

  private mutating func checkMember(
    _ place: SchemaDocument.Place, _ member: JSONObject.Member, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    var inner = Evaluated()
    if let violation = try check(place, member.value, &inner) {
      return violation.inside(member.key)
    }
    if document.asksForEvaluated { own.properties.insert(member.key) }
    return nil
  }

  private mutating func checkProperties(
    _ argument: JSONValue, _ object: JSONObject, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    guard let properties = argument.object else { return nil }
    for member in object.distinct {
      guard let schema = properties.value(member.key) else { continue }
      if let violation = try checkMember(part(schema, rule), member, &own) { return violation }
    }
    return nil
  }

  private mutating func checkPatternProperties(
    _ argument: JSONValue, _ object: JSONObject, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    for pattern in argument.object?.members ?? [] {
      for member in object.distinct where try matches(pattern.key, member.key) {
        let place = part(pattern.value, rule)
        if let violation = try checkMember(place, member, &own) { return violation }
      }
    }
    return nil
  }

  private mutating func checkAdditional(
    _ argument: JSONValue, _ object: JSONObject, _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    let properties = rule.schema["properties"]?.object
    let patterns = rule.schema["patternProperties"]?.object?.keys ?? []
    for member in object.distinct where properties?.value(member.key) == nil {
      var isNamed = false
      for pattern in patterns where try matches(pattern, member.key) { isNamed = true }
      if isNamed { continue }
      if case .bool(false) = argument {
        return SchemaViolation("additionalProperties").inside(member.key)
      }
      if let violation = try checkMember(part(argument, rule), member, &own) { return violation }
    }
    own.hasAllProperties = true
    return nil
  }
}

/// What no neighbour has evaluated; judged after all of them.
extension SchemaValidator {
  mutating func checkUnevaluated(
    _ rule: Rule, _ own: inout Evaluated
  ) throws(SchemaProblem) -> SchemaViolation? {
    switch rule.value {
    case .object(let object):
      guard let schema = rule.schema["unevaluatedProperties"], !own.hasAllProperties else {
        return nil
      }
      for member in object.distinct where !own.properties.contains(member.key) {
        if try checkMember(part(schema, rule), member, &own) != nil {
          return SchemaViolation("unevaluatedProperties").inside(member.key)
        }
      }
      own.hasAllProperties = true
    case .array(let elements):
      guard let schema = rule.schema["unevaluatedItems"], own.itemCount < elements.count else {
        return nil
      }
      for index in own.itemCount..<elements.count where !own.items.contains(index) {
        var inner = Evaluated()
        if try check(part(schema, rule), elements[index], &inner) != nil {
          return SchemaViolation("unevaluatedItems").inside(String(index))
        }
      }
      own.itemCount = elements.count
    default: break
    }
    return nil
  }
}
