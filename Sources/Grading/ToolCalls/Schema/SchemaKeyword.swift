/// The keywords of draft 7 and 2020-12 that assert, apply other schemas or name them.
enum SchemaKeyword: String, CaseIterable, Sendable {
  case type, `enum`, const
  case minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf
  case minLength, maxLength, pattern, format
  case minItems, maxItems, uniqueItems, contains, minContains, maxContains
  case items, prefixItems, additionalItems, unevaluatedItems
  case minProperties, maxProperties, required, dependentRequired
  case properties, patternProperties, additionalProperties, propertyNames, unevaluatedProperties
  case dependentSchemas, dependencies
  case allOf, anyOf, oneOf, not
  case `if`, then, `else`
  case ref = "$ref"
  case dynamicRef = "$dynamicRef"
  case id = "$id"
  case anchor = "$anchor"
  case dynamicAnchor = "$dynamicAnchor"
  case defs = "$defs"
  case definitions, contentSchema

  /// What stands under a keyword.
  enum Shape: Sendable {
    case schema, schemas, schemaOrSchemas, namedSchemas, other
  }

  var shape: Shape {
    switch self {
    case .contains, .additionalItems, .unevaluatedItems, .additionalProperties, .propertyNames,
      .unevaluatedProperties, .not, .if, .then, .else, .contentSchema:
      .schema
    case .allOf, .anyOf, .oneOf, .prefixItems: .schemas
    case .items: .schemaOrSchemas
    case .properties, .patternProperties, .dependentSchemas, .dependencies, .defs, .definitions:
      .namedSchemas
    default: .other
    }
  }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// Nil for annotations such as `description` and for unknown words.
  init?(name: String) {
    guard let keyword = Self.byName[name] else { return nil }
    self = keyword
  }
}
