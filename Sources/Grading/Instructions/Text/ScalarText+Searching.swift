// `str.find`, `count`, `replace`, `startswith` and `endswith`.

extension ScalarText {
  /// Offsets of the non-overlapping occurrences of a non-empty text, left to right.
  func occurrences(of needle: ScalarText) -> [Int] {
    var found: [Int] = []
    var start = 0
    while let next = firstOccurrence(of: needle, from: start) {
      found.append(next)
      start = next + needle.count
    }
    return found
  }

  /// The first occurrence at or after an offset; nil for an empty needle.
  func firstOccurrence(of needle: ScalarText, from offset: Int = 0) -> Int? {
    let here = scalars.span
    let wanted = needle.scalars.span
    let last = here.count - wanted.count
    guard !wanted.isEmpty, offset <= last else { return nil }
    var i = offset
    while i <= last {
      if here[i] == wanted[0] {
        var k = 1
        while k < wanted.count, here[i + k] == wanted[k] { k += 1 }
        if k == wanted.count { return i }
      }
      i += 1
    }
    return nil
  }

  func contains(_ needle: ScalarText) -> Bool {
    needle.isEmpty || firstOccurrence(of: needle) != nil
  }

  func contains(_ wanted: UInt32) -> Bool { scalars.contains(wanted) }

  func hasPrefix(_ prefix: ScalarText) -> Bool { scalars.starts(with: prefix.scalars) }

  func hasSuffix(_ suffix: ScalarText) -> Bool { scalars.suffix(suffix.count) == suffix.scalars }

  /// `str.removeprefix`.
  func removing(prefix: ScalarText) -> ScalarText {
    hasPrefix(prefix) ? from(prefix.count) : self
  }

  /// `str.removesuffix`.
  func removing(suffix: ScalarText) -> ScalarText {
    hasSuffix(suffix) ? ScalarText(scalars.dropLast(suffix.count)) : self
  }

  /// The text without the scalars that a condition names.
  func removing(where isDropped: (UInt32) -> Bool) -> ScalarText {
    ScalarText(scalars.filter { !isDropped($0) })
  }

  /// `str.replace`.
  func replacing(_ old: ScalarText, with new: ScalarText) -> ScalarText {
    let found = occurrences(of: old)
    guard !found.isEmpty else { return self }
    var result: [UInt32] = []
    result.reserveCapacity(count)
    var start = 0
    for offset in found {
      result += part(start..<offset).scalars
      result += new.scalars
      start = offset + old.count
    }
    result += from(start).scalars
    return ScalarText(result)
  }
}

/// Python's `string.punctuation`.
func isASCIIPunctuation(_ scalar: UInt32) -> Bool {
  (0x21...0x2F).contains(scalar) || (0x3A...0x40).contains(scalar)
    || (0x5B...0x60).contains(scalar) || (0x7B...0x7E).contains(scalar)
}
