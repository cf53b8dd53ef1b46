import Bytes
import Grading

/// Whether the code of the answer passes the sample's tests, or compiles.
///
/// Tested code is hostile until proved otherwise: it runs in a sandbox and its tests in another; see
/// docs/filters/code.md. Without bubblewrap nothing is run and the outcome is unsure.
struct Code: Filter {
  static let version = 1
  private let grader: CodeGrader

  init(from decoder: any Decoder) throws {
    grader = CodeGrader(try CodeSettings(from: decoder))
  }

  var fingerprint: String { grader.toolVersions }

  func measure(_ sample: Sample) -> Finding { measure([sample])[0] }

  func measure(_ samples: [Sample]) -> [Finding] {
    let responses = samples.map {
      CodeResponse(answer: $0.response.answer, prompt: $0.prompt, tests: $0.tests)
    }
    return grader.grade(responses).map { grade in
      var finding = Finding(grade.outcome, details: grade.details)
      finding.isTransient = grade.isTransient
      return finding
    }
  }
}
