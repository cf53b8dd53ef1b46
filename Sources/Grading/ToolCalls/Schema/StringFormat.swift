/// The formats of JSON Schema that can be asserted; by default a format only annotates.
///
/// Source: JSON Schema Validation 2020-12, section 7.3, and the documents that it names.
enum StringFormat: String, Sendable, CaseIterable {
  case date, time, duration, email, hostname, ipv4, ipv6, uri, uuid, regex
  case dateTime = "date-time"
  case uriReference = "uri-reference"
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"

  func holds(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .date: return Self.isDate(bytes[...])
    case .time: return Self.isTime(bytes[...])
    case .dateTime:
      guard bytes.count > 11, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
      return Self.isDate(bytes[..<10]) && Self.isTime(bytes[11...])
    case .duration: return Self.isDuration(text)
    case .email: return Self.isEmail(bytes)
    case .hostname: return Self.isHostname(bytes[...])
    case .ipv4: return Self.isIPv4(bytes[...])
    case .ipv6: return Self.isIPv6(text)
    case .uri: return Self.isURI(bytes) && Reference(text).scheme != nil
    case .uriReference: return Self.isURI(bytes)
    case .uuid: return Self.isUUID(bytes)
    case .regex: return (try? SchemaPatternParser.parse(text)) != nil
    case .jsonPointer: return Self.isPointer(bytes[...])
    case .relativeJSONPointer: return Self.isRelativePointer(bytes)
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
private func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (0x61...0x66).contains(byte | 0x20) }

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(isDigit) else { return nil }
  return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

// MARK: Time (RFC 3339)

extension StringFormat {
  private static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(text)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes[..<4]),
      let month = number(bytes[5..<7]), let day = number(bytes[8...]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }

  private static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(text)
    guard bytes.count >= 9, bytes[2] == 0x3A, bytes[5] == 0x3A, let hour = number(bytes[..<2]),
      let minute = number(bytes[3..<5]), let second = number(bytes[6..<8]), hour < 24, minute < 60,
      second <= 60
    else { return false }
    var zone = bytes[8...]
    if zone.first == 0x2E {
      zone = zone.dropFirst()
      guard let first = zone.first, isDigit(first) else { return false }
      zone = zone.drop(while: isDigit)
    }
    guard let shift = minutes(ofZone: Array(zone)) else { return false }
    guard second == 60 else { return true }
    let utc = ((hour * 60 + minute - shift) % 1_440 + 1_440) % 1_440
    return utc == 1_439  // leap seconds end a day of UTC
  }

  private static func minutes(ofZone zone: [UInt8]) -> Int? {
    if zone == [0x5A] || zone == [0x7A] { return 0 }
    guard zone.count == 6, zone[0] == 0x2B || zone[0] == 0x2D, zone[3] == 0x3A,
      let hour = number(zone[1..<3]), let minute = number(zone[4...]), hour < 24, minute < 60
    else { return nil }
    return (zone[0] == 0x2D ? -1 : 1) * (hour * 60 + minute)
  }

  private static let durationPattern = try? SchemaPattern(
    "^P(?!$)(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?"
      + "(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?)$")

  private static func isDuration(_ text: String) -> Bool {
    durationPattern?.matches(text) ?? false
  }
}

// MARK: Network

