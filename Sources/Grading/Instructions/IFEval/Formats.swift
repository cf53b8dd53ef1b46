// detectable_format:* of IFEval.

/// detectable_format:number_bullet_lists: exactly so many markdown bullets.
///
/// The reference counts lines that start with `-`, so `---` and "-5 degrees" too, and those that
/// start with one `*`, so `*italic*` too. The literal reading wants a space after the sign.
struct BulletCount: Instruction {
  private let count: Double
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    count = try arguments.number("num_bullets")
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    switch reading {
    case .reference:
      return Double(starBullets(response) + dashBullets(response)) == count
    case .literal:
      let table = CharacterTable.shared
      let bullets = response.lines.count { line in
        let start = line.trimmed().scalars.prefix(2)
        return start.count == 2 && [scalar("*"), scalar("-"), scalar("+")].contains(start.first)
          && start.last.map { table[$0].contains(.space) } ?? false
      }
      return Double(bullets) == count
    }
  }

  /// Matches of `^\s*\*[^\*].*$`, where `[^\*]` may be the newline itself.
  private func starBullets(_ text: ScalarText) -> Int {
    countLineStarts(in: text, with: scalar("*")) { here, star in
      guard star + 1 < here.count, here[star + 1] != scalar("*") else { return nil }
      return star + 2
    }
  }

  /// Matches of `^\s*-.*$`.
  private func dashBullets(_ text: ScalarText) -> Int {
    countLineStarts(in: text, with: scalar("-")) { _, dash in dash + 1 }
  }

  /// Counts the lines whose first sign is the one given; `\s*` may cross lines.
  ///
  /// - Parameter accept: where the rest of the match starts, nil where there is none.
  private func countLineStarts(
    in text: ScalarText, with sign: UInt32, accept: (borrowing Span<UInt32>, Int) -> Int?
  ) -> Int {
    let table = CharacterTable.shared
    let here = text.scalars.span
    var count = 0
    var start = 0
    while start < here.count {
      var place = start
      while place < here.count, table[here[place]].contains(.space) { place += 1 }
      guard place < here.count else { break }
      var rest = place
      if here[place] == sign, let accepted = accept(here, place) {
        count += 1
        rest = accepted
        if rest < here.count, here[rest - 1] == scalar("\n"), here[rest] == scalar("\n") {
          start = rest  // the match ended at the start of an empty line
          continue
        }
      }
      while rest < here.count, here[rest] != scalar("\n") { rest += 1 }
      start = rest + 1
    }
    return count
  }
}

/// detectable_format:constrained_response: one of three set answers is in the response.
///
/// In the literal reading just one of them, and not all three.
struct ConstrainedResponse: Instruction {
  private let reading: InstructionReading
  private static let options: [ScalarText] = [
    "My answer is yes.", "My answer is no.", "My answer is maybe.",
  ]

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let found = Self.options.count { response.contains($0) }
    return reading == .reference ? found > 0 : found == 1
  }
}

/// detectable_format:number_highlighted_sections: at least so many `*…*` or `**…**`.
///
/// The reference counts `2*3*4` and a bullet with one more asterisk; the literal reading wants
/// markdown's emphasis: no space inside the signs, no word outside.
struct HighlightCount: Instruction {
  private let least: Double
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("num_highlights")
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let count =
      reading == .reference
      ? response.lines.reduce(0) { $0 + referenceCount($1) }
      : response.lines.reduce(0) { $0 + emphasisCount($1) }
    return Double(count) >= least
  }

  /// Matches of `\*[^\n\*]*\*` and of `\*\*[^\n\*]*\*\*` with something inside.
  private func referenceCount(_ line: ScalarText) -> Int {
    let stars = line.occurrences(of: "*")
    var count = 0
    var i = 0
    while i + 1 < stars.count {
      if !line.part((stars[i] + 1)..<stars[i + 1]).isBlank { count += 1 }
      i += 2
    }
    i = 0
    while i + 3 < stars.count {
      let isDouble = stars[i] + 1 == stars[i + 1] && stars[i + 2] + 1 == stars[i + 3]
      guard isDouble else {
        i += 1
        continue
      }
      if !line.part((stars[i + 1] + 1)..<stars[i + 2]).isBlank { count += 1 }
      i += 4
    }
    return count
  }

  private func emphasisCount(_ line: ScalarText) -> Int {
    let table = CharacterTable.shared
    let here = line.scalars.span
    func isSpace(_ place: Int) -> Bool { table[here[place]].contains(.space) }
    func isWord(_ place: Int) -> Bool {
      place >= 0 && place < here.count && table[here[place]].contains(.word)
    }
    var count = 0
    var open: Int?
    for place in here.indices where here[place] == scalar("*") {
      if let start = open {
        guard place > start + 1, !isSpace(place - 1) else {
          if place == start + 1 { open = place }
          continue
        }
        count += isWord(place + 1) ? 0 : 1
        open = nil
      } else if place + 1 < here.count, !isSpace(place + 1), !isWord(place - 1),
        place == 0 || here[place - 1] != scalar("*") || here[place + 1] != scalar("*")
      {
        open = place
      }
    }
    return count
  }
}

