// One sandbox: bubblewrap around a Python that waits for tasks and starts each in namespaces of its
// own (Resources/box.py). It outlives its tasks, so that starting one costs a fork and not a process.
//
// Walls, from outside in: an ordinary uid that owns nothing (where we are root), no new privileges,
// bubblewrap's user, process, mount, network, IPC and UTS namespaces with a read-only /usr and an
// empty environment, a seccomp filter; then for each task again namespaces, private /tmp and /dev/shm
// of limited size, a stricter filter, resource limits. docs/filters/code.md says what each wall stops.

import Bytes
import CSandbox
import Glibc

/// A running sandbox.
///
/// Takes one task at a time; not for several threads at once.
final class Sandbox: Sendable {
  /// Version of the Python inside.
  let version: String
  private let process: Int64
  private let control: Descriptor

  /// Starts the sandbox and waits until it is ready.
  ///
  /// - Throws: where bubblewrap or Python is missing, or the host refuses the namespaces.
  init(_ plan: SandboxPlan, user: Int64) throws(SandboxError) {
    let (ours, theirs) = try Descriptor.socketPair()
    let null = try Descriptor.null()
    let arguments = plan.argumentBytes
    let filter = try Descriptor.memory(plan.boxFilter)
    let descriptors = [null, null, null, theirs, filter].map(\.number)
    let identity = SandboxIdentity(uid: user, gid: user, addressSpace: 0)
    let started = sandbox_spawn(arguments.span, descriptors.span, identity)
    guard started > 0 else { throw SandboxError("\(plan.bubblewrap): errno \(-started)") }
    process = started
    control = ours
    do throws(SandboxError) {
      try control.send(plan.options)
      let answer = Sandbox.receive(control, within: .seconds(30))
      guard let ready = answer?["ready"]?.string else {
        let problem = answer?["refused"]?.string ?? "bubblewrap does not start here"
        throw SandboxError(problem)
      }
      version = ready
    } catch {
      Sandbox.stop(process)
      throw error
    }
  }

  /// The first process inside ends when its socket closes, and all others with it.
  deinit {
    shutdown(control.number, Int32(SHUT_RDWR))
    if sandbox_wait(process, 1000) == 0 { Sandbox.stop(process) }
  }

  private static func stop(_ process: Int64) {
    kill(pid_t(-process), SIGKILL)
    _ = sandbox_wait(process, 5000)
  }

  /// Starts a task; the descriptors stay ours too, so close them to see the end of a pipe.
  func start(_ task: JSONValue, with descriptors: [Descriptor]) throws(SandboxError) {
    try control.send(task.encoded, with: descriptors)
  }

  /// Waits for the end of the task.
  ///
  /// - Returns: nil where it still runs at the deadline.
  /// - Throws: where the task never started, or the sandbox itself has ended.
  func ended(until deadline: ContinuousClock.Instant) throws(SandboxError) -> TaskEnd? {
    guard !wait(for: [control], until: deadline).isEmpty else { return nil }
    guard let answer = try? JSONValue(parsing: control.read()) else {
      throw SandboxError("the sandbox has ended")
    }
    if let problem = answer["refused"]?.string { throw SandboxError(problem) }
    return try TaskEnd(code: answer["code"]?.int ?? 0, cpuSeconds: answer["cpu"]?.double ?? 0)
  }

  /// Ends the task, every process that it started included, and waits for it.
  ///
  /// - Parameter hasClosed: whether the task's pipes have closed. They close before its end is reported:
  ///   who kills at once would now and then take a process that ran out of time for one that was
  ///   killed. So it has some time to end by itself and say how.
  func end(hasClosed: Bool = false) throws(SandboxError) -> TaskEnd {
    if hasClosed, let end = try ended(until: .now + .seconds(2)) { return end }
    try control.send(Array(#"{"kill":true}"#.utf8))
    guard let end = try ended(until: .now + .seconds(10)) else {
      throw SandboxError("a task does not end")
    }
    return end
  }

  private static func receive(_ control: Descriptor, within time: Duration) -> JSONValue? {
    guard !wait(for: [control], until: .now + time).isEmpty else { return nil }
    return try? JSONValue(parsing: control.read())
  }
}

/// How a task ended.
struct TaskEnd: Equatable {
  /// Its exit status; nil where a signal ended it.
  let status: Int?
  let signal: Int?
  /// Of all its processes, with about 2 ms of the sandbox's own.
  let cpuSeconds: Double

  /// - Parameter code: as the sandbox tells it: the exit status up to 124, 125 where the task could
  ///   not be confined, 128 and the signal; negative where the whole task was killed.
  init(code: Int, cpuSeconds: Double) throws(SandboxError) {
    if code == 125 { throw SandboxError("a task could not be confined") }
    signal = code < 0 ? -code : code > 128 ? code - 128 : nil
    status = (0..<125).contains(code) ? code : nil
    self.cpuSeconds = cpuSeconds
  }
}
