import Bytes
import Grading

/// Whether a response holds what no writer writes: mojibake, control characters, private use.
///
/// Mojibake is UTF-8 that was once read as Windows-1252 or Latin-1: `Ã©`, `â€™`, `ðŸ˜€`. As ftfy
/// (https://pypi.org/project/ftfy/) does, neighbouring characters are put back into their bytes of
/// Windows-1252, and what is UTF-8 then was misread; leads that are common letters count only side by
/// side. `Misread` knows further encodings. `escapes` are characters that are still written out
/// (`don\u2019t`, `caf=C3=A9`), outside of code and of answers in JSON.
struct UnicodeGarbage: Filter {
  static let version = 2
  static let measures = [
    "mojibake", "control", "replacement", "privateUse", "noncharacters", "bidi", "invisible",
    "escapes",
  ]

  init(from decoder: any Decoder) throws {}

  /// - Returns: how many characters of each kind there are; details give the place of the first.
  /// - Complexity: O(*n*); ASCII is passed over 64 bytes at a time.
  func measure(_ sample: Sample) -> Finding {
    let bytes = sample.response.bytes.span
    let profile = TextScan.profile(bytes)
    let isPlain = profile.scalars == bytes.count
    let misread = isPlain ? nil : Misread(bytes)
    let escapes = escapes(sample)
    var finding = Finding([
      "mojibake": Double(profile.mojibake + (misread?.count ?? 0)),
      "control": Double(profile.control),
      "replacement": Double(profile.replacement), "privateUse": Double(profile.privateUse),
      "noncharacters": Double(profile.noncharacter), "bidi": Double(profile.bidi),
      "invisible": Double(profile.invisible), "escapes": Double(escapes.count),
    ])
    let first = min(
      profile.firstGarbage, misread?.first ?? bytes.count, escapes.first?.lowerBound ?? bytes.count)
    if first < bytes.count { finding.details = ["at": .int(first)] }
    return finding
  }

  private func escapes(_ sample: Sample) -> [Range<Int>] {
    let bytes = sample.response.bytes.span
    let found = WrittenEscapes.ranges(in: bytes)
    guard !found.isEmpty, !isJSON(bytes.extracting(sample.response.thinking.answer)) else {
      return []
    }
    let prompt = Array(sample.prompt.utf8)
    guard WrittenEscapes.ranges(in: prompt.span).isEmpty,
      encodingWords.matches(in: prompt.span, limit: 1).isEmpty
    else { return [] }
    return OwnText(sample).own(found, excludingCode: true)
  }

  private func isJSON(_ answer: Span<UInt8>) -> Bool {
    var at = 0
    while at < answer.count, answer[at] <= 0x20 { at += 1 }
    return at < answer.count && "{[\"".utf8.contains(answer[at])
  }
}

/// What a prompt says that asks for escapes.
private let encodingWords = PhraseFinder([
  "unicode", "utf-8", "utf8", "utf-16", "escape*", "encod*", "decod*", "json", "ascii",
  "codepoint*",
  "code point*", "regex*", "regular expression*",
])
