import Bytes
import Grading
import Testing

/// Tests that call functions: every kind of value, and each way in which code can be wrong.
@Suite(.enabled(if: hasSandbox, "no bubblewrap, python3 or user namespaces here"))
struct FunctionTrialTests {
  func check(_ c: GradeCase) {
    let grade = sandboxGrader.grade(answer: python(c.code), tests: c.tests)
    #expect(grade.outcome == c.outcome, "\(grade.details)")
    #expect(!grade.isTransient)
  }

  @Test(arguments: [
    GradeCase("right", "def f(x): return x + 1", "assert f(1) == 2", .pass),
    GradeCase("wrong", "def f(x): return x", "assert f(1) == 2", .fail(.wrongAnswer)),
    GradeCase(
      "second assert", "def f(x): return 2", "assert f(1) == 2\nassert f(2) == 3",
      .fail(.wrongAnswer)),
    GradeCase(
      "no such function", "def g(x): return 2", "assert f(1) == 2", .fail(.missingFunction)),
    GradeCase("syntax error", "def f(x) return 2", "assert f(1) == 2", .fail(.syntaxError)),
    GradeCase(
      "future import too late", "import re\nfrom __future__ import annotations\ndef f(x): return 2",
      "assert f(1) == 2", .fail(.syntaxError)),
    GradeCase("NUL", "def f(x): return 2\u{0}", "assert f(1) == 2", .fail(.syntaxError)),
    GradeCase("raises", "def f(x): return 1 / 0", "assert f(1) == 2", .fail(.exception)),
    GradeCase(
      "its own assert fails", "def f(x): assert False", "assert f(1) == 2", .fail(.exception)),
    GradeCase(
      "raises when loaded", "def f(x): return 2\nraise ValueError", "assert f(1) == 2",
      .fail(.exception)),
    GradeCase(
      "killed", "import os\ndef f(x): os.kill(os.getpid(), 11)", "assert f(1) == 2",
      .fail(.exception)),
    GradeCase("exits", "import sys\ndef f(x): sys.exit(0)", "assert f(1) == 2", .fail(.exception)),
    GradeCase("endless recursion", "def f(x): return f(x)", "assert f(1) == 2", .fail(.exception)),
    GradeCase(
      "memory", "def f(x):\n  return [bytes(10**7) for _ in range(1000)]", "assert f(1) == 2",
      .fail(.memory)),
    GradeCase("endless loop", "def f(x):\n  while True: pass", "assert f(1) == 2", .fail(.timeout)),
    GradeCase(
      "endless loop when loaded", "while True: pass\ndef f(x): return 2", "assert f(1) == 2",
      .fail(.timeout)),
    GradeCase(
      "sleeps", "import time\ndef f(x): time.sleep(100)", "assert f(1) == 2", .fail(.timeout)),
    GradeCase(
      "long value", "def f(x): return 'x' * 10**7", "assert f(1) == 2", .fail(.outputLimit)),
    GradeCase(
      "None in arithmetic of the test", "def f(x): pass", "assert abs(f(1) - 2) < 1e-6",
      .fail(.wrongAnswer)),
    GradeCase(
      "main guard does not run",
      "def f(x): return 2\nif __name__ == '__main__': raise SystemExit(1)", "assert f(1) == 2",
      .pass),
    GradeCase(
      "prints", "print('noise')\ndef f(x):\n  print(x)\n  return 2", "assert f(1) == 2", .pass),
    GradeCase(
      "writes to /tmp",
      "open('/tmp/a', 'w').write('x')\ndef f(x): return len(open('/tmp/a').read())",
      "assert f(1) == 1", .pass),
    GradeCase("reads input", "def f(x): return input()", "assert f(1) == 2", .fail(.exception)),
    GradeCase(
      "closes its streams",
      "import sys\nsys.stdout.close()\nsys.stderr.close()\ndef f(x): return 2", "assert f(1) == 2",
      .pass),
    GradeCase(
      "asserts left out by -O", "import sys\ndef f(x): return sys.flags.optimize",
      "assert f(1) == 0", .pass),
  ])
  func outcomes(_ c: GradeCase) { check(c) }

