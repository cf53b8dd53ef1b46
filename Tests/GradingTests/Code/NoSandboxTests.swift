import Grading
import Testing

/// Machines without bubblewrap, and those whose kernel refuses it: nothing is run, nothing passes.
@Suite struct NoSandboxTests {
  @Test func withoutBubblewrapNothingRuns() {
    var settings = quickSettings
    settings.bubblewrap = "/no/such/bwrap"
    let grade = CodeGrader(settings).grade(
      answer: python("def f(x): return 2"), tests: asserting("assert f(1) == 2"))
    #expect(grade.outcome == .unsure(.sandboxUnavailable))
    #expect(grade.isTransient)
  }

  @Test func withASandboxThatFailsNothingRuns() {
    var settings = quickSettings
    settings.bubblewrap = "/bin/false"
    let grade = CodeGrader(settings).grade(
      answer: python("def f(x): return 2"), tests: asserting("assert f(1) == 2"))
    #expect(grade.outcome == .unsure(.sandboxUnavailable))
    #expect(grade.isTransient)
  }

  /// The usual settings on a machine as it is; `make test-sandbox` runs this without bubblewrap.
  @Test(.enabled(if: !hasSandbox, "there is a sandbox here"))
  func whereThereIsNone() {
    for code in ["def f(x): return 2", "import sys\nsys.exit(0)"] {
      let grade = sandboxGrader.grade(answer: python(code), tests: asserting("assert f(1) == 2"))
      #expect(grade.outcome == .unsure(.sandboxUnavailable))
      #expect(grade.isTransient)
    }
    let program = sandboxGrader.grade(answer: python("print(3)"), tests: stdio([("", "3")]))
    #expect(program.outcome == .unsure(.sandboxUnavailable))
  }
}
