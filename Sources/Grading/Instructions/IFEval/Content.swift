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
  private enum Marker { case ps, pps, other }
  private let marker: Marker
  private let pattern: Pattern
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let text = try arguments.text("postscript_marker").trimmed()
    reading = context.reading
    let loose = ScalarText(text.scalars.filter { $0 != scalar(".") }).lowercased()
    switch (reading, text, loose) {
    case (.reference, "P.S.", _), (.literal, _, "ps"):
      marker = .ps
      pattern = try Pattern(
        reading == .reference ? #"p\.\s?s\."# : #"p\.?\s?s\b"#, ignoresCase: false)
    case (.reference, "P.P.S", _), (.literal, _, "pps"):
      marker = .pps
      pattern = try Pattern(
        reading == .reference ? #"p\.\s?p\.\s?s"# : #"p\.?\s?p\.?\s?s\b"#, ignoresCase: false)
    case (.reference, _, _):
      marker = .other
      pattern = try Pattern(text.lowercased(), ignoresCase: false)
    case (.literal, _, _):
      marker = .other
      pattern = try Pattern(text.lowercased().escapedForPattern, ignoresCase: false)
    }
  }

  func isFollowed(by response: ScalarText) throws(Undecided) -> Bool {
    guard response.contains(scalar("p")) || response.contains(scalar("P")) || marker == .other
    else {
      return false
    }
    let lower = response.lowercased()
    guard reading == .literal else { return try pattern.isFound(in: lower) }
    let table = CharacterTable.shared
    for line in lower.lines {
      let start = line.trimmedStart { !table[$0].contains(.word) }
      if try pattern.matches(in: start, limit: 1).first?.lowerBound == 0 { return true }
    }
    return false
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
