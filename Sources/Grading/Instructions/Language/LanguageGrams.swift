// The n-grams that langdetect takes from a text: addresses are cut out, signs become spaces, scripts
// with many letters are folded to few, and words in capitals are passed over.

/// Walks over the n-grams of a text.
struct LanguageGrams {
  private let letters: [UInt32]
  private let profiles: LanguageProfiles

  init(_ text: ScalarText, limit: Int, _ profiles: LanguageProfiles) {
    self.profiles = profiles
    let plain = text.withoutAddresses.composedVietnamese
    letters = LanguageGrams.withoutForeignLatin(LanguageGrams.squeezed(plain.scalars.prefix(limit)))
  }

  /// Spaces next to each other become one.
  private static func squeezed(_ scalars: ArraySlice<UInt32>) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(scalars.count)
    for value in scalars where value != 0x20 || result.last != 0x20 { result.append(value) }
    return result
  }

  /// Latin letters are left out of a text that is mostly in another script.
  private static func withoutForeignLatin(_ scalars: [UInt32]) -> [UInt32] {
    let isLatin = { (value: UInt32) in 0x41...0x7A ~= value }
    let latin = scalars.count(where: isLatin)
    let other = scalars.count { $0 >= 0x300 && !(0x1E00...0x1EFF ~= $0) }
    return latin * 2 < other ? scalars.filter { !isLatin($0) } : scalars
  }

  /// Calls `body` with the key of each n-gram, in the order of the text.
  func forEach(_ body: (UInt64) -> Void) {
    let table = CharacterTable.shared
    var window: UInt64 = 0x20  // up to three scalars, the last lowest
    var width = 1
    var isCapitalWord = false
    for letter in letters {
      let value = normalized(letter)
      let last = UInt32(window & 0xFFFF)
      if last == 0x20 {
        (window, width, isCapitalWord) = (0x20, 1, false)
        if value == 0x20 { continue }
      }
      window = (window << 16 | UInt64(value)) & 0xFFFF_FFFF_FFFF
      width = min(3, width + 1)
      let isUpper = table[value].contains(.upper)
      isCapitalWord = isUpper && (isCapitalWord || table[last].contains(.upper))
      if isCapitalWord { continue }
      if value != 0x20 { body(window & 0xFFFF) }
      body(window & 0xFFFF_FFFF)
      if width == 3 { body(window) }
    }
  }

  private func normalized(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x41...0x5A, 0x61...0x7A: value
    case ..<0x80: 0x20
    case 0xA0, 0xAB, 0xB0, 0xBB, 0x2000...0x206F: 0x20
    case 0x219: 0x15F  // Romanian letters with a comma below, as with a cedilla
    case 0x21B: 0x163
    case 0x6CC: 0x64A  // Farsi yeh, as the Arabic one
    case 0x1EA0...0x1EFF: 0x1EC3
    case 0x3040...0x309F: 0x3042
    case 0x30A0...0x30FF: 0x30A2
    case 0x3100...0x312F, 0x31A0...0x31BF: 0x3105
    case 0x4E00...0x9FFF: profiles.representatives[value] ?? value
    case 0xAC00...0xD7AF: 0xAC00
    case 0x10000...: 0xFFFF  // no profile has letters beyond the basic plane
    default: value
    }
  }
}

extension ScalarText {
  /// The text with a space for each URL and each e-mail address.
  fileprivate var withoutAddresses: ScalarText {
    guard contains("://") || contains(scalar("@")) else { return self }
    return withoutURLs.withoutMailAddresses
  }

  /// Cuts out `https?://[-_.?&~;+=/#0-9A-Za-z]{1,2076}`.
  private var withoutURLs: ScalarText {
    let signs = Set("-_.?&~;+=/#".unicodeScalars.map(\.value))
    var result: [UInt32] = []
    var start = 0
    for found in occurrences(of: "://") where found >= start {
      let head = part(start..<found)
      guard let scheme = (["https", "http"] as [ScalarText]).first(where: head.hasSuffix) else {
        continue
      }
      let rest = from(found + 3).scalars
        .prefix { isASCIIAlphanumeric($0) || signs.contains($0) }.prefix(2076)
      guard !rest.isEmpty else { continue }
      result += head.scalars.dropLast(scheme.count)
      result.append(0x20)
      start = found + 3 + rest.count
    }
    return ScalarText(result + from(start).scalars)
  }

  /// Cuts out `[-_.0-9A-Za-z]{1,64}@[-_0-9A-Za-z]{1,255}[-_.0-9A-Za-z]{1,255}`.
  private var withoutMailAddresses: ScalarText {
    func isName(_ value: UInt32) -> Bool { isHost(value) || value == scalar(".") }
    func isHost(_ value: UInt32) -> Bool {
      isASCIIAlphanumeric(value) || value == scalar("-") || value == scalar("_")
    }
    var result: [UInt32] = []
    var start = 0
    for found in occurrences(of: "@") where found >= start {
      let head = part(start..<found)
      let name = head.scalars.reversed().prefix(64).prefix(while: isName).count
      let host = from(found + 1).scalars.prefix(255).prefix(while: isHost).count
      let rest = from(found + 1 + host).scalars.prefix(255).prefix(while: isName).count
      guard name > 0, host > 0, host + rest >= 2 else { continue }
      result += head.scalars.dropLast(name)
      result.append(0x20)
      start = found + 1 + host + rest
    }
    return ScalarText(result + from(start).scalars)
  }

  /// Vietnamese letters with their tone mark in one scalar.
  fileprivate var composedVietnamese: ScalarText {
    guard scalars.contains(where: { VietnameseTones.marks[$0] != nil }) else { return self }
    var result: [UInt32] = []
    result.reserveCapacity(count)
    var isOpen = true  // a letter takes one mark only
    for value in scalars {
      if isOpen, let composed = VietnameseTones.composed(result.last, value) {
        result[result.count - 1] = composed
        isOpen = false
      } else {
        result.append(value)
        isOpen = true
      }
    }
    return ScalarText(result)
  }
}

private func isASCIIAlphanumeric(_ value: UInt32) -> Bool {
  0x30...0x39 ~= value || 0x41...0x5A ~= value || 0x61...0x7A ~= value
}

private enum VietnameseTones {
  private static let letters = values("AEIOUYaeiouyÂÊÔâêôĂăƠơƯư")
  private static let forms = [
    "ÀÈÌÒÙỲàèìòùỳẦỀỒầềồẰằỜờỪừ", "ÁÉÍÓÚÝáéíóúýẤẾỐấếốẮắỚớỨứ", "ÃẼĨÕŨỸãẽĩõũỹẪỄỖẫễỗẴẵỠỡỮữ",
    "ẢẺỈỎỦỶảẻỉỏủỷẨỂỔẩểổẲẳỞởỬử", "ẠẸỊỌỤỴạẹịọụỵẬỆỘậệộẶặỢợỰự",
  ].map(values)
  private static let places = Dictionary(
    uniqueKeysWithValues: letters.enumerated().map { ($1, $0) })

  static let marks: [UInt32: Int] = [0x300: 0, 0x301: 1, 0x303: 2, 0x309: 3, 0x323: 4]

  static func composed(_ letter: UInt32?, _ mark: UInt32) -> UInt32? {
    guard let tone = marks[mark], let place = letter.flatMap({ places[$0] }) else { return nil }
    return forms[tone][place]
  }

  private static func values(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }
}
