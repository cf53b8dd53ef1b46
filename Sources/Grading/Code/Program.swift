// A program that is ready to run: Python source, an interpreter's script, or a compiled file.

import Bytes

/// How a program is started in the sandbox.
struct Program {
  struct File {
    let name: String
    let bytes: [UInt8]
  }
  /// `program` for Python, which runs in a fork of the sandbox's own interpreter; else `command`.
  let role: String
  let command: [String]
  /// Written to /tmp before the start; for Python the one source.
  let files: [File]
  let reservesSpace: Bool

  var isPython: Bool { role == "program" }
}

/// A grade in place of a program.
struct NoProgram: Error {
  let grade: CodeGrade
}

extension CodeGrader {
  /// Makes a program of the code; compiles it where the language wants that.
  func prepared(_ code: ChosenCode, _ language: Language, in box: Sandbox) throws(SandboxError)
    -> Result<Program, NoProgram>
  {
    let source = Program.File(name: language.file, bytes: Array(code.source.utf8))
    guard let tool = language.compiler.first ?? language.command.first else {
      return .success(Program(role: "program", command: [], files: [source], reservesSpace: false))
    }
    guard let path = findExecutable(tool) else {
      let grade = CodeGrade(
        .unsure(.toolMissing), ["tool": .string(tool)], isTransient: true)
      return .failure(NoProgram(grade: grade))
    }
    if language.compiler.isEmpty {
      let command = [path] + language.command.dropFirst()
      return .success(
        Program(
          role: "command", command: command, files: [source], reservesSpace: language.reservesSpace)
      )
    }
    return try compiled(source, language, compiler: path, in: box)
  }

  /// Compiles in the sandbox; the file comes back over standard output.
  private func compiled(
    _ source: Program.File, _ language: Language, compiler: String, in box: Sandbox
  )
    throws(SandboxError) -> Result<Program, NoProgram>
  {
    let command = [compiler] + language.compiler.dropFirst()
    let run = try self.run(
      Program(role: "compile", command: command, files: [source], reservesSpace: true),
      stdin: [], in: box)
    guard run.end.status == 0, !run.output.isEmpty, !run.isTooLong else {
      return .failure(NoProgram(grade: CodeGrade(.fail(run.isLate ? .timeout : .compileError))))
    }
    let file = Program.File(name: "program", bytes: run.output)
    return .success(
      Program(
        role: "command", command: language.command, files: [file],
        reservesSpace: language.reservesSpace))
  }
}