  @Test(arguments: [
    GradeCase(
      "tuple is no list", "def f(x): return [x]", "assert f(1) == (1,)", .fail(.wrongAnswer)),
    GradeCase(
      "nested containers", "def f(x): return {'a': [(1, {2}), frozenset([3])]}",
      "assert f(1) == {'a': [(1, {2}), frozenset([3])]}", .pass),
    GradeCase("big integer", "def f(x): return 10 ** 6000", "assert f(1) == 10 ** 6000", .pass),
    GradeCase(
      "bytes and ranges", "def f(x): return b'\\xff', range(3), ..., 1j",
      "assert f(1) == (b'\\xff', range(3), ..., 1j)", .pass),
    GradeCase(
      "infinities", "def f(x): return float('-inf')", "assert f(1) == -float('inf')", .pass),
    GradeCase("NaN", "def f(x): return float('nan')", "r = f(1)\nassert r != r", .pass),
    GradeCase("True is 1", "def f(x): return True", "assert f(1) == 1", .pass),
    GradeCase(
      "text beyond ASCII", "def f(x): return 'é\\ud800\u{1F600}'",
      "assert f(1) == 'é\\ud800\u{1F600}'", .pass),
    GradeCase(
      "Counter", "from collections import Counter\ndef f(x): return Counter(x)",
      "assert f('aab').most_common(1) == [('a', 2)]", .pass),
    GradeCase(
      "named tuple",
      "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(x): return P(1, 2)",
      "assert f(1).y == 2\nassert f(1) == (1, 2)", .pass),
    GradeCase(
      "dates", "import datetime\ndef f(x): return datetime.date(2020, 1, x)",
      "import datetime\nassert f(1) == datetime.date(2020, 1, 1)", .pass),
    GradeCase(
      "fractions", "from fractions import Fraction\ndef f(x): return Fraction(1, 3)",
      "assert f(1) * 3 == 1", .pass),
    GradeCase(
      "deque", "from collections import deque\ndef f(x): return deque([1], maxlen=2)",
      "assert list(f(1)) == [1]", .pass),
    GradeCase(
      "dictionary views", "def f(x): return x.keys()", "assert f({1: 2}) == {1: 2}.keys()", .pass),
    GradeCase(
      "map is no list", "def f(x): return map(str, x)", "assert f([1]) == ['1']",
      .fail(.wrongAnswer)),
    GradeCase(
      "generator", "def f(n):\n  for i in range(n): yield i",
      "assert list(f(5000)) == list(range(5000))", .pass),
    GradeCase(
      "endless generator", "import itertools\ndef f(n): return itertools.count(n)",
      "g = f(3)\nassert [next(g) for _ in range(3)] == [3, 4, 5]", .pass),
    GradeCase(
      "generator that fails late", "def f(n):\n  yield 1\n  raise ValueError",
      "g = f(3)\nassert next(g) == 1\ntry:\n  next(g)\n  assert False\nexcept ValueError: pass",
      .pass),
    GradeCase(
      "changed argument", "def f(x): x.sort()", "a = [2, 1]\nf(a)\nassert a == [1, 2]", .pass),
    GradeCase(
      "unchanged argument", "def f(x): return sorted(x)", "a = [2, 1]\nf(a)\nassert a == [2, 1]",
      .pass),
    GradeCase(
      "changed deeply", "def f(x): x['a'][0].append(1)",
      "a = {'a': [[]]}\nf(a)\nassert a == {'a': [[1]]}", .pass),
    GradeCase(
      "the same object comes back", "def f(x): return x", "a = [1]\nassert f(a) is a", .pass),
    GradeCase(
      "shared lists stay shared", "def f(x): x[0].append(1)\n",
      "a = [[]] * 2\nf(a)\nassert a == [[1], [1]]", .pass),
    GradeCase(
      "cycle", "def f(x):\n  a = [1]\n  a.append(a)\n  return a", "a = f(1)\nassert a[1] is a",
      .pass),
    GradeCase(
      "function as argument", "def f(g, x): return g(g(x))", "assert f(lambda v: v * 2, 3) == 12",
      .pass),
    GradeCase(
      "built-in as argument", "def f(g, x): return list(map(g, x))", "assert f(len, ['ab']) == [2]",
      .pass),
    GradeCase(
      "function as value", "def f(x):\n  def g(y): return x + y\n  return g", "assert f(1)(2) == 3",
      .pass),
    GradeCase(
      "callback that raises", "def f(g):\n  try: g()\n  except ValueError: return 1",
      "def g(): raise ValueError\nassert f(g) == 1", .pass),
    GradeCase("keyword arguments", "def f(*, a, b=2): return a + b", "assert f(a=1) == 3", .pass),
    GradeCase(
      "expected exception", "def f(x): raise ValueError('no')",
      "try:\n  f(1)\n  assert False\nexcept ValueError as e:\n  assert str(e) == 'no'", .pass),
    GradeCase(
      "its own exception", "class E(ValueError): pass\ndef f(x): raise E('no')",
      "try:\n  f(1)\n  assert False\nexcept E as e:\n  assert isinstance(e, ValueError)", .pass),
    GradeCase(
      "constant", "LIMIT = [1]\ndef f(x): return 2", "assert LIMIT == [1] and f(1) == 2", .pass),
    GradeCase(
      "coroutine", "async def f(x): return x", "import asyncio\nassert asyncio.run(f(2)) == 2",
      .pass),
    GradeCase(
      "regular expression match", "import re\ndef f(x): return re.match('a(.)', x)",
      "assert f('ab').group(1) == 'b'\nassert not f('b')", .pass),
  ])
  func values(_ c: GradeCase) { check(c) }

