import Bytes

/// Addresses of IPv6 (RFC 4291) that lead to one computer of the public network.
///
/// Those are in 2000::/3; local ones (`fe80::1`, `fd00::1`, `::1`) and those kept for documentation
/// (2001:db8::/32, RFC 3849; 3fff::/20, RFC 9637) belong to nobody. A time (`12:30:45`), a hardware
/// address and `std::vector` have not the form.
enum NetworkAddresses {
  static func find(in text: Span<UInt8>) -> [PersonalHit] {
    var hits: [PersonalHit] = []
    var from = 0
    while hits.count < 64, let colon = TextScan.first(UInt8(ascii: ":"), in: text, from: from) {
      from = colon + 1
      // The first group of such an address has four digits, of which the first is 2 or 3.
      guard colon >= 4, text[colon - 4] == 0x32 || text[colon - 4] == 0x33,
        (colon - 4..<colon).allSatisfy({ isHex(text[$0]) }),
        colon == 4 || !isAlphanumeric(text[colon - 5]) && !":._".utf8.contains(text[colon - 5]),
        let end = end(of: text, from: colon - 4), !isReserved(text, colon - 4..<end)
      else { continue }
      hits.append(PersonalHit(kind: .networkAddress, range: colon - 4..<end))
      from = end
    }
    return hits
  }

  /// Where eight groups of one to four digits end, of which one `::` may stand for several.
  private static func end(of text: Span<UInt8>, from start: Int) -> Int? {
    var at = start
    var groups = 0
    var isShort = false
    while at < text.count, groups < 8 {
      let group = at
      while at < text.count, at - group < 4, isHex(text[at]) { at += 1 }
      if at > group { groups += 1 }
      guard at + 1 < text.count, text[at] == 0x3A else { break }
      if text[at + 1] == 0x3A {
        guard !isShort else { return nil }
        isShort = true
        at += 2
        if at == text.count || !isHex(text[at]) { break }
      } else {
        guard isHex(text[at + 1]), groups < 8 else { break }
        at += 1
      }
    }
    guard groups == 8 && !isShort || groups < 8 && groups >= 2 && isShort else { return nil }
    if at < text.count, isAlphanumeric(text[at]) || text[at] == 0x5F || text[at] == 0x3A {
      return nil
    }
    // `2001:4860:4860::/32` is a network.
    if at < text.count, text[at] == 0x2F, isShort, text[at - 1] == 0x3A { return nil }
    return at
  }

  private static func isReserved(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let address = string(text, range).lowercased()
    return ["2001:db8:", "2001:0db8:", "3fff:0", "3fff::"].contains(where: address.hasPrefix)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66
  }
}
