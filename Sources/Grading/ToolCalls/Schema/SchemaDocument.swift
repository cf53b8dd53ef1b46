import Bytes

/// A schema with all that its references may lead to: its resources (parts with an `$id` of their
/// own), their anchors, and the published metaschemas.
struct SchemaDocument: Sendable {
  /// A part of a document that has a URI of its own.
  struct Resource: Sendable {
    let uri: Reference
    let root: JSONValue
    let dialect: SchemaDialect
    var anchors: [String: JSONValue] = [:]
    var dynamicAnchors: [String: JSONValue] = [:]
  }
  /// A schema, and the resource against which its references are resolved.
  struct Place: Sendable {
    let schema: JSONValue
    let resource: Int
  }

  private(set) var resources: [Resource] = []
  private var byURI: [String: Int] = [:]
  /// Whether parts have an `$id`, so that descending into a part may change the resource.
  private(set) var hasParts = false
  /// Whether a keyword asks what its neighbours have evaluated.
  private(set) var asksForEvaluated = false

  /// - Throws: `SchemaProblem` for nesting that no reader should follow.
  init(_ schema: JSONValue, dialect: SchemaDialect) throws(SchemaProblem) {
    try addDocument(schema, uri: Reference(""), dialect: dialect)
  }

  private mutating func addDocument(
    _ schema: JSONValue, uri: Reference, dialect: SchemaDialect
  ) throws(SchemaProblem) {
    let stated = schema["$schema"]?.string.flatMap(SchemaDialect.init(uri:))
    let index = add(schema, uri: uri, dialect: stated ?? dialect)
    try scan(schema, resource: index, depth: 0, isRoot: true)
  }

  private mutating func add(_ schema: JSONValue, uri: Reference, dialect: SchemaDialect) -> Int {
    resources.append(Resource(uri: uri, root: schema, dialect: dialect))
    byURI[uri.document] = resources.count - 1
    return resources.count - 1
  }

  private mutating func scan(
    _ schema: JSONValue, resource: Int, depth: Int, isRoot: Bool
  ) throws(SchemaProblem) {
    guard case .object(let object) = schema else { return }
    guard depth < 200 else { throw SchemaProblem("a schema nested deeper than 200") }
    var resource = resource
    if let id = Self.id(of: object, resources[resource].dialect) {
      resource = enter(id, schema, from: resource, isRoot: isRoot)
    }
    for member in object.members {
      guard let keyword = SchemaKeyword(name: member.key) else { continue }
      switch keyword {
      case .id: addOldAnchor(member.value, schema, resource)
      case .anchor:
        if let name = member.value.string { resources[resource].anchors[name] = schema }
      case .dynamicAnchor:
        if let name = member.value.string { resources[resource].dynamicAnchors[name] = schema }
      case .unevaluatedItems, .unevaluatedProperties: asksForEvaluated = true
      default: break
      }
      for part in Self.parts(of: keyword, member.value) {
        try scan(part, resource: resource, depth: depth + 1, isRoot: false)
      }
    }
  }

  /// The `$id` that names a resource: in draft 7 neither one beside `$ref` nor one that is a fragment.
  static func id(of object: JSONObject, _ dialect: SchemaDialect) -> String? {
    guard let id = object["$id"]?.string else { return nil }
    guard dialect == .draft7 else { return id }
    return id.hasPrefix("#") || object["$ref"]?.string != nil ? nil : id
  }

  private mutating func enter(
    _ id: String, _ schema: JSONValue, from resource: Int, isRoot: Bool
  ) -> Int {
    let uri = Reference(id).resolved(against: resources[resource].uri)
    let stated = schema["$schema"]?.string.flatMap(SchemaDialect.init(uri:))
    if !isRoot { hasParts = true }
    return add(schema, uri: uri, dialect: stated ?? resources[resource].dialect)
  }

