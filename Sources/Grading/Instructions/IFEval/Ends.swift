// startend:* of IFEval.

/// startend:end_checker: the response ends with a phrase, case and outer quotes ignored.
///
/// The phrase may be the end of a longer word ("Many other questions?") in the reference; in the
/// literal reading it may not, and markdown's signs after it are passed over.
struct EndPhrase: Instruction {
  private let phrase: ScalarText
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    phrase = try arguments.text("end_phrase").trimmed().lowercased()
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let quotes = scalar("\"")
    let end = response.trimmed().trimmed { $0 == quotes }.lowercased()
    guard reading == .literal else { return end.hasSuffix(phrase) }
    return endsInWords(end) || endsInWords(end.trimmedEnd(where: isDecoration).trimmed())
  }

  private func endsInWords(_ text: ScalarText) -> Bool {
    guard text.hasSuffix(phrase) else { return false }
    return text.isBounded((text.count - phrase.count)..<text.count, .wholeWord)
  }

  private func isDecoration(_ value: UInt32) -> Bool {
    [scalar("*"), scalar("_"), scalar("\""), scalar("`"), 0x201D].contains(value)
  }
}

/// startend:quotation: the response is wrapped in straight double quotation marks.
///
/// The literal reading takes curly ones, too, and wants something between them.
struct Quotation: Instruction {
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let text = response.trimmed()
    guard text.count > 1, let first = text.scalars.first, let last = text.scalars.last else {
      return false
    }
    let isStraight = first == scalar("\"") && last == scalar("\"")
    guard reading == .literal else { return isStraight }
    let isCurly = first == 0x201C && last == 0x201D
    return (isStraight || isCurly) && !text.part(1..<(text.count - 1)).isBlank
  }
}
