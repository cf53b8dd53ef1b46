import Bytes

/// Keys and tokens of services, by the prefixes that their makers publish; values behind a name that says
/// that they are secret; private keys in PEM; addresses with a password.
///
/// The prefixes are those of the makers' own pages, as GitHub's and gitleaks' scanners list them.
enum SecretKeys {
  static func find(in text: Span<UInt8>) -> [PersonalHit] {
    var hits = prefixed(text) + NamedSecrets.find(in: text) + webTokens(text) + passwords(text)
    guard hits.count > 1 else { return hits }
    // A key behind its name is found twice; the first of two that overlap stands for both.
    hits.sort { ($0.range.lowerBound, -$0.range.count) < ($1.range.lowerBound, -$1.range.count) }
    var end = 0
    return hits.filter { hit in
      defer { end = max(end, hit.range.upperBound) }
      return hit.range.lowerBound >= end
    }
  }

  // MARK: Prefixes

  private struct Form {
    let prefix: String
    /// The least number of letters, digits, `_` and `-` behind the prefix.
    let tail: Int
    init(_ prefix: String, _ tail: Int) { (self.prefix, self.tail) = (prefix, tail) }
  }

  // A maker or kind a line: payments, models, GitHub, GitLab and Atlassian, Amazon, Google, Slack,
  // packages, machines, shops and mail, the rest.
  private static let forms =
    [
      "sk_live_ 16", "sk_test_ 16", "pk_live_ 16", "rk_live_ 16", "rk_test_ 16", "whsec_ 24",
      "sk- 20", "gsk_ 40", "xai- 40", "pplx- 40", "r8_ 30", "nvapi- 30", "hf_ 30", "api_org_ 30",
      "ghp_ 30", "gho_ 30", "ghs_ 30", "ghu_ 30", "ghr_ 30", "github_pat_ 30",
      "glpat- 16", "glrt- 16", "gldt- 16", "glptt- 30", "ATATT3x 40", "ATBB 28",
      "AKIA 16", "ASIA 16", "ABIA 16", "ACCA 16",
      "AIza 33", "ya29. 20", "GOCSPX- 24",
      "xoxb- 16", "xoxp- 16", "xoxa- 16", "xoxr- 16", "xoxs- 16", "xoxe- 16", "xapp- 16",
      "npm_ 30", "pypi-AgE 30", "rubygems_ 40", "dckr_pat_ 20", "oy2 40",
      "dop_v1_ 30", "doo_v1_ 30", "hvs. 24", "dp.pt. 30", "dapi 32", "pul- 40",
      "shpat_ 30", "shpss_ 30", "shpca_ 30", "sq0atp- 20", "sq0csp- 30", "SG. 20", "key- 32",
      "NRAK- 24", "glsa_ 30", "sntrys_ 40", "sbp_ 40", "lin_api_ 36", "ntn_ 40", "EAAC 60",
    ].compactMap { form in
      let parts = form.split(separator: " ")
      return Int(parts[1]).map { Form(String(parts[0]), $0) }
    } + [
      Form("hooks.slack.com/services/T", 20), Form("discord.com/api/webhooks/", 20),
      Form("discordapp.com/api/webhooks/", 20), Form("AGE-SECRET-KEY-1", 40),
    ] + privateKeys.map { Form("-----BEGIN " + $0, 0) }

  private static let privateKeys = [
    "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY",
    "ENCRYPTED PRIVATE KEY", "PGP PRIVATE KEY", "SSH2 ENCRYPTED PRIVATE KEY",
  ]
  private static let finder = PhraseFinder(forms.map { $0.prefix + "*" })

  private static func prefixed(_ text: Span<UInt8>) -> [PersonalHit] {
    finder.matches(in: text, limit: 256).compactMap { match in
      let form = forms[match.phrase]
      // Prefixes are found in any case; a key has the case of its maker.
      guard string(text, match.range) == form.prefix else { return nil }
      if form.tail == 0 { return privateKey(text, match.range) }
      let isAddress = form.prefix.hasSuffix("/") || form.prefix.hasSuffix("/T")
      var end = match.range.upperBound
      while end < text.count, isKeyByte(text[end]) || (isAddress && text[end] == 0x2F) { end += 1 }
      let tail = match.range.upperBound..<end
      guard tail.count >= form.tail, SecretShape.isRandom(text, tail) else { return nil }
      return PersonalHit(kind: .key, range: match.range.lowerBound..<end)
    }
  }

