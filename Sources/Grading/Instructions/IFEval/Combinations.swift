// combination:* of IFEval.

/// combination:two_responses: two different responses with `******` between them.
///
/// In the literal reading the divider stands alone on its line.
struct TwoResponses: Instruction {
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) {
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let parts =
      reading == .reference ? response.split(on: "******") : response.split(onLines: "******")
    let inner = parts.dropFirst().dropLast()
    guard !inner.contains(where: \.isBlank) else { return false }
    let written = parts.filter { !$0.isBlank }.map { $0.trimmed() }
    return written.count == 2 && written[0] != written[1]
  }
}

/// combination:repeat_prompt: the response starts with the prompt, case ignored.
///
/// The reference wants the same white space and no answer after it; the literal reading takes any
/// white space for equal and wants an answer.
struct RepeatPrompt: Instruction {
  private let prompt: ScalarText
  private let reading: InstructionReading

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    prompt = try arguments.text("prompt_to_repeat").trimmed().lowercased()
    guard !prompt.isEmpty else { throw .missingArgument }
    reading = context.reading
  }

  func isFollowed(by response: ScalarText) -> Bool {
    let start = response.trimmed().lowercased()
    guard reading == .literal else { return start.hasPrefix(prompt) }
    let words = prompt.words()
    let given = start.words()
    return given.count > words.count && Array(given.prefix(words.count)) == words
  }
}
