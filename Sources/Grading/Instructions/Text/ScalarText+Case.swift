// `str.lower`, `isupper`, `islower`, and the case folding of `re.IGNORECASE`.

extension ScalarText {
  /// `str.isupper()`: something is upper case, nothing lower or title case.
  var isUppercase: Bool {
    let table = CharacterTable.shared
    var isCased = false
    for scalar in scalars {
      let kind = table[scalar]
      if !kind.isDisjoint(with: [.lower, .title]) { return false }
      if kind.contains(.upper) { isCased = true }
    }
    return isCased
  }

  /// `str.islower()`: something is lower case, nothing upper or title case.
  var isLowercase: Bool {
    let table = CharacterTable.shared
    var isCased = false
    for scalar in scalars {
      let kind = table[scalar]
      if !kind.isDisjoint(with: [.upper, .title]) { return false }
      if kind.contains(.lower) { isCased = true }
    }
    return isCased
  }

  /// `str.lower()`: full mappings, with the final form of sigma at the end of a word.
  func lowercased() -> ScalarText {
    let table = CharacterTable.shared
    var result: [UInt32] = []
    result.reserveCapacity(count)
    for (offset, scalar) in scalars.enumerated() {
      switch scalar {
      case 0x130: result += [0x69, 0x307]  // the only letter whose lower case is two scalars
      case 0x3A3: result.append(isFinalSigma(at: offset) ? 0x3C2 : 0x3C3)
      default: result.append(table.lower(scalar))
      }
    }
    return ScalarText(result)
  }

  /// Unicode's Final_Sigma: a cased letter before, none after, case-ignorable scalars set aside.
  private func isFinalSigma(at offset: Int) -> Bool {
    let place = scalars.startIndex + offset
    let before = scalars[..<place].reversed().lazy.compactMap { isCasedLetter($0) }.first ?? false
    let after = scalars[(place + 1)...].lazy.compactMap { isCasedLetter($0) }.first ?? false
    return before && !after
  }

  /// The text in which equal scalars are those that `re.IGNORECASE` takes for equal.
  ///
  /// It maps scalar to scalar, so offsets and word boundaries stay.
  func folded() -> ScalarText {
    let table = CharacterTable.shared
    return ScalarText(scalars.map { foldedScalar($0, table) })
  }
}

/// Whether a scalar is cased; nil for a case-ignorable one.
private func isCasedLetter(_ value: UInt32) -> Bool? {
  guard let properties = Unicode.Scalar(value)?.properties else { return false }
  return properties.isCaseIgnorable ? nil : properties.isCased
}

/// One scalar's fold under `re.IGNORECASE`: its lower case, then one of each group of letters that
/// share an upper case, as in the standard library's `re._casefix`.
func foldedScalar(_ value: UInt32, _ table: CharacterTable) -> UInt32 {
  if value < 0x80 { return value &- 0x41 < 26 ? value | 0x20 : value }
  let lower = table.lower(value)
  return switch lower {
  case 0x131: 0x69
  case 0x17F: 0x73
  case 0xB5: 0x3BC
  case 0x345, 0x1FBE: 0x3B9
  case 0x1FD3: 0x390
  case 0x1FE3: 0x3B0
  case 0x3D0: 0x3B2
  case 0x3F5: 0x3B5
  case 0x3D1: 0x3B8
  case 0x3F0: 0x3BA
  case 0x3D6: 0x3C0
  case 0x3F1: 0x3C1
  case 0x3C2: 0x3C3
  case 0x3D5: 0x3C6
  case 0x1C80: 0x432
  case 0x1C81: 0x434
  case 0x1C82: 0x43E
  case 0x1C83: 0x441
  case 0x1C84, 0x1C85: 0x442
  case 0x1C86: 0x44A
  case 0x1C87: 0x463
  case 0x1C88: 0xA64B
  case 0x1E9B: 0x1E61
  case 0xFB06: 0xFB05
  default: lower
  }
}
