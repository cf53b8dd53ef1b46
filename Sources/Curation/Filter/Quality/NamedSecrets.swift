// A secret without a prefix of its own looks like any other run of letters and digits: a hash, an id, a
// fragment of base64. What stands right before it tells.

import Bytes

/// Secrets behind a name: `aws_secret_access_key = …`, `"client_secret": "…"`, `Authorization: Bearer …`.
enum NamedSecrets {
  private static let finder = PhraseFinder([
    "secret access key", "secret_access_key", "secretaccesskey", "aws secret*", "aws_secret*",
    "awssecret*", "secret key", "secret_key", "secretkey", "secret-key", "client_secret",
    "client secret", "clientsecret", "app_secret", "appsecret", "consumer_secret",
    "api_secret", "apisecret", "api secret", "signing secret", "signing_secret", "api key",
    "api_key", "apikey", "api-key", "api token", "api_token", "access token", "access_token",
    "accesstoken", "auth token", "auth_token", "authtoken", "refresh_token", "refresh token",
    "bearer", "bot_token", "bot token", "private_key", "private key", "accountkey",
    "sharedaccesskey", "account_key", "subscription-key", "encryption_key", "encryption key",
  ])

  static func find(in text: Span<UInt8>) -> [PersonalHit] {
    finder.matches(in: text, limit: 64).compactMap { match in
      guard let value = value(text, behind: match.range.upperBound),
        SecretShape.isRandom(text, value),
        !SecretShape.isPlaceholder(string(text, value).lowercased())
      else { return nil }
      return PersonalHit(kind: .key, range: value)
    }
  }

  /// The word of 20 bytes or more that a name is set to, of which no more than signs, `is` and a rest of
  /// the name part it.
  private static func value(_ text: Span<UInt8>, behind name: Int) -> Range<Int>? {
    var at = name
    var rest = 0
    while at < text.count, at - name < 32 {
      let start = at
      while at < text.count, isValueByte(text[at]) { at += 1 }
      if at - start >= 20 { return trimmed(text, start..<at) }
      if at > start {
        // `aws_secret_access_key_id`, `api_key is …`, `Bearer token`.
        rest += 1
        guard rest <= 3, isJoint(text, start..<at) else { return nil }
        continue
      }
      guard " \t\n:=\"'`>*-|({".utf8.contains(text[at]) else { return nil }
      at += 1
    }
    return nil
  }

  private static func isJoint(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    if "_-=/".utf8.contains(text[word.lowerBound]) { return true }
    let text = string(text, word).lowercased()
    return ["is", "the", "id", "token", "access", "key", "value", "equals", "set", "to", "n"]
      .contains(text)
  }

  private static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, "=-/".utf8.contains(text[start]) { start += 1 }
    while end > start, "-/".utf8.contains(text[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Letters and digits, and the signs of base64 in its two alphabets.
  private static func isValueByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "_-/+=".utf8.contains(byte)
  }
}

/// What a secret looks like, and what only stands for one.
enum SecretShape {
  /// Not "your-api-key-here", "learn-is-a-package-1" or "xxxxxxxx": letters and digits, many different
  /// ones, and three digits or both cases.
  static func isRandom(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var seen = Set<UInt8>()
    var digits = 0
    var capitals = 0
    for at in range {
      seen.insert(text[at])
      if isDigit(text[at]) { digits += 1 }
      if text[at] >= 0x41, text[at] <= 0x5A { capitals += 1 }
    }
    return (digits >= 3 || (digits >= 1 && capitals >= 1)) && digits < range.count
      && seen.count >= 10
  }

  /// - Parameter word: in small letters.
  static func isPlaceholder(_ word: String) -> Bool {
    placeholders.contains { word.contains($0) }
  }

  private static let placeholders = [
    "your", "xxxx", "****", "placeholder", "insert", "dummy", "changeme", "redacted", "sample",
    "secret", "1234567890", "0123456789", "abcdef", "example_", "example-", "_here", "-here",
    "os.environ", "process.env",
  ]
}
