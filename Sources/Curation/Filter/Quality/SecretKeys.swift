import Bytes

/// Keys and tokens of services, by the prefixes that their makers publish, and private keys in PEM.
enum SecretKeys {
  private struct Form {
    let prefix: String
    /// The least number of letters, digits, `_` and `-` behind the prefix.
    let tail: Int
    init(_ prefix: String, _ tail: Int) { (self.prefix, self.tail) = (prefix, tail) }
  }

  private static let forms = [
    Form("sk-", 20), Form("sk_live_", 16), Form("pk_live_", 16), Form("rk_live_", 16),
    Form("ghp_", 30), Form("gho_", 30), Form("ghs_", 30), Form("ghu_", 30),
    Form("github_pat_", 30), Form("glpat-", 16), Form("hf_", 30), Form("AKIA", 16),
    Form("ASIA", 16), Form("AIza", 33), Form("ya29.", 20), Form("xoxb-", 16), Form("xoxp-", 16),
    Form("nvapi-", 30), Form("npm_", 30), Form("dop_v1_", 30), Form("SG.", 20),
    Form("eyJhbGciOi", 20), Form("-----BEGIN PRIVATE KEY", 0),
    Form("-----BEGIN RSA PRIVATE KEY", 0), Form("-----BEGIN EC PRIVATE KEY", 0),
    Form("-----BEGIN OPENSSH PRIVATE KEY", 0),
  ]
  private static let finder = PhraseFinder(forms.map { $0.prefix + "*" })

  static func find(in text: Span<UInt8>) -> [PersonalHit] {
    finder.matches(in: text, limit: 256).compactMap { match in
      let form = forms[match.phrase]
      // Prefixes are found in any case; a key has the case of its maker.
      guard string(text, match.range) == form.prefix else { return nil }
      var end = match.range.upperBound
      while end < text.count, isKeyByte(text[end]) { end += 1 }
      let tail = match.range.upperBound..<end
      guard form.tail == 0 || (tail.count >= form.tail && isRandom(text, tail)) else { return nil }
      return PersonalHit(kind: .key, range: match.range.lowerBound..<end)
    }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// Not "your-api-key-here", "learn-is-a-package-1" or "xxxxxxxx": letters and digits, many different
  /// ones, and three digits or both cases.
  private static func isRandom(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
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
}
