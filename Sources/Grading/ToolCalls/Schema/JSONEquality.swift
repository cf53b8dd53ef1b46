package import Bytes

/// Whether two strings hold the same code points; `==` would also equate `é` with `e` and an accent.
func isSameText(_ a: String, _ b: String) -> Bool {
  let (a, b) = (a.utf8.span, b.utf8.span)
  guard a.count == b.count else { return false }
  for index in a.indices where a[index] != b[index] { return false }
  return true
}

/// Whether two JSON values are equal in the sense of JSON Schema: numbers by value, strings by code
/// point, objects without regard to order; `true` is never 1.
package func isSameJSON(_ a: JSONValue, _ b: JSONValue) -> Bool {
  switch (a, b) {
  case (.null, .null): true
  case (.bool(let a), .bool(let b)): a == b
  case (.number(let a), .number(let b)):
    a.token == b.token || ExactNumber(token: a.token) == ExactNumber(token: b.token)
  case (.string(let a), .string(let b)): isSameText(a, b)
  case (.array(let a), .array(let b)):
    a.count == b.count && zip(a, b).allSatisfy { isSameJSON($0, $1) }
  case (.object(let a), .object(let b)): isSameObject(a, b)
  default: false
  }
}

private func isSameObject(_ a: JSONObject, _ b: JSONObject) -> Bool {
  let (a, b) = (a.distinct, b.distinct)
  guard a.count == b.count else { return false }
  return a.allSatisfy { member in
    guard let other = b.first(where: { isSameText($0.key, member.key) }) else { return false }
    return isSameJSON(member.value, other.value)
  }
}

extension JSONObject {
  /// The members that count: of repeated keys the last one.
  var distinct: [Member] {
    guard count > 1 else { return members }
    if count <= 8 {
      // hardly any object repeats a key
      let repeats = members.indices.contains { index in
        members[(index + 1)...].contains { isSameText($0.key, members[index].key) }
      }
      guard repeats else { return members }
      return members.enumerated().filter { index, member in
        !members[(index + 1)...].contains { isSameText($0.key, member.key) }
      }.map(\.element)
    }
    var seen: Set<[UInt8]> = []
    return members.reversed().filter { seen.insert(Array($0.key.utf8)).inserted }.reversed()
  }

  /// The value of a key, compared by code points.
  func value(_ key: String) -> JSONValue? {
    members.last { isSameText($0.key, key) }?.value
  }
}

extension JSONValue {
  /// Feeds a hasher so that equal values, by `isSameJSON`, have equal hashes.
  func hashCanonically(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let value): hasher.combine(ExactNumber(token: value.token))
    case .string(let value): for byte in value.utf8 { hasher.combine(byte) }
    case .array(let elements):
      hasher.combine(elements.count)
      for element in elements { element.hashCanonically(into: &hasher) }
    case .object(let object):
      var sum = 0
      for member in object.distinct {
        var inner = Hasher()
        for byte in member.key.utf8 { inner.combine(byte) }
        member.value.hashCanonically(into: &inner)
        sum &+= inner.finalize()
      }
      hasher.combine(sum)
    }
  }
}
