public import Bytes

/// A response whose code is to be graded.
public struct CodeResponse: Sendable {
  /// The response without its reasoning.
  public var answer: String
  /// What was asked; it counts where it is the beginning of the code.
  public var prompt: String
  public var tests: JSONValue?

  public init(answer: String, prompt: String, tests: JSONValue?) {
    self.answer = answer
    self.prompt = prompt
    self.tests = tests
  }
}

/// What the code grader says of a response.
public struct CodeGrade: Sendable, Equatable {
  public var outcome: Outcome
  /// What a person wants to see of it.
  ///
  /// `block`: which of the response's code blocks, from 0; `language`; `line` of the tests, or of the
  /// code for a syntax error; `exception`, `signal`, `status`; `case` that failed, from 0; `checks`:
  /// asserts or cases that were reached; `weak`: operators of the code's own classes decided.
  public var details: JSONObject
  /// The environment failed, not the response: never to be cached.
  public var isTransient: Bool

  init(_ outcome: Outcome, _ details: JSONObject = JSONObject(), isTransient: Bool = false) {
    self.outcome = outcome
    self.details = details
    self.isTransient = isTransient
  }
}

extension Reason {
  /// The sample has no tests and the setting asks for them.
  public static let noTests: Reason = "no_tests"
  /// The tests are not of a known form.
  public static let testsUnknown: Reason = "tests_unknown"
  /// The tests do not compile, import what is not there, or never call the code.
  public static let testsBroken: Reason = "tests_broken"
  public static let noCode: Reason = "no_code"
  public static let syntaxError: Reason = "syntax_error"
  public static let missingFunction: Reason = "missing_function"
  public static let exception: Reason = "exception"
  public static let timeout: Reason = "timeout"
  public static let memory: Reason = "memory"
  public static let outputLimit: Reason = "output_limit"
  /// A compiled language's program does not compile.
  public static let compileError: Reason = "compile_error"
  /// No bubblewrap, no namespaces, no Python: nothing was run.
  public static let sandboxUnavailable: Reason = "sandbox_unavailable"
  /// The language's compiler or interpreter is not installed.
  public static let toolMissing: Reason = "tool_missing"
}