  @Test(arguments: [
    GradeCase(
      "HumanEval", "def f(x): return 2",
      "def check(candidate):\n  assert candidate(1) == 2\ncheck(f)", .pass),
    GradeCase(
      "test functions", "def f(x): return 1", "def test_a():\n  assert f(1) == 2",
      .fail(.wrongAnswer)),
    GradeCase(
      "import of the solution", "def f(x): return 2",
      "from solution import f\ndef test_a():\n  assert f(1) == 2", .pass),
    GradeCase(
      "unittest", "def f(x): return 1",
      "import unittest\nclass T(unittest.TestCase):\n  def test_a(self):\n    self.assertEqual(f(1), 2)",
      .fail(.wrongAnswer)),
    GradeCase(
      "unittest.main", "def f(x): return 2",
      "import unittest\nclass T(unittest.TestCase):\n  def test_a(self):\n    self.assertEqual(f(1), 2)\nif __name__ == '__main__': unittest.main()",
      .pass),
    GradeCase(
      "unittest, exception expected", "def f(x): raise KeyError",
      "import unittest\nclass T(unittest.TestCase):\n  def test_a(self):\n    with self.assertRaises(KeyError): f(1)",
      .pass),
    GradeCase(
      "pytest", "def f(x): raise KeyError",
      "import pytest\n@pytest.mark.parametrize('x,y', [(1, 2), (2, 3)])\ndef test_a(x, y):\n  with pytest.raises(KeyError): f(x)",
      .pass),
    GradeCase(
      "pytest parameters are used", "def f(x): return x + 1 if x < 2 else 0",
      "import pytest\n@pytest.mark.parametrize('x,y', [(1, 2), (2, 3)])\ndef test_a(x, y): assert f(x) == y",
      .fail(.wrongAnswer)),
    GradeCase(
      "pytest approximation", "def f(x): return 0.1 + 0.2",
      "import pytest\ndef test_a(): assert f(1) == pytest.approx(0.3)", .pass),
    GradeCase(
      "class of the code",
      "class S:\n  def __init__(self): self.a = []\n  def push(self, x): self.a.append(x)\n  def pop(self): return self.a.pop()",
      "s = S()\ns.push(3)\nassert s.pop() == 3 and s.a == []", .pass),
    GradeCase(
      "class of the set-up", "def f(n): return n.next.value",
      "a = N(1)\na.next = N(2)\nassert f(a) == 2",
      setup: "class N:\n  def __init__(self, v):\n    self.value, self.next = v, None", .pass),
    GradeCase(
      "object of a class of the set-up", "def f(v): return N(v)", "assert f(1).value == 1",
      setup: "class N:\n  def __init__(self, v): self.value = v", .pass),
    GradeCase(
      "set-up uses the code", "class N: pass\ndef f(n): return n.x", "assert f(n) == 1",
      setup: "n = N()\nn.x = 1", .pass),
    GradeCase(
      "module that only the code imports", "import math\ndef f(x): return math.pi",
      "assert math.isclose(f(1), math.pi)", .pass),
    GradeCase(
      "module that only the tests import", "def f(x): return math.pi",
      "import math\nassert f(1) == math.pi", .pass),
    GradeCase(
      "module that nobody imports", "def f(x): return math.pi", "assert f(1) > 3",
      .fail(.exception)),
    GradeCase(
      "function named like a built-in", "def sum(a, b): return a * b", "assert sum(2, 3) == 6",
      .pass),
    GradeCase(
      "tests do not compile", "def f(x): return 2", "assert f(1) ==", .unsure(.testsBroken)),
    GradeCase("tests never call", "def f(x): return 2", "assert True", .unsure(.testsBroken)),
    GradeCase(
      "tests need what is not installed", "def f(x): return 2",
      "import no_such_module\nassert f(1) == 2", .unsure(.testsBroken)),
    GradeCase("endless test", "def f(x): return 2", "while True: pass", .unsure(.testsBroken)),
  ])
  func conventions(_ c: GradeCase) { check(c) }

