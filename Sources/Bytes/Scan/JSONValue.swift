// A JSON value as a tree, for the small and free-form parts of a sample: tests, tools, constraints,
// details. The text of prompts and responses never takes this way (see JSONReader).
//
// Numbers keep their token, so 123456789012345678901234567890 and 0.10 survive a round trip, and
// `true` is never mistaken for 1. Objects keep the order of their keys.

/// A JSON value (RFC 8259).
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// A JSON number as it was written.
public struct JSONNumber: Sendable, Hashable {
  /// The token, for example `-1.50e3`; always of JSON's grammar.
  public let token: String

  package init(token: String) { self.token = token }
  public init(_ value: Int) { token = String(value) }

  /// A number that JSON can hold: infinities and NaN have no token and become nil.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let isWhole = value == value.rounded() && abs(value) < 1e15
    token = isWhole ? String(Int64(value)) : "\(value)"
  }

  /// The nearest double; nil where the magnitude overflows.
  public var double: Double? {
    guard let value = Double(token), value.isFinite else { return nil }
    return value
  }

  /// The value where the token is written as an integer that fits.
  public var int: Int? { Int(token) }

  /// Whether the token has neither fraction nor exponent.
  public var isInteger: Bool { !token.utf8.contains { $0 == 0x2E || $0 | 0x20 == 0x65 } }
}

/// The members of a JSON object in the order in which they were written.
public struct JSONObject: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSONValue
  }
  public private(set) var members: [Member]

  public init(_ members: [(String, JSONValue)] = []) {
    self.members = members.map { Member(key: $0.0, value: $0.1) }
  }

  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  public var keys: [String] { members.map(\.key) }
  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }

  /// The value of a key; of repeated keys the last one counts, as in every common parser.
  public subscript(key: String) -> JSONValue? {
    get { members.last { $0.key == key }?.value }
    set {
      if let newValue {
        if let index = members.lastIndex(where: { $0.key == key }) {
          members[index].value = newValue
        } else {
          members.append(Member(key: key, value: newValue))
        }
      } else {
        members.removeAll { $0.key == key }
      }
    }
  }

  package mutating func append(key: String, value: JSONValue) {
    members.append(Member(key: key, value: value))
  }
}

extension JSONValue {
  public static func int(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
  public static func double(_ value: Double) -> JSONValue {
    JSONNumber(value).map(JSONValue.number) ?? .null
  }

  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }
  public var int: Int? { number?.int }
  public var double: Double? { number?.double }
  public var isNull: Bool { self == .null }

  /// The member of an object; nil for other kinds and missing keys.
  public subscript(key: String) -> JSONValue? { object?[key] }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements))
  }
}
