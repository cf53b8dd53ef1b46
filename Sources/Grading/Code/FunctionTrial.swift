// Tests that call functions: the judge evaluates, the candidate answers, this side watches the clock.

import Bytes
import Glibc

extension CodeGrader {
  /// Judges one response against one text of tests.
  func judged(_ code: ChosenCode, _ tests: CodeTests.AssertTests, in lane: Lane)
    throws(SandboxError) -> CodeGrade
  {
    let deadline = ContinuousClock.now + .seconds(settings.wallSeconds)
    let verdicts = try start(code, tests, in: lane)
    let said = readAll(verdicts, limit: 1 << 20, until: deadline)
    let judge = try lane.judge.end(hasClosed: said.hasEnded)
    // A judge that is ended while it writes leaves half a line, which is no verdict.
    let lines = said.bytes.split(separator: 0x0A)
    let verdict = lines.last.flatMap { try? JSONValue(parsing: Array($0)) }
    let outcome = verdict?["outcome"]?.string
    let candidate = try lane.candidate.end(hasClosed: outcome == "gone")
    guard let verdict, let outcome else {
      return undecided(wasCalled: !lines.isEmpty, isLate: !said.hasEnded, judge)
    }
    let details = self.details(verdict)
    let reason = Reason(verdict["reason"]?.string ?? Reason.exception.code)
    switch outcome {
    case "pass": return CodeGrade(.pass, details)
    case "unsure": return CodeGrade(.unsure(reason), details)
    case "gone": return ended(candidate, details)
    default: return CodeGrade(.fail(reason), details)
    }
  }

  /// Starts both sides and connects them.
  ///
  /// - Returns: where the judge writes its verdict.
  private func start(_ code: ChosenCode, _ tests: CodeTests.AssertTests, in lane: Lane)
    throws(SandboxError) -> Descriptor
  {
    let task = try Descriptor.memory(taskText(tests).encoded)
    let source = try Descriptor.memory(Array(code.source.utf8))
    let calls = try Descriptor.pipe()
    let answers = try Descriptor.pipe()
    let verdicts = try Descriptor.pipe()
    let limits = TaskLimits(settings).json
    try lane.judge.start(
      ["role": "judge", "limits": limits],
      with: [task, answers.reading, calls.writing, verdicts.writing])
    try lane.candidate.start(
      ["role": "answer", "limits": limits], with: [source, calls.reading, answers.writing])
    return verdicts.reading
  }

  private func taskText(_ tests: CodeTests.AssertTests) -> JSONValue {
    let tolerance = tests.tolerance ?? settings.tolerance
    return [
      "setup": .string(tests.setup), "code": .string(tests.code),
      "entry_point": tests.entryPoint.map { .string($0) } ?? .null,
      "tol": tolerance > 0 ? .double(tolerance) : .null,
    ]
  }

  /// What the judge says of the verdict, under its names.
  private func details(_ verdict: JSONValue) -> JSONObject {
    var details = JSONObject()
    for key in ["line", "exception", "problem", "checks", "weak"] {
      if let value = verdict[key], !value.isNull { details[key] = value }
    }
    return details
  }

  /// The judge said nothing in its time: the fault of code that was called, else of the tests.
  private func undecided(wasCalled: Bool, isLate: Bool, _ judge: TaskEnd) -> CodeGrade {
    let isOverrun = isLate || judge.signal == outOfTime || judge.cpuSeconds >= settings.cpuLimit
    if !wasCalled && !isLate { return CodeGrade(.unsure(.testsBroken)) }
    return CodeGrade(.fail(isOverrun ? .timeout : .memory))
  }

  /// The tested code ended its process instead of answering.
  func ended(_ end: TaskEnd, _ details: JSONObject) -> CodeGrade {
    var details = details
    if end.cpuSeconds >= settings.cpuLimit || end.signal == outOfTime {
      return CodeGrade(.fail(.timeout), details)
    }
    if let signal = end.signal { details["signal"] = .int(signal) }
    if let status = end.status { details["status"] = .int(status) }
    return CodeGrade(.fail(end.signal == 9 ? .memory : .exception), details)
  }
}

/// The signal at the soft limit of processor time.
let outOfTime = Int(SIGXCPU)

/// Reads a pipe to its end.
///
/// - Returns: what came, at most `limit` bytes and a little, and whether the end did.
func readAll(_ pipe: Descriptor, limit: Int, until deadline: ContinuousClock.Instant)
  -> (bytes: [UInt8], hasEnded: Bool)
{
  var bytes: [UInt8] = []
  while bytes.count <= limit {
    guard !wait(for: [pipe], until: deadline).isEmpty else { return (bytes, false) }
    let more = pipe.read()
    if more.isEmpty { return (bytes, true) }
    bytes += more
  }
  return (bytes, false)
}

extension CodeSettings {
  /// Processor seconds from which a killed process counts as out of time: the kernel counts in ticks
  /// and kills a little before the limit that the process's own usage shows.
  fileprivate var cpuLimit: Double { Double(cpuSeconds) - 0.25 }
}
