// Whether code compiles, and no more. Compiling runs nothing of it, so that one process may check many:
// starting a process took most of the time of a run over code.

import Bytes

extension CodeGrader {
  /// Asks only whether the code of each response compiles.
  ///
  /// - Returns: one grade a response, in their order.
  func compiled(_ responses: [CodeResponse]) -> [CodeGrade] {
    let codes = responses.map { response in
      chosen(response, for: try? CodeTests(response.tests))
    }
    var grades = compiled(codes.compactMap { $0 }).makeIterator()
    return codes.map { code in
      guard let code else { return CodeGrade(.fail(.noCode)) }
      return grades.next().map { note(code, in: $0) } ?? CodeGrade(.unsure(.sandboxUnavailable))
    }
  }

  private func chosen(_ response: CodeResponse, for tests: CodeTests?) -> ChosenCode? {
    guard case .assert(let tests) = tests else {
      return chooseProgram(in: response.answer, languages: [Language.python])
    }
    return chooseFunctions(in: response.answer, prompt: response.prompt, for: tests)
  }

  private func compiled(_ codes: [ChosenCode]) -> [CodeGrade] {
    guard !codes.isEmpty else { return [] }
    do throws(SandboxError) {
      return try withLane { (lane) throws(SandboxError) in try syntax(codes, in: lane.candidate) }
    } catch {
      return codes.map { _ in unavailable(error) }
    }
  }

  private func syntax(_ codes: [ChosenCode], in box: Sandbox) throws(SandboxError) -> [CodeGrade] {
    var grades: [CodeGrade] = []
    while grades.count < codes.count {
      let rest = codes[grades.count...]
      let checked = try check(rest, in: box)
      grades += checked.grades
      guard let fault = checked.fault else { continue }
      // Limits are for one: what ended a check of several is checked by itself.
      let isAlone = rest.count == 1
      let alone =
        isAlone ? checked : try check(rest.dropFirst(checked.grades.count).prefix(1), in: box)
      grades.append(isAlone ? fault : alone.grades.first ?? alone.fault ?? fault)
    }
    return grades
  }

  /// Checks codes one after another in one process.
  ///
  /// - Returns: grades of the first of them, and why there are none of the others.
  private func check(_ codes: ArraySlice<ChosenCode>, in box: Sandbox) throws(SandboxError)
    -> (grades: [CodeGrade], fault: CodeGrade?)
  {
    let deadline = ContinuousClock.now + .seconds(settings.wallSeconds)
    let answers = try startCheck(codes, in: box)
    let said = readAll(answers, limit: codes.count << 6, until: deadline)
    let end = try box.end(hasClosed: said.hasEnded)
    var grades: [CodeGrade] = []
    for line in TextScan.lines(in: said.bytes.span) {
      guard let answer = try? JSONValue(parsing: Array(said.bytes[line])) else { break }
      if answer["ready"] != nil {
        grades.append(CodeGrade(.pass))
      } else if let line = answer["syntax"] {
        grades.append(CodeGrade(.fail(.syntaxError), ["line": line]))
      } else {
        return (grades, CodeGrade(.fail(.memory)))
      }
    }
    guard grades.count < codes.count else { return (grades, nil) }
    return (grades, said.hasEnded ? ended(end, JSONObject()) : CodeGrade(.fail(.timeout)))
  }

  private func startCheck(_ codes: ArraySlice<ChosenCode>, in box: Sandbox) throws(SandboxError)
    -> Descriptor
  {
    var lines: [UInt8] = []
    for code in codes {
      JSONEscape.append(code.source, to: &lines)
      lines.append(0x0A)
    }
    let sources = try Descriptor.memory(lines)
    let answers = try Descriptor.pipe()
    try box.start(
      ["role": "syntax", "limits": TaskLimits(settings).json], with: [sources, answers.writing])
    return answers.reading
  }
}
