/// The versions of JSON Schema that the validator knows.
public enum SchemaDialect: String, Sendable, CaseIterable {
  case draft7 = "draft-07"
  case draft2020 = "2020-12"

  /// The dialect that a `$schema` names; draft 6 is read as draft 7, 2019-09 as 2020-12.
  init?(uri: String) {
    switch uri {
    case let uri where uri.contains("draft-07") || uri.contains("draft-06"): self = .draft7
    case let uri where uri.contains("2020-12") || uri.contains("2019-09"): self = .draft2020
    default: return nil
    }
  }
}

/// Why nothing can be said about a value: the fault is the schema's, or the work is out of bounds.
public struct SchemaProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String
  /// The reference that leads nowhere in the schema, where that is the problem.
  public let missingReference: String?

  init(_ description: String, missingReference: String? = nil) {
    self.description = description
    self.missingReference = missingReference
  }
}

/// The first rule that a value breaks.
public struct SchemaViolation: Sendable, Hashable, CustomStringConvertible {
  /// The keyword of the schema, for example `maximum`.
  public let keyword: String
  /// Keys and indices from the value to its part, innermost first.
  var reversedPath: [String] = []

  init(_ keyword: String) { self.keyword = keyword }

  /// Where in the value: a JSON pointer (RFC 6901).
  public var pointer: String {
    reversedPath.reversed().map { "/" + pointerToken($0) }.joined()
  }
  public var description: String { "\(pointer): \(keyword)" }

  func inside(_ key: String) -> SchemaViolation {
    var outer = self
    outer.reversedPath.append(key)
    return outer
  }
}

private func pointerToken(_ key: String) -> String {
  guard key.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return key }
  return key.reduce(into: "") { text, character in
    text += character == "~" ? "~0" : character == "/" ? "~1" : String(character)
  }
}
