import Bytes

// JSON values as Python sees them after `json.loads`: what the reference compares with `type` and `==`.

/// Types of values in Python: of one value one, of a schema one or two.
struct PythonKind: OptionSet, Sendable {
  let rawValue: UInt8

  static let string = PythonKind(rawValue: 1)
  static let int = PythonKind(rawValue: 2)
  static let float = PythonKind(rawValue: 4)
  static let bool = PythonKind(rawValue: 8)
  static let list = PythonKind(rawValue: 16)
  static let dict = PythonKind(rawValue: 32)
  static let null = PythonKind(rawValue: 64)
}

extension PythonKind {
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool: self = .bool
    case .number(let number): self = number.isInteger ? .int : .float
    case .string: self = .string
    case .array: self = .list
    case .object: self = .dict
    }
  }

  /// The types that a schema's type name stands for: BFCL's table, and JSON Schema's own names.
  static func named(_ name: String) -> PythonKind? {
    switch name {
    case "any": .string
    case "number": [.int, .float]
    default:
      switch JSONType(foreign: name) {
      case .string: .string
      case .integer: .int
      case .number: .float
      case .boolean: .bool
      case .array: .list
      case .object: .dict
      case .null: .null
      case nil: nil
      }
    }
  }
}

/// Python's `==`: `1 == 1.0 == True`, lists item by item, dicts without order.
func isEqualInPython(_ a: JSONValue, _ b: JSONValue) -> Bool {
  switch (a, b) {
  case (.string(let a), .string(let b)): return isSameText(a, b)
  case (.null, .null): return true
  case (.array(let a), .array(let b)):
    return a.count == b.count && zip(a, b).allSatisfy { isEqualInPython($0, $1) }
  case (.object(let a), .object(let b)):
    let (a, b) = (a.distinct, b.distinct)
    return a.count == b.count
      && a.allSatisfy { member in
        b.first { isSameText($0.key, member.key) }
          .map { isEqualInPython(member.value, $0.value) } ?? false
      }
  default:
    guard let a = pythonNumber(a), let b = pythonNumber(b) else { return false }
    return a == b
  }
}

/// A number or a boolean as an exact value; a float is first rounded to a double, as Python does.
private func pythonNumber(_ value: JSONValue) -> ExactNumber? {
  switch value {
  case .bool(let isTrue): return ExactNumber(token: isTrue ? "1" : "0")
  case .number(let number):
    guard !number.isInteger, let double = Double(number.token) else {
      return ExactNumber(token: number.token)
    }
    // Whole doubles below 2^63 are compared with integers exactly; others only with other floats.
    return ExactNumber(token: Int64(exactly: double).map { String($0) } ?? "\(double)")
  default: return nil
  }
}

/// What is left of a string when BFCL compares it: no spaces and no `,./-_*^`, lower case, double for
/// single quotes.
func normalisedText(_ text: String) -> [UInt8] {
  var out: [UInt8] = []
  out.reserveCapacity(text.utf8.count)
  var isASCII = true
  for byte in text.utf8 {
    switch byte {
    case 0x20, 0x2C, 0x2E, 0x2F, 0x2D, 0x5F, 0x2A, 0x5E: continue
    case 0x27: out.append(0x22)
    case 0x41...0x5A: out.append(byte | 0x20)
    default:
      isASCII = isASCII && byte < 0x80
      out.append(byte)
    }
  }
  return isASCII ? out : Array(String(decoding: out, as: UTF8.self).lowercased().utf8)
}
