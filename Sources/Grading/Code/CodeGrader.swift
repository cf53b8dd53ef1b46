// Whether the code of a response does what its tests ask, decided by running it.
//
// Tested code is taken to be hostile. It runs in a sandbox (Sandbox/Sandbox.swift), and it never gets to
// say whether it passed: for functions, a second process in a second sandbox evaluates the tests and
// asks the first only for the values of calls (Resources/judge.py); for programs, the output is
// compared here. The design and what it was measured against: docs/filters/code.md.

public import Bytes
import Glibc
import Synchronization

/// Grades code by running it in sandboxes, which are started when they are first needed and kept.
///
/// May be used by several threads at once; each gets sandboxes of its own.
public final class CodeGrader: Sendable {
  let settings: CodeSettings
  private let plan: Result<SandboxPlan, SandboxError>
  private let idle = Mutex<[Lane]>([])
  private let refusal = Mutex<SandboxError?>(nil)
  private let started = Mutex<Int64>(0)
  /// Lanes that are lent.
  private let busy = Mutex(0)

  public init(_ settings: CodeSettings) {
    self.settings = settings
    plan = Result { () throws(SandboxError) in try SandboxPlan(settings) }
  }

  /// What tells the tools apart that verdicts depend on; part of a cache's key.
  ///
  /// Python by its size and time, so that nothing has to be started to ask.
  public var toolVersions: String {
    guard let path = findExecutable(settings.python), let status = try? Files.status(path) else {
      return "none"
    }
    return "\(path) \(status.size) \(status.modified)"
  }

  /// Whether sandboxes can be had here; starts one to know.
  package var isAvailable: Bool {
    (try? withLane { (lane) throws(SandboxError) in lane.candidate.version }) != nil
  }

  /// Grades the code in an answer.
  ///
  /// - Parameters:
  ///   - answer: the response without its reasoning.
  ///   - prompt: what was asked; it counts where it is the beginning of the code.
  ///   - tests: the sample's `tests`; see docs/formats.md.
  public func grade(answer: String, prompt: String = "", tests value: JSONValue?) -> CodeGrade {
    if settings.check == .syntax {
      return compiled([CodeResponse(answer: answer, prompt: prompt, tests: value)])[0]
    }
    let tests: CodeTests
    do throws(CodeTests.Problem) {
      tests = try CodeTests(value)
    } catch {
      return CodeGrade(.skipped(error == .none ? .noTests : .testsUnknown))
    }
    switch tests {
    case .assert(let tests):
      guard let code = chooseFunctions(in: answer, prompt: prompt, for: tests) else {
        return noCode
      }
      return running(code) { (lane) throws(SandboxError) in try judged(code, tests, in: lane) }
    case .stdio(let cases, let tolerance):
      guard let code = chooseProgram(in: answer, languages: settings.languages) else {
        return noCode
      }
      return running(code) { (lane) throws(SandboxError) in
        try run(code, cases, tolerance, in: lane.candidate)
      }
    }
  }

  /// Grades several responses, on as many threads as there are processors that no other call uses.
  ///
  /// - Returns: one grade a response, in their order.
  public func grade(_ responses: [CodeResponse]) -> [CodeGrade] {
    if settings.check == .syntax { return compiled(responses) }
    let threads = max(1, Workers.processors - busy.withLock { $0 })
    var grades: [CodeGrade] = []
    do {
      try Workers(threads: min(threads, responses.count)).mapInOrder(
        count: responses.count, inFlight: 4 * threads, state: {},
        work: { (_, index) in
          let response = responses[index]
          return grade(answer: response.answer, prompt: response.prompt, tests: response.tests)
        }, emit: { grades.append($0) })
    } catch {
      preconditionFailure("grading throws nothing, but threw \(error)")
    }
    return grades
  }

  private var noCode: CodeGrade { CodeGrade(.fail(.noCode)) }

  /// Runs a trial and says which code it was; an environment that fails gives `unsure`.
  private func running(
    _ code: ChosenCode, _ trial: (Lane) throws(SandboxError) -> CodeGrade
  ) -> CodeGrade {
    do throws(SandboxError) {
      return note(code, in: try withLane(trial))
    } catch {
      return unavailable(error)
    }
  }

  func note(_ code: ChosenCode, in grade: CodeGrade) -> CodeGrade {
    var grade = grade
    grade.details["block"] = code.block.map { .int($0) }
    grade.details["language"] = .string(code.language)
    return grade
  }

  func unavailable(_ error: SandboxError) -> CodeGrade {
    CodeGrade(
      .unsure(.sandboxUnavailable), ["problem": .string(error.description)], isTransient: true)
  }

  /// Lends a lane; one in which something went wrong is thrown away and the work done once more.
  func withLane<T>(_ work: (Lane) throws(SandboxError) -> T) throws(SandboxError) -> T {
    do throws(SandboxError) {
      return try attempt(work)
    } catch {
      if refusal.withLock({ $0 }) != nil { throw error }
      return try attempt(work)
    }
  }

  private func attempt<T>(_ work: (Lane) throws(SandboxError) -> T) throws(SandboxError) -> T {
    let waiting = idle.withLock { $0.popLast() }
    let lane = if let waiting { waiting } else { try newLane() }
    busy.withLock { $0 += 1 }
    defer { busy.withLock { $0 -= 1 } }
    let result = try work(lane)
    idle.withLock { $0.append(lane) }
    return result
  }

  /// Starts two sandboxes.
  ///
  /// After a refusal no more are tried: a host does not change its mind.
  private func newLane() throws(SandboxError) -> Lane {
    if let known = refusal.withLock({ $0 }) { throw known }
    do throws(SandboxError) {
      return try Lane(try plan.get(), user: nextUser)
    } catch {
      refusal.withLock { $0 = error }
      throw error
    }
  }

  /// As root an ordinary user that owns nothing, another for each sandbox; else the caller's own.
  ///
  /// From 60578 to 61183 neither Debian nor systemd gives ids to anyone
  /// (https://systemd.io/UIDS-GIDS/).
  private func nextUser() -> Int64 {
    guard geteuid() == 0 else { return -1 }
    let turn = started.withLock { count in
      count += 1
      return count
    }
    return 60578 + (Int64(getpid()) &* 16 &+ turn) % 600
  }
}
