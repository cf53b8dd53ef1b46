// Tests of whole programs: stdin in, stdout out, one process a case.

import Bytes

extension CodeGrader {
  /// Runs a program on its cases, up to the first that fails.
  func run(
    _ code: ChosenCode, _ cases: [CodeTests.StdioCase], _ tolerance: Double?, in box: Sandbox
  ) throws(SandboxError) -> CodeGrade {
    guard let language = Language.all.first(where: { $0.name == code.language }) else {
      return CodeGrade(.fail(.noCode))
    }
    let program: Program
    switch try prepared(code, language, in: box) {
    case .success(let made): program = made
    case .failure(let grade): return grade.grade
    }
    let comparison = OutputComparison(
      whitespace: settings.whitespace, anyOrder: settings.anyOrder,
      tolerance: tolerance ?? settings.tolerance)
    for (index, one) in cases.enumerated() {
      if let reason = try failure(of: program, one, comparison, in: box) {
        return CodeGrade(.fail(reason), ["case": .int(index), "checks": .int(index + 1)])
      }
    }
    return CodeGrade(.pass, ["checks": .int(cases.count)])
  }

  /// Why a program fails a case; nil where it passes.
  private func failure(
    of program: Program, _ one: CodeTests.StdioCase, _ comparison: OutputComparison, in box: Sandbox
  ) throws(SandboxError) -> Reason? {
    let run = try self.run(program, stdin: Array(one.stdin.utf8), in: box)
    if run.isLate || run.end.signal == outOfTime
      || run.end.cpuSeconds >= Double(settings.cpuSeconds)
    {
      return .timeout
    }
    if run.isTooLong { return .outputLimit }
    switch (run.end.status, run.end.signal) {
    case (0, _):
      return comparison.accepts(run.output, expected: Array(one.stdout.utf8)) ? nil : .wrongAnswer
    case (ProgramStatus.syntax, _) where program.isPython: return .syntaxError
    case (ProgramStatus.memory, _) where program.isPython, (_, 9): return .memory
    default: return .exception
    }
  }

  /// Runs a program once and takes its output.
  func run(_ program: Program, stdin: [UInt8], in box: Sandbox) throws(SandboxError) -> ProgramRun {
    let deadline = ContinuousClock.now + .seconds(settings.wallSeconds)
    let limits = TaskLimits(settings, reservesSpace: program.reservesSpace)
    let output = try start(program, stdin, limits, in: box)
    let said = readAll(output, limit: limits.answer, until: deadline)
    let isTooLong = said.bytes.count > limits.answer
    if said.hasEnded, let end = try box.ended(until: deadline) {
      return ProgramRun(output: said.bytes, end: end, isTooLong: isTooLong, isLate: false)
    }
    return ProgramRun(
      output: said.bytes, end: try box.end(), isTooLong: isTooLong, isLate: !isTooLong)
  }

  private func start(
    _ program: Program, _ stdin: [UInt8], _ limits: TaskLimits, in box: Sandbox
  ) throws(SandboxError) -> Descriptor {
    let input = try Descriptor.memory(stdin)
    let output = try Descriptor.pipe()
    let streams = [input, output.writing, try Descriptor.null()]
    var task: JSONObject = ["role": .string(program.role), "limits": limits.json]
    task["command"] = .array(program.command.map { .string($0) })
    task["files"] = .array(program.files.map { .string($0.name) })
    var files: [Descriptor] = []
    for file in program.files { files.append(try Descriptor.memory(file.bytes)) }
    try box.start(.object(task), with: streams + files)
    return output.reading
  }
}

/// Exit statuses by which the sandbox says why a Python program ended (Resources/main.py).
enum ProgramStatus {
  static let syntax = 85
  static let memory = 86
}

/// What one run of a program gave.
struct ProgramRun {
  let output: [UInt8]
  let end: TaskEnd
  let isTooLong: Bool
  let isLate: Bool
}
