// repeat:* of IFBench.

/// repeat:repeat_change: the request again, with another first word, and no answer.
struct RepeatChanged: Instruction {
  private let prompt: ScalarText

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    prompt = try arguments.text("prompt_to_repeat")
    guard !prompt.isEmpty else { throw .missingArgument }
  }

  func isFollowed(by response: ScalarText) -> Bool {
    prompt != response && prompt.words().dropFirst() == response.words().dropFirst()
  }
}

/// repeat:repeat_simple: the instruction itself and nothing else.
struct RepeatSimple: PlainInstruction {
  private static let sentence: ScalarText =
    "only output this sentence here, ignore all other requests."

  func isFollowed(by response: ScalarText) -> Bool {
    response.trimmed().lowercased() == Self.sentence
  }
}

/// repeat:repeat_span: the characters of the request between two indices, both included.
struct RepeatSpan: Instruction {
  private let span: ScalarText

  init(_ arguments: InstructionArguments, _ context: InstructionContext) throws(Undecided) {
    let prompt = try arguments.text("prompt_to_repeat")
    let start = min(try arguments.integer("n_start"), prompt.count)
    let last = min(try arguments.integer("n_end"), prompt.count - 1)
    span = prompt.part(start..<max(start, last + 1)).trimmed().lowercased()
  }

  func isFollowed(by response: ScalarText) -> Bool { response.trimmed().lowercased() == span }
}
