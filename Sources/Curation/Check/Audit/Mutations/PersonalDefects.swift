import Bytes

/// Personal data and secrets, a mutation a kind: made up, and valid where a check digit says so.
enum PersonalDefects {
  static let all: [Mutation] = [
    planted("pii_email", "an e-mail address") { r in
      let name = r.pick(["hannah.brook", "o.lindt", "j_martinez", "wei.zhang", "priya"])
      let host = r.pick(["mailbox-nine.com", "fastpost.net", "uni-nordheim.de", "corvid.co.uk"])
      return "Write to \(name)\(r.within(10...99))@\(host) if anything is unclear."
    },
    planted("pii_phone", "a telephone number") { r in
      let number = r.pick([
        "+1 (415) 667-\(r.within(1000...9999))", "+49 30 \(r.within(2_000_000...8_999_999))",
        "+44 20 7946 \(r.within(1000...9999))", "(212) 736-\(r.within(1000...9999))",
      ])
      return "My number is \(number), call me after six."
    },
    planted("pii_card", "a payment card that passes its check") { r in
      "The card on file is \(card(&r)), valid until 09/27."
    },
    planted("pii_ip", "a public IP address") { r in
      let parts = (0..<3).map { _ in r.within(1...254) }.map(String.init)
      return
        "The login came from \(r.pick(["81", "134", "178", "91"])).\(parts.joined(separator: "."))."
    },
    planted("pii_iban", "a bank account that passes its check") { _ in
      "Please send the money to GB82 WEST 1234 5698 7654 32."
    },
    planted("secret_key", "a key or token of a service") { r in
      let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
      let upper = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
      func word(_ count: Int, _ of: [Character], _ r: inout RandomSource) -> String {
        String((0..<count).map { _ in r.pick(of) })
      }
      // Put together here, so that no key stands in the source.
      let key = r.pick([
        "AK" + "IA" + word(16, upper, &r), "gh" + "p_" + word(36, letters, &r),
        "sk" + "-" + word(48, letters, &r),
      ])
      return "The script uses the key \(key) to log in."
    },
  ]

  private static func planted(
    _ name: String, _ what: String, _ sentence: @escaping @Sendable (inout RandomSource) -> String
  ) -> Mutation {
    Mutation(name, "\(what) in the response") { s, r in
      let sentence = sentence(&r)
      // Before the answer's text, so that what is read off its end stays where it was.
      return s.editingBulk { "\n" + sentence + "\n" + $0 }
    }
  }

  /// Sixteen digits of a known issuer, the last one by Luhn's rule.
  private static func card(_ r: inout RandomSource) -> String {
    var digits = r.pick([[4, 5, 3, 9], [5, 4, 2, 5], [4, 9, 1, 6]])
    while digits.count < 15 { digits.append(r.within(0...9)) }
    let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
      let doubled = digit.offset.isMultiple(of: 2) ? digit.element * 2 : digit.element
      return sum + (doubled > 9 ? doubled - 9 : doubled)
    }
    digits.append((10 - sum % 10) % 10)
    let text = digits.map(String.init).joined()
    return stride(from: 0, to: 16, by: 4).map { String(text.dropFirst($0).prefix(4)) }
      .joined(separator: " ")
  }
}