/// detectable_format:multiple_sections: at least so many sections marked as "Section 1".
///
/// A mention in a sentence counts for the reference; the literal reading wants it to start a line.
struct SectionCount: Instruction {
  private let name: ScalarText
  private let pattern: Pattern?
  private let least: Double
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    name = try arguments.text("section_spliter").trimmed()
    reading = context.reading
    least = try arguments.number("num_sections")
    let isPattern = reading == .reference && (!Pattern.isLiteral(name) || name.isEmpty)
    let source = #"\s?"#.unicodeScalars.map(\.value) + name.scalars
    pattern =
      isPattern
      ? try Pattern(
        ScalarText(source + #"\s?\d+\s?"#.unicodeScalars.map(\.value)), ignoresCase: false) : nil
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    if let pattern {
      // `re.split` puts what groups captured among the pieces
      let pieces = try pattern.matches(in: response).count * (1 + pattern.groupCount)
      return Double(pieces) >= least
    }
    guard reading == .literal else { return Double(countMarks(in: response)) >= least }
    let table = CharacterTable.shared
    let marked = response.lines.count { line in
      let start = line.trimmedStart { !table[$0].contains(.word) }
      return start.hasPrefix(name) && countMarks(in: start) > 0
    }
    return Double(marked) >= least
  }

  /// Matches of the name, white space or none, and digits.
  private func countMarks(in text: ScalarText) -> Int {
    let table = CharacterTable.shared
    let here = text.scalars.span
    func isDigit(_ place: Int) -> Bool {
      place < here.count && table[here[place]].contains(.decimal)
    }
    var count = 0
    var start = 0
    while let found = text.firstOccurrence(of: name, from: start) {
      var end = found + name.count
      if end < here.count, table[here[end]].contains(.space) { end += 1 }
      let isMark = isDigit(end)
      while isDigit(end) { end += 1 }
      count += isMark ? 1 : 0
      start = isMark ? end : found + 1
    }
    return count
  }
}

/// detectable_format:title: a title in double angular brackets, `<<poem of joy>>`.
///
/// The reference takes `cout << x >> y` for one; in the literal reading it stands alone on its line.
struct Title: Instruction {
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    response.lines.contains { line in
      guard let open = line.firstOccurrence(of: "<<"),
        let close = line.lastPair(">>"), close >= open + 3
      else { return false }
      let title = line.part(open..<(close + 2))
      let inner = title.trimmedStart { $0 == scalar("<") }.trimmedEnd { $0 == scalar(">") }
      return !inner.isBlank && (reading == .reference || isAlone(title, on: line))
    }
  }

  private func isAlone(_ title: ScalarText, on line: ScalarText) -> Bool {
    let table = CharacterTable.shared
    let decoration = Set("*_#\"`".unicodeScalars.map(\.value))
    return line.trimmed { table[$0].contains(.space) || decoration.contains($0) } == title
  }
}

extension ScalarText {
  /// The last place where a text of two scalars starts, overlaps allowed.
  fileprivate func lastPair(_ pair: ScalarText) -> Int? {
    let here = scalars.span
    let wanted = pair.scalars.span
    guard wanted.count == 2, here.count >= 2 else { return nil }
    var i = here.count - 2
    while i >= 0 {
      if here[i] == wanted[0], here[i + 1] == wanted[1] { return i }
      i -= 1
    }
    return nil
  }
}
