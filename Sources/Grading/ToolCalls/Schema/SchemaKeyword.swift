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

  /// By the length of the name: a few comparisons cost less than a hash.
  private static let byLength: [[(name: String, keyword: SchemaKeyword)]] = {
    var table = [[(name: String, keyword: SchemaKeyword)]](repeating: [], count: 24)
    for keyword in allCases {
      table[keyword.rawValue.utf8.count].append((keyword.rawValue, keyword))
    }
    return table
  }()

  /// Nil for annotations such as `description` and for unknown words.
  init?(name: String) {
    let length = name.utf8.count
    guard length < Self.byLength.count,
      let found = Self.byLength[length].first(where: { isSameText($0.name, name) })
    else { return nil }
    self = found.keyword
  }
}