  @Test(arguments: [
    ("f", Outcome.pass), ("g", .fail(.wrongAnswer)), ("h", .fail(.missingFunction)),
  ])
  func checkIsCalledWithTheEntryPoint(_ entry: String, _ outcome: Outcome) {
    var tests =
      asserting("def check(candidate):\n  assert candidate(1) == 2").object ?? JSONObject()
    tests["entry_point"] = .string(entry)
    let answer = python("def f(x): return 2\ndef g(x): return 1")
    #expect(sandboxGrader.grade(answer: answer, tests: .object(tests)).outcome == outcome)
  }

  @Test func toleranceOfTheTests() {
    let answer = python("def f(x): return [x / 3, 'a']")
    let exact = asserting("assert f(1) == [0.3333333, 'a']")
    var near = exact.object ?? JSONObject()
    near["tol"] = .double(1e-6)
    #expect(sandboxGrader.grade(answer: answer, tests: exact).outcome == .fail(.wrongAnswer))
    #expect(sandboxGrader.grade(answer: answer, tests: .object(near)).outcome == .pass)
  }

  @Test func operatorsOfTheCodesOwnClassesAreMarkedWeak() {
    let answer = python(
      "class V:\n  def __init__(self, x): self.x = x\n  def __eq__(self, o): return self.x == o.x")
    let grade = sandboxGrader.grade(answer: answer, tests: asserting("assert V(1) == V(1)"))
    #expect(grade.outcome == .pass)
    #expect(grade.details["weak"] == true)
    let plain = sandboxGrader.grade(answer: answer, tests: asserting("assert V(1).x == 1"))
    #expect(plain.details["weak"] == nil)
  }

  @Test func detailsSayWhere() {
    let grade = sandboxGrader.grade(
      answer: "```\nx\n```\n" + python("def f(x): raise KeyError(1)"),
      tests: asserting("assert True\nassert f(1) == 2"))
    #expect(grade.details["block"] == 1)
    #expect(grade.details["line"] == 2)
    #expect(grade.details["exception"] == "KeyError")
    #expect(grade.details["checks"] == 2)
  }

  @Test func responsesDoNotTouchEachOther() {
    let first = python(
      "import builtins, os, math\nbuiltins.marker = 1\nmath.pi = 3\nopen('/tmp/left', 'w').write('x')\nopen('/dev/shm/left', 'w').write('x')\ndef f(x): return 2"
    )
    let second = python(
      "import builtins, os, math\ndef f(x): return hasattr(builtins, 'marker'), int(math.pi * 100), os.listdir('/tmp'), os.listdir('/dev/shm')"
    )
    for _ in 0..<4 {
      #expect(
        sandboxGrader.grade(answer: first, tests: asserting("assert f(1) == 2")).outcome == .pass)
      let clean = asserting("assert f(1) == (False, 314, [], [])")
      #expect(sandboxGrader.grade(answer: second, tests: clean).outcome == .pass)
    }
  }
}