  /// The key behind the line that begins it; a line that is only spoken of has none.
  private static func privateKey(_ text: Span<UInt8>, _ name: Range<Int>) -> PersonalHit? {
    guard let dashes = TextScan.find("-----", in: text, from: name.upperBound),
      dashes - name.upperBound <= 8
    else { return nil }
    var at = dashes + 5
    var lines = 0
    // A line's end may be written out, as in a string of JSON.
    while at < text.count, text[at] <= 0x20 || text[at] == 0x5C || isWrittenEnd(text, at) {
      if text[at] == 0x0A || isWrittenEnd(text, at) { lines += 1 }
      at += 1
    }
    let start = at
    while at < text.count, at - start < 8192,
      isAlphanumeric(text[at]) || "+/=".utf8.contains(text[at])
    { at += 1 }
    guard lines > 0, at - start >= 3 else { return nil }
    return PersonalHit(kind: .key, range: name.lowerBound..<at)
  }

  private static func isWrittenEnd(_ text: Span<UInt8>, _ at: Int) -> Bool {
    (text[at] == UInt8(ascii: "n") || text[at] == UInt8(ascii: "r")) && at > 0
      && text[at - 1] == 0x5C
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  // MARK: Web tokens and passwords

  /// JSON Web Tokens (RFC 7519): two objects in base64, which begin with `{"`, and a signature.
  private static func webTokens(_ text: Span<UInt8>) -> [PersonalHit] {
    var hits: [PersonalHit] = []
    var from = 0
    while hits.count < 64, let start = TextScan.find("eyJ", in: text, from: from) {
      var end = start
      var dots: [Int] = []
      while end < text.count, isKeyByte(text[end]) || (text[end] == 0x2E && dots.count < 2) {
        if text[end] == 0x2E { dots.append(end) }
        end += 1
      }
      from = max(end, start + 3)
      guard start == 0 || !isAlphanumeric(text[start - 1]), let dot = dots.first else { continue }
      let hasClaims = dot + 3 < text.count && string(text, dot + 1..<dot + 4) == "eyJ"
      let isLong = dot - start >= 12 && end - dot >= 12
      if hasClaims, isLong { hits.append(PersonalHit(kind: .key, range: start..<end)) }
    }
    return hits
  }

  /// `scheme://name:password@host`, unless the password or the host is a made-up one.
  private static func passwords(_ text: Span<UInt8>) -> [PersonalHit] {
    var hits: [PersonalHit] = []
    var from = 0
    while hits.count < 64, let scheme = TextScan.find("://", in: text, from: from) {
      from = scheme + 3
      if let hit = URLPassword(text, behind: from) {
        hits.append(PersonalHit(kind: .key, range: hit.password))
      }
    }
    return hits
  }
}

/// The part of an address before its host, where it has a password.
struct URLPassword {
  let password: Range<Int>
  /// The whole of `name:password@host`.
  let range: Range<Int>

  /// - Returns: nil where there is none, or a placeholder.
  init?(_ text: Span<UInt8>, behind start: Int) {
    guard let parts = Self.parts(text, behind: start) else { return nil }
    let word = string(text, parts.password).lowercased()
    let host = string(text, parts.host).lowercased()
    let isLocal = host == "localhost" || host.hasPrefix("127.") || host.contains("example")
    guard !isLocal, word.utf8.count >= 6, !word.contains("pass"), !word.contains("pwd"),
      !SecretShape.isPlaceholder(word)
    else { return nil }
    (password, range) = (parts.password, start..<parts.host.upperBound)
  }

  static func parts(_ text: Span<UInt8>, behind start: Int) -> (
    password: Range<Int>, host: Range<Int>
  )? {
    var at = start
    var colon: Int?
    while at < text.count, at - start < 128, isUserByte(text[at]) || text[at] == 0x3A {
      if text[at] == 0x3A, colon == nil { colon = at }
      at += 1
    }
    guard let colon, at < text.count, text[at] == UInt8(ascii: "@"), colon > start else {
      return nil
    }
    var end = at + 1
    while end < text.count, isAlphanumeric(text[end]) || "-.".utf8.contains(text[end]) { end += 1 }
    return end > at + 2 ? (colon + 1..<at, at + 1..<end) : nil
  }

  /// What may stand in a name or password (RFC 3986): neither a slash nor a bracket nor white space.
  private static func isUserByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || "-._~!$&*+,;=%^#?".utf8.contains(byte)
  }
}
