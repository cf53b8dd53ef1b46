// `str.strip` and `str.split`, with Python's idea of white space.

extension ScalarText {
  /// `str.strip()`.
  func trimmed() -> ScalarText {
    let table = CharacterTable.shared
    return trimmed { table[$0].contains(.space) }
  }

  /// `str.strip(characters)`.
  func trimmed(where isDropped: (UInt32) -> Bool) -> ScalarText {
    trimmedStart(where: isDropped).trimmedEnd(where: isDropped)
  }

  /// `str.lstrip(characters)`.
  func trimmedStart(where isDropped: (UInt32) -> Bool) -> ScalarText {
    ScalarText(scalars.drop(while: isDropped))
  }

  /// `str.rstrip(characters)`.
  func trimmedEnd(where isDropped: (UInt32) -> Bool) -> ScalarText {
    var end = scalars.endIndex
    while end > scalars.startIndex, isDropped(scalars[end - 1]) { end -= 1 }
    return ScalarText(scalars[..<end])
  }

  /// Whether nothing but white space is there.
  var isBlank: Bool {
    let table = CharacterTable.shared
    return scalars.allSatisfy { table[$0].contains(.space) }
  }

  /// `str.split()`: the parts between runs of white space.
  func words() -> [ScalarText] {
    let table = CharacterTable.shared
    return scalars.split { table[$0].contains(.space) }.map { ScalarText($0) }
  }

  /// `str.split(separator)` for one scalar: empty parts are kept.
  func split(on separator: UInt32) -> [ScalarText] {
    scalars.split(separator: separator, omittingEmptySubsequences: false).map { ScalarText($0) }
  }

  /// `str.split(separator)` for a text: empty parts are kept, the search goes on after a separator.
  func split(on separator: ScalarText) -> [ScalarText] {
    var parts: [ScalarText] = []
    var start = 0
    for found in occurrences(of: separator) {
      parts.append(part(start..<found))
      start = found + separator.count
    }
    parts.append(part(start..<count))
    return parts
  }

  /// The lines, split at U+000A only.
  var lines: [ScalarText] { split(on: scalar("\n")) }
}