  /// In draft 7, `{"$id": "#name"}` is what `$anchor` became.
  private mutating func addOldAnchor(_ value: JSONValue, _ schema: JSONValue, _ resource: Int) {
    guard resources[resource].dialect == .draft7, let id = value.string,
      let fragment = Reference(id).fragment, !fragment.isEmpty
    else { return }
    resources[resource].anchors[fragment] = schema
  }

  private static func parts(of keyword: SchemaKeyword, _ value: JSONValue) -> [JSONValue] {
    switch keyword.shape {
    case .schema: [value]
    case .schemas: value.array ?? []
    case .schemaOrSchemas: value.array ?? [value]
    case .namedSchemas: value.object?.members.map(\.value) ?? []
    case .other: []
    }
  }
}

extension SchemaDocument {
  /// The root: the resource that was added last for it, where it has an `$id`.
  var root: Place {
    let root = resources[0].root
    if case .object(let object) = root, let id = Self.id(of: object, resources[0].dialect) {
      return Place(schema: root, resource: resource(id, from: 0))
    }
    return Place(schema: root, resource: 0)
  }

  /// The resource that a part with an `$id` is.
  func resource(_ id: String, from resource: Int) -> Int {
    byURI[Reference(id).resolved(against: resources[resource].uri).document] ?? resource
  }

  /// Where a reference leads.
  ///
  /// - Throws: `SchemaProblem` for one that leads out of the document, which is never followed, or
  ///   nowhere.
  mutating func resolve(_ text: String, from resource: Int) throws(SchemaProblem) -> Place {
    let target = Reference(text).resolved(against: resources[resource].uri)
    let index = try find(target, text)
    let fragment = target.decodedFragment
    if fragment.isEmpty { return Place(schema: resources[index].root, resource: index) }
    if fragment.hasPrefix("/") { return try follow(fragment, in: index, text) }
    let found = resources[index].anchors[fragment] ?? resources[index].dynamicAnchors[fragment]
    guard let found else { throw Self.nowhere(text) }
    return Place(schema: found, resource: index)
  }

  private mutating func find(_ target: Reference, _ text: String) throws(SchemaProblem) -> Int {
    if let known = byURI[target.document] { return known }
    guard let metaschema = metaschema(target.document) else { throw Self.nowhere(text) }
    try addDocument(metaschema, uri: Reference(target.document), dialect: .draft2020)
    guard let added = byURI[target.document] else { throw Self.nowhere(text) }
    return added
  }

  private static func nowhere(_ text: String) -> SchemaProblem {
    SchemaProblem("a reference that leads nowhere in the schema", missingReference: text)
  }

  /// Follows a JSON pointer (RFC 6901) from the root of a resource.
  private func follow(
    _ pointer: String, in resource: Int, _ text: String
  ) throws(SchemaProblem) -> Place {
    var place = Place(schema: resources[resource].root, resource: resource)
    for token in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let key = Self.unescaped(token)
      switch place.schema {
      case .object(let object):
        guard let next = object.value(key) else { throw Self.nowhere(text) }
        place = enter(next, from: place.resource)
      case .array(let elements):
        guard let index = Int(key), elements.indices.contains(index) else {
          throw Self.nowhere(text)
        }
        place = enter(elements[index], from: place.resource)
      default: throw Self.nowhere(text)
      }
    }
    return place
  }

  /// A part of a schema, in the resource that its `$id` names, if it has one.
  func enter(_ schema: JSONValue, from resource: Int) -> Place {
    guard hasParts, case .object(let object) = schema,
      let id = Self.id(of: object, resources[resource].dialect)
    else { return Place(schema: schema, resource: resource) }
    return Place(schema: schema, resource: self.resource(id, from: resource))
  }

  private static func unescaped(_ token: Substring) -> String {
    guard token.utf8.contains(0x7E) else { return String(token) }
    var text = ""
    var isEscaped = false
    for character in token {
      if isEscaped { text.append(character == "1" ? "/" : "~") }
      if !isEscaped, character != "~" { text.append(character) }
      isEscaped = !isEscaped && character == "~"
    }
    return text
  }
}