extension StringFormat {
  private static func isHostname(_ text: ArraySlice<UInt8>) -> Bool {
    guard !text.isEmpty, text.count <= 253 else { return false }
    return text.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
      let isTagged = label.count >= 4 && label.dropFirst(2).prefix(2).elementsEqual([0x2D, 0x2D])
      return first != 0x2D && last != 0x2D && (!isTagged || isPunycode(label))
        && label.allSatisfy { isDigit($0) || isLetter($0) || $0 == 0x2D }
    }
  }

  private static func isPunycode(_ label: ArraySlice<UInt8>) -> Bool {
    label.count > 4 && label.prefix(2).map { $0 | 0x20 } == Array("xn".utf8)
  }

  private static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard let value = number(part), part.count <= 3 else { return false }
        return value <= 255 && (part.count == 1 || part.first != 0x30)
      }
  }

  /// Eight groups; one `::` stands for at least one of them, an IPv4 address at the end for two.
  private static func isIPv6(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ isHex($0) || $0 == 0x3A || $0 == 0x2E }) else { return false }
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    var count = 0
    for (half, text) in halves.enumerated() where !text.isEmpty {
      let groups = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
      for (index, group) in groups.enumerated() {
        if group.contains(0x2E) {
          let isLast = half == halves.count - 1 && index == groups.count - 1
          guard isLast, isIPv4(Array(group)[...]) else { return false }
          count += 1
        } else if group.isEmpty || group.count > 4 {
          return false
        }
        count += 1
      }
    }
    return halves.count == 1 ? count == 8 : count < 8
  }

  private static func isEmail(_ bytes: [UInt8]) -> Bool {
    guard let at = bytes.lastIndex(of: 0x40), at > 0 else { return false }
    let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
    if domain.first == 0x5B, domain.last == 0x5D {
      let address = domain.dropFirst().dropLast()
      let isSix = address.starts(with: Array("IPv6:".utf8))
      let rest = String(decoding: address.dropFirst(isSix ? 5 : 0), as: UTF8.self)
      guard isSix ? isIPv6(rest) : isIPv4(address) else { return false }
    } else if !isHostname(domain) {
      return false
    }
    if local.count >= 2, local.first == 0x22, local.last == 0x22 { return true }
    return local.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty && atom.allSatisfy { isDigit($0) || isLetter($0) || atomMarks.contains($0) }
    }
  }

  private static let atomMarks = Array("!#$%&'*+-/=?^_`{|}~".utf8)

  /// The characters and brackets of RFC 3986, not every rule of it.
  private static func isURI(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() {
      if byte == 0x25 {
        guard index + 2 < bytes.count, isHex(bytes[index + 1]), isHex(bytes[index + 2]) else {
          return false
        }
      } else if !isDigit(byte), !isLetter(byte), !uriMarks.contains(byte) {
        return false
      }
    }
    guard bytes.count(where: { $0 == 0x23 }) <= 1 else { return false }
    let reference = Reference(String(decoding: bytes, as: UTF8.self))
    let authority = Array((reference.authority ?? "").utf8)
    let hasBrackets = reference.path.utf8.contains { $0 == 0x5B || $0 == 0x5D }
    if hasBrackets || reference.scheme == nil && beginsWithColon(reference) { return false }
    return isAuthority(authority)
  }

  private static let uriMarks = Array("-._~:/?#[]@!$&'()*+,;=".utf8)

  /// A first segment with a colon would be a scheme, and this is none.
  private static func beginsWithColon(_ reference: Reference) -> Bool {
    guard reference.authority == nil else { return false }
    return reference.path.prefix { $0 != "/" }.contains(":")
  }

  private static func isAuthority(_ bytes: [UInt8]) -> Bool {
    let host = bytes.lastIndex(of: 0x40).map { bytes[($0 + 1)...] } ?? bytes[...]
    let user = bytes.lastIndex(of: 0x40).map { bytes[..<$0] } ?? []
    guard !user.contains(where: { [0x40, 0x5B, 0x5D].contains($0) }) else { return false }
    if host.first == 0x5B {
      guard let close = host.firstIndex(of: 0x5D) else { return false }
      let rest = host[(close + 1)...]
      guard rest.isEmpty || rest.first == 0x3A && rest.dropFirst().allSatisfy(isDigit) else {
        return false
      }
      return isIPv6(
        String(decoding: host[host.index(after: host.startIndex)..<close], as: UTF8.self))
    }
    guard !host.contains(0x5B), !host.contains(0x5D) else { return false }
    guard let colon = host.firstIndex(of: 0x3A) else { return true }
    return host[(colon + 1)...].allSatisfy(isDigit)
  }
}

// MARK: Identifiers and pointers

extension StringFormat {
  private static func isUUID(_ bytes: [UInt8]) -> Bool {
    bytes.count == 36
      && bytes.enumerated().allSatisfy { index, byte in
        [8, 13, 18, 23].contains(index) ? byte == 0x2D : isHex(byte)
      }
  }

  private static func isPointer(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.isEmpty || bytes.first == 0x2F else { return false }
    return bytes.indices.allSatisfy { index in
      guard bytes[index] == 0x7E else { return true }
      let next = bytes.index(after: index)
      return next < bytes.endIndex && (bytes[next] == 0x30 || bytes[next] == 0x31)
    }
  }

  private static func isRelativePointer(_ bytes: [UInt8]) -> Bool {
    let digits = bytes.prefix(while: isDigit)
    guard let first = digits.first, digits.count == 1 || first != 0x30 else { return false }
    let rest = bytes[digits.endIndex...]
    return rest == [0x23] || isPointer(rest)
  }
}
