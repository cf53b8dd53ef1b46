// detectable_content:* of IFEval.

/// detectable_content:number_placeholders: at least so many `[…]` on one line each.
///
/// The reference counts markdown links, `[ ]` and `[]`; the literal reading leaves them out.
struct PlaceholderCount: Instruction {
  private let least: Double
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    least = try arguments.number("num_placeholders")
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    var count = 0
    for line in response.lines { count += countIn(line) }
    return Double(count) >= least
  }

  private func countIn(_ line: ScalarText) -> Int {
    var count = 0
    var rest = line.scalars
    while let open = rest.firstIndex(of: scalar("[")) {
      guard let close = rest[open...].firstIndex(of: scalar("]")) else { break }
      let inner = ScalarText(rest[(open + 1)..<close])
      rest = rest[(close + 1)...]
      let isLink = rest.first == scalar("(")
      let isTask = ["", "x", "X"].contains(inner.trimmed())
      if reading == .reference || !(isLink || isTask) { count += 1 }
    }
    return count
  }
}

/// detectable_content:postscript: a postscript is marked, with "P.S." or "P.P.S" for example.
///
/// In the reference the marker may stand anywhere ("U.P.S."), and P.P.S satisfies P.S.; in the
/// literal reading it starts a line, and P.P.S. does not stand for P.S.
struct Postscript: Instruction {
  private enum Marker {
    /// "p", "s" or "p", "p", "s", with full stops and perhaps spaces between.
    case letters([UInt32])
    case pattern(Pattern)
  }
  private let marker: Marker
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let text = try arguments.text("postscript_marker").trimmed()
    reading = context.reading
    let letters = text.removing { $0 == scalar(".") }.lowercased()
    let isKnown =
      reading == .reference
      ? text == "P.S." || text == "P.P.S" : letters == "ps" || letters == "pps"
    if isKnown {
      marker = .letters(Array(letters.scalars))
    } else {
      let lower = text.lowercased()
      let source = reading == .reference ? lower : lower.escapedForPattern
      marker = .pattern(try Pattern(source, ignoresCase: false))
    }
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    let lower = response.lowercased()
    if reading == .reference { return try isMarked(lower) }
    let table = CharacterTable.shared
    for line in lower.lines {
      if try startsMarked(line.trimmedStart { !table[$0].contains(.word) }) { return true }
    }
    return false
  }

  private func isMarked(_ text: ScalarText) throws(Undecided) -> Bool {
    switch marker {
    case .pattern(let pattern): return try pattern.isFound(in: text)
    case .letters(let letters):
      let here = text.scalars.span
      for place in here.indices {
        guard let end = end(of: letters, at: place, here, wantsStops: true) else { continue }
        // P.S. ends in a full stop, P.P.S need not.
        if letters.count > 2 || (end < here.count && here[end] == scalar(".")) { return true }
      }
      return false
    }
  }

  private func startsMarked(_ text: ScalarText) throws(Undecided) -> Bool {
    switch marker {
    case .pattern(let pattern):
      return try pattern.matches(in: text, limit: 1).first?.lowerBound == 0
    case .letters(let letters):
      let here = text.scalars.span
      guard let end = end(of: letters, at: 0, here, wantsStops: false) else { return false }
      return end == here.count || !CharacterTable.shared[here[end]].contains(.word)
    }
  }

  /// Where the letters end; between two a full stop stands, and perhaps one space.
  ///
  /// - Parameter wantsStops: the full stops must be there; else they may.
  private func end(
    of letters: [UInt32], at start: Int, _ here: borrowing Span<UInt32>, wantsStops: Bool
  ) -> Int? {
    let table = CharacterTable.shared
    var place = start
    for (index, letter) in letters.enumerated() {
      if index > 0 {
        let hasStop = place < here.count && here[place] == scalar(".")
        guard hasStop || !wantsStops else { return nil }
        place += hasStop ? 1 : 0
        if place < here.count, table[here[place]].contains(.space) { place += 1 }
      }
      guard place < here.count, here[place] == letter else { return nil }
      place += 1
    }
    return place
  }
}

extension ScalarText {
  /// The text as a pattern that matches nothing else, as `re.escape`.
  var escapedForPattern: ScalarText {
    let table = CharacterTable.shared
    return ScalarText(
      scalars.flatMap { table[$0].contains(.word) || $0 > 0x7F ? [$0] : [scalar("\\"), $0] })
  }
}
