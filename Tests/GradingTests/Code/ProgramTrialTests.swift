import Bytes
import Grading
import Testing

/// Whole programs on stdin and stdout.
@Suite(.enabled(if: hasSandbox, "no bubblewrap, python3 or user namespaces here"))
struct ProgramTrialTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let outcome: Outcome
    init(_ name: String, _ code: String, _ outcome: Outcome) {
      self.name = name
      self.code = code
      self.outcome = outcome
    }
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case("right", "a, b = map(int, input().split())\nprint(a + b)", .pass),
    Case(
      "main guard runs",
      "def main():\n  print(sum(map(int, input().split())))\nif __name__ == '__main__': main()",
      .pass),
    Case(
      "bytes of stdin", "import sys\nprint(sum(map(int, sys.stdin.buffer.read().split())))", .pass),
    Case("file descriptor 0", "print(sum(map(int, open(0).read().split())))", .pass),
    Case("exit()", "print(sum(map(int, input().split())))\nexit()", .pass),
    Case("exit status 1", "print(sum(map(int, input().split())))\nexit(1)", .fail(.exception)),
    Case("exit status 125", "print(sum(map(int, input().split())))\nexit(125)", .fail(.exception)),
    Case("wrong", "print(1)", .fail(.wrongAnswer)),
    Case("main never called", "def main(): print(3)", .fail(.wrongAnswer)),
    Case("prompt text", "a, b = map(int, input('? ').split())\nprint(a + b)", .fail(.wrongAnswer)),
    Case("input ends", "input()\ninput()\nprint(3)", .fail(.exception)),
    Case("syntax error", "print(3", .fail(.syntaxError)),
    Case("hangs after its output", "print(3, flush=True)\nwhile True: pass", .fail(.timeout)),
    Case("memory", "x = bytearray(10**9)\nprint(3)", .fail(.memory)),
    Case("flood", "while True: print('x' * 10**6)", .fail(.outputLimit)),
    Case(
      "thread in the background",
      "import threading, time\nthreading.Thread(target=time.sleep, args=(99,), daemon=True).start()\nprint(3)",
      .pass),
    Case(
      "child holds stdout", "import os, time\nif os.fork() == 0:\n  time.sleep(99)\nprint(3)", .pass
    ),
    Case(
      "deep recursion",
      "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(50000) - 49997)",
      .pass),
    Case("at exit", "import atexit\natexit.register(lambda: print(3))", .pass),
    Case(
      "subprocess",
      "import subprocess\nprint(subprocess.run(['/bin/echo', '3'], capture_output=True, text=True).stdout)",
      .pass),
  ])
  func sums(_ c: Case) {
    let grade = sandboxGrader.grade(answer: python(c.code), tests: stdio([("1 2\n", "3\n")]))
    #expect(grade.outcome == c.outcome, "\(grade.details)")
  }

  @Test func largeInputAndOutput() {
    let input = String(repeating: "7\n", count: 200_000)
    let grade = sandboxGrader.grade(
      answer: python("import sys\nfor line in sys.stdin: print(line.strip())"),
      tests: stdio([(input, input)]))
    #expect(grade.outcome == .pass)
  }

  @Test func theFirstFailingCaseIsNamed() {
    let grade = sandboxGrader.grade(
      answer: python("print(input())"), tests: stdio([("1", "1"), ("2", "3"), ("3", "3")]))
    #expect(grade.outcome == .fail(.wrongAnswer))
    #expect(grade.details["case"] == 1)
  }

  @Test(arguments: [
    (
      "cpp", "#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b; }"
    ),
    (
      "c",
      "#include <stdio.h>\nint main() { int a, b; scanf(\"%d %d\", &a, &b); printf(\"%d\\n\", a + b); }"
    ),
    (
      "js",
      "const t = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(t[0] + t[1]);"
    ),
  ])
  func otherLanguages(_ label: String, _ code: String) {
    let grade = sandboxGrader.grade(
      answer: "```\(label)\n\(code)\n```", tests: stdio([("1 2\n", "3\n"), ("5 5", "10")]))
    guard grade.outcome != .unsure(.toolMissing) else { return }
    #expect(grade.outcome == .pass, "\(grade.details)")
  }

  @Test func compileError() {
    let grade = sandboxGrader.grade(answer: "```cpp\nint main( {}\n```", tests: stdio([("", "")]))
    #expect([.fail(.compileError), .unsure(.toolMissing)].contains(grade.outcome))
  }
}
