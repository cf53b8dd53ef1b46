import Bytes

/// Whether a response gives data of a person or a secret: mail address, telephone, card, account,
/// social security number, network address, key.
///
/// Detection only: masking is a transform of the output. Values that the prompt holds as well are the
/// task's own and are not counted. docs/filters/quality.md says what each kind takes for one and what
/// it passes over.
struct PersonalData: Filter {
  static let version = 3
  static let measures = [
    "emails", "phones", "cards", "accounts", "nationalIDs", "networkAddresses", "keys", "total",
  ]
  /// Domains of made-up mail addresses; subdomains are included.
  let placeholderDomains: [String]

  /// - Returns: how many of each kind there are; details give kind and place of each, not the value.
  /// - Complexity: O(*n*), vector searches for `@`, colons, long numbers and the beginnings of keys.
  func measure(_ sample: Sample) -> Finding {
    let text = sample.response.bytes.span
    var hits = MailAddresses(placeholderDomains: placeholderDomains).find(in: text)
    hits += PersonalNumbers.find(in: text)
    hits += NetworkAddresses.find(in: text)
    hits += SecretKeys.find(in: text)
    if !hits.isEmpty {
      let prompt = Array(sample.prompt.utf8)
      hits.removeAll { TextScan.find(text.extracting($0.range), in: prompt.span) != nil }
    }
    func count(_ kind: PersonalHit.Kind) -> Double { Double(hits.count { $0.kind == kind }) }
    var finding = Finding([
      "emails": count(.email), "phones": count(.phone), "cards": count(.card),
      "accounts": count(.account), "nationalIDs": count(.nationalID),
      "networkAddresses": count(.networkAddress), "keys": count(.key), "total": Double(hits.count),
    ])
    if !hits.isEmpty {
      let places = hits.prefix(20).map { hit in
        JSONValue.object(["kind": .string(hit.kind.rawValue), "at": .int(hit.range.lowerBound)])
      }
      finding.details = ["found": .array(places)]
    }
    return finding
  }
}

/// A piece of personal data and where it stands.
struct PersonalHit: Hashable {
  enum Kind: String {
    case email, phone, card, account, nationalID, networkAddress, key
  }
  let kind: Kind
  let range: Range<Int>
}

/// Mail addresses: a local part, `@`, labels and a top-level domain of letters.
struct MailAddresses {
  let placeholderDomains: [String]

  func find(in text: Span<UInt8>) -> [PersonalHit] {
    var hits: [PersonalHit] = []
    var at = TextScan.first(UInt8(ascii: "@"), in: text)
    while let sign = at, hits.count < 256 {
      if let range = address(text, sign) { hits.append(PersonalHit(kind: .email, range: range)) }
      at = TextScan.first(UInt8(ascii: "@"), in: text, from: sign + 1)
    }
    return hits
  }

  private func address(_ text: Span<UInt8>, _ sign: Int) -> Range<Int>? {
    var start = sign
    while start > 0, sign - start < 64, isLocal(text[start - 1]) { start -= 1 }
    while start < sign, !isAlphanumeric(text[start]) { start += 1 }
    // "\\n@decorator" in a text inside JSON is no address.
    let isEscaped = start > 0 && text[start - 1] == UInt8(ascii: "\\")
    guard start < sign, isAlphanumeric(text[sign - 1]), !isEscaped, !isPassword(text, start) else {
      return nil
    }
    var end = sign + 1
    var labelStart = end
    var dots = 0
    while end < text.count, end - sign < 254 {
      if isAlphanumeric(text[end]) || text[end] == UInt8(ascii: "-") {
        end += 1
      } else if text[end] == UInt8(ascii: "."), end > labelStart, end + 1 < text.count,
        isAlphanumeric(text[end + 1])
      {
        dots += 1
        end += 1
        labelStart = end
      } else {
        break
      }
    }
    let top = text.extracting(labelStart..<end)
    guard dots > 0, top.count >= 2, top.count <= 24 else { return nil }
    for index in top.indices where !isLetter(top[index]) { return nil }
    let domain = string(text, sign + 1..<end).lowercased()
    return isPlaceholder(domain, local: string(text, start..<sign)) ? nil : start..<end
  }

  /// Whether a name and a colon part what begins here from `://`; `SecretKeys` looks at those.
  private func isPassword(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard start > 0, "!$&*+,;=%^#?:".utf8.contains(text[start - 1]) else { return false }
    var at = start
    while at > 3, start - at < 64, text[at - 1] > 0x20, text[at - 1] != UInt8(ascii: "/") {
      at -= 1
    }
    guard at > 2, text[at - 1] == 0x2F, text[at - 2] == 0x2F, text[at - 3] == 0x3A else {
      return false
    }
    return URLPassword.parts(text, behind: at) != nil
  }

  private func isPlaceholder(_ domain: String, local: String) -> Bool {
    if local == "git" { return true }  // git@github.com:owner/name
    let labels = domain.split(separator: ".")
    if labels.contains("example") || imageEndings.contains(labels.last ?? "") { return true }
    return placeholderDomains.contains { domain == $0 || domain.hasSuffix("." + $0) }
  }

  private func isLocal(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "._%+-".utf8.contains(byte)
  }
}

/// What looks like a top-level domain in `icon@2x.png`.
private let imageEndings: [Substring] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"]

func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

/// A part of a text as a String; what is not UTF-8 is replaced.
func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
  var bytes: [UInt8] = []
  bytes.append(copying: text.extracting(range))
  return String(decoding: bytes, as: UTF8.self)
}
