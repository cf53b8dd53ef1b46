import Bytes

/// Whether a response holds what no writer writes: mojibake, control characters, private use.
///
/// Mojibake is UTF-8 that was once read as Windows-1252 or Latin-1: `Ã©`, `â€™`, `ðŸ˜€`. As ftfy
/// (https://pypi.org/project/ftfy/) does, neighbouring characters are put back into their bytes of
/// Windows-1252, and what is UTF-8 then was misread; leads that are common letters count only side by
/// side.
struct UnicodeGarbage: Filter {
  static let version = 1
  static let measures = [
    "mojibake", "control", "replacement", "privateUse", "noncharacters", "bidi", "invisible",
  ]

  init(from decoder: any Decoder) throws {}

  /// - Returns: how many characters of each kind there are; details give the place of the first.
  /// - Complexity: O(*n*); ASCII is passed over 64 bytes at a time.
  func measure(_ sample: Sample) -> Finding {
    let bytes = sample.response.bytes.span
    let profile = TextScan.profile(bytes)
    var finding = Finding([
      "mojibake": Double(profile.mojibake), "control": Double(profile.control),
      "replacement": Double(profile.replacement), "privateUse": Double(profile.privateUse),
      "noncharacters": Double(profile.noncharacter), "bidi": Double(profile.bidi),
      "invisible": Double(profile.invisible),
    ])
    if profile.firstGarbage < bytes.count { finding.details = ["at": .int(profile.firstGarbage)] }
    return finding
  }
}
