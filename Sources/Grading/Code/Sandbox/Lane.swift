import Bytes

/// Two sandboxes that work together on one response: one for the tests, one for the tested code.
///
/// They share nothing but the pipes of a task; as root they run under different users.
final class Lane: Sendable {
  let judge: Sandbox
  let candidate: Sandbox

  init(_ plan: SandboxPlan, user: () -> Int64) throws(SandboxError) {
    judge = try Sandbox(plan, user: user())
    candidate = try Sandbox(plan, user: user())
  }
}

/// The resource limits of one task, in the form that the sandbox reads.
struct TaskLimits {
  let cpuSeconds: Int
  /// Address space in bytes; nil for none, where the runtime reserves more than it uses.
  let space: Int?
  let memory: Int
  let file: Int
  let scratch: Int
  let processes: Int
  /// One message, or the output of a program.
  let answer: Int

  init(_ settings: CodeSettings, reservesSpace: Bool = false) {
    cpuSeconds = settings.cpuSeconds
    memory = bytes(settings.memoryMiB)
    space = reservesSpace ? nil : memory
    file = bytes(settings.fileMiB)
    scratch = file
    processes = settings.processes
    answer = bytes(settings.outputMiB)
  }

  var json: JSONValue {
    [
      "cpu": .int(cpuSeconds), "space": .int(space ?? -1), "memory": .int(memory),
      "file": .int(file), "scratch": .int(scratch), "processes": .int(processes),
      "answer": .int(answer),
    ]
  }
}

/// Mebibytes as bytes, within what a limit can say.
private func bytes(_ mebibytes: Int) -> Int { min(max(mebibytes, 1), 1 << 30) << 20 }
