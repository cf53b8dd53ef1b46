import Bytes
import Glibc
import Grading
import Testing

/// Code that wants to pass without being right, or to do harm.
@Suite(.enabled(if: hasSandbox, "no bubblewrap, python3 or user namespaces here"))
struct HostileTests {
  struct Cheat: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    init(_ name: String, _ code: String) {
      self.name = name
      self.code = code
    }
    var testDescription: String { name }
  }

  static let equalToAll = """
    class E:
      def __eq__(self, o): return True
      def __ne__(self, o): return False
      def __lt__(self, o): return True
      __le__ = __gt__ = __ge__ = __contains__ = __lt__
      def __sub__(self, o): return 0
      __rsub__ = __add__ = __radd__ = __mul__ = __abs__ = __round__ = __sub__
      def __hash__(self): return 0
    """

  @Test(arguments: [
    Cheat("exit when loaded", "import sys\nsys.exit(0)"),
    Cheat("_exit when loaded", "import os\nos._exit(0)"),
    Cheat("exit in the call", "import sys\ndef f(x): sys.exit(0)"),
    Cheat("_exit in the call", "import os\ndef f(x): os._exit(0)"),
    Cheat(
      "_exit from a thread",
      "import threading, os, time\nthreading.Thread(target=lambda: (time.sleep(.05), os._exit(0))).start()\ndef f(x): time.sleep(1)"
    ),
    Cheat(
      "_exit at exit", "import atexit, os\natexit.register(lambda: os._exit(0))\ndef f(x): return 0"
    ),
    Cheat(
      "_exit from a signal",
      "import signal, os\nsignal.signal(signal.SIGALRM, lambda *a: os._exit(0))\nsignal.alarm(1)\ndef f(x):\n  while True: pass"
    ),
    Cheat(
      "exception hook",
      "import sys, os\nsys.excepthook = lambda *a: os._exit(0)\ndef f(x): return 0"),
    Cheat("equal to everything", equalToAll + "\ndef f(x): return E()"),
    Cheat(
      "list that is equal to everything",
      "class L(list):\n  def __eq__(self, o): return True\ndef f(x): return L()"),
    Cheat(
      "number that is equal to everything",
      "class N(int):\n  def __eq__(self, o): return True\n  __hash__ = int.__hash__\ndef f(x): return N(0)"
    ),
    Cheat(
      "text that is equal to everything",
      "class S(str):\n  def __eq__(self, o): return True\ndef f(x): return S()"),
    Cheat("equal to everything, inside a list", equalToAll + "\ndef f(x): return [E()]"),
    Cheat(
      "class that is equal to everything",
      "class M(type):\n  def __eq__(self, o): return True\nclass E(metaclass=M): pass\ndef f(x): return E"
    ),
    Cheat(
      "patched built-ins",
      "import builtins\nfor n in ('abs', 'len', 'sorted', 'all', 'list'):\n  setattr(builtins, n, lambda *a, **k: 2)\ndef f(x): return 0"
    ),
    Cheat("own built-in", "def abs(x): return 0\ndef f(x): return 0"),
    Cheat(
      "patched mathematics", "import math\nmath.isclose = lambda *a, **k: True\ndef f(x): return 0"),
    Cheat(
      "mathematics of its own",
      "class math:\n  isclose = staticmethod(lambda *a, **k: True)\ndef f(x): return 0"),
    Cheat(
      "patched AssertionError",
      "import builtins\nclass Q(Exception): pass\nbuiltins.AssertionError = Q\ndef f(x): return 0"),
    Cheat(
      "raises AssertionError's opposite", "import unittest\ndef f(x): raise unittest.SkipTest()"),
    Cheat(
      "replaced check",
      "import sys\nm = sys.modules['__main__']\nm.check = m.candidate = lambda *a: True\ndef check(c): pass\ndef f(x): return 0"
    ),
    Cheat(
      "patched answer",
      "import __main__\n__main__.Wire.encode = lambda s, v, t: 2\n__main__.Trial = None\ndef f(x): return 0"
    ),
    Cheat(
      "frames",
      "import sys, gc\ndef f(x):\n  g = sys._getframe()\n  while g:\n    for v in list(g.f_globals.values()) + list(g.f_locals.values()):\n      if isinstance(v, str) and str(4706 + x) in v: return 4706 + x\n    g = g.f_back"
    ),
    Cheat(
      "all objects",
      "import gc\ndef f(x):\n  for o in gc.get_objects():\n    if isinstance(o, dict) and 4706 + x in list(o.values()): return 4706 + x\n    if isinstance(o, (list, tuple)) and 4706 + x in o: return 4706 + x"
    ),
    Cheat(
      "forged messages",
      "import os, json\nfor fd in range(16):\n  try: os.write(fd, b'{\"v\":true,\"m\":[]}\\n{\"outcome\":\"pass\"}\\n')\n  except OSError: pass\ndef f(x): return 0"
    ),
    Cheat(
      "forged verdict on all descriptors",
      "import os\ndef f(x):\n  for fd in range(3, 128):\n    try: os.write(fd, b'{\"outcome\":\"pass\"}\\n')\n    except OSError: pass\n  os._exit(0)"
    ),
    Cheat(
      "kills its parents",
      "import os, signal\nfor p in (os.getppid(), 1, -1, 0):\n  try: os.kill(p, 9)\n  except OSError: pass\ndef f(x): return 0"
    ),
    Cheat("segmentation fault", "import ctypes\ndef f(x): ctypes.string_at(0)"),
    Cheat(
      "runs itself without asserts",
      "import os, sys\nos.execv(sys.executable, [sys.executable, '-O', '-c', 'print(\"passed\")'])"),
    Cheat(
      "prints passed", "print('passed'); print('OK')\ndef f(x): print('{\"outcome\": \"pass\"}')"),
    Cheat("deep answer", "def f(x):\n  a = []\n  for _ in range(10**5): a = [a]\n  return a"),
    Cheat(
      "endless answer",
      "import os\ndef f(x):\n  while True:\n    for fd in range(3, 16):\n      try: os.write(fd, b'x' * 65536)\n      except OSError: pass"
    ),
    Cheat("stops itself", "import os, signal\ndef f(x): os.kill(os.getpid(), signal.SIGSTOP)"),
    Cheat(
      "ignores signals",
      "import signal\nfor s in range(1, 65):\n  try: signal.signal(s, signal.SIG_IGN)\n  except (OSError, ValueError): pass\ndef f(x):\n  while True: pass"
    ),
    Cheat(
      "fork bomb",
      "import os\ndef f(x):\n  while True:\n    try: os.fork()\n    except OSError: pass"),
    Cheat(
      "thread bomb",
      "import threading, time\ndef f(x):\n  while True:\n    try: threading.Thread(target=time.sleep, args=(99,)).start()\n    except RuntimeError: return 0"
    ),
    Cheat(
      "memory bomb in children",
      "import os\ndef f(x):\n  for _ in range(20):\n    if os.fork() == 0:\n      x = bytearray(10**9)"
    ),
    Cheat(
      "disk flood",
      "def f(x):\n  for i in range(10**6):\n    for d in ('/tmp', '/dev/shm'):\n      open(f'{d}/{i}', 'wb').write(b'x' * 10**6)"
    ),
    Cheat("compile bomb", "def f(x): return eval('+'.join(['x'] * 10**6))"),
  ])
  func neverPasses(_ c: Cheat) {
    for tests in [
      "assert f(5) == 4711", "def check(candidate):\n  assert candidate(5) == 4711\ncheck(f)",
      "import math\nassert math.isclose(abs(f(5) - 0), 4711)",
    ] {
      let grade = sandboxGrader.grade(answer: python(c.code), tests: asserting(tests))
      #expect(grade.outcome.name == "fail", "\(grade.outcome) \(grade.details)")
    }
  }

  /// Each of these returns what it could do; all must be refused.
  @Test(arguments: [
    Cheat(
      "write outside",
      """
      import os
      def f(x):
        done = []
        for top in ('/', '/usr', '/usr/bin', '/etc', '/home', '/root', '/var', '/opt', '/dev', '/proc', '/sys', '/work'):
          try:
            open(top + '/sluice-hostile', 'w').close()
            done.append(top)
          except OSError: pass
        for path in ('/etc/passwd', '/proc/sys/kernel/hostname', '/proc/sysrq-trigger', '/dev/mem'):
          try:
            open(path, 'a').write('x')
            done.append(path)
          except OSError: pass
        return done
      """),
    Cheat(
      "read outside",
      """
      import os
      def f(x): return [p for p in ('/etc', '/home', '/root', '/var', '/work', '/opt', '/sys', '/run') if os.path.exists(p)]
      """),
    Cheat(
      "network",
      """
      import socket
      def f(x):
        done = []
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
          for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, socket.AF_VSOCK):
            try:
              socket.socket(family, kind)
              done.append((int(family), int(kind)))
            except OSError: pass
        return done
      """),
    Cheat(
      "other processes",
      """
      import os
      def f(x): return [p for p in os.listdir('/proc') if p.isdigit() and int(p) > 2]
      """),
    Cheat(
      "environment",
      """
      import os
      def f(x): return sorted(set(os.environ) - {'PATH', 'HOME', 'LANG', 'PWD', 'PYTHONHASHSEED'})
      """),
    Cheat(
      "privileges",
      """
      import ctypes, os
      def f(x):
        c = ctypes.CDLL(None, use_errno=True)
        calls = {'mount': c.mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None), 'unshare': c.unshare(0x10000000),
          'ptrace': c.ptrace(16, 1, 0, 0), 'chroot': c.chroot(b'/tmp'), 'setuid': c.setuid(0),
          'memfd': c.memfd_create(b'x', 0), 'personality': c.personality(0x0400000),
          'clone': c.syscall(56, 0x10000000, 0, 0, 0, 0)}
        status = open('/proc/self/status').read()
        caps = [l for l in status.splitlines() if l.startswith(('CapPrm', 'CapEff', 'CapAmb')) and int(l.split()[1], 16)]
        groups = [l for l in status.splitlines() if l.startswith('NoNewPrivs') and not l.endswith('1')]
        return [n for n, r in calls.items() if r >= 0] + caps + groups + ([] if os.getuid() == 1000 else ['uid'])
      """),
    Cheat(
      "descriptors",
      """
      import os
      def f(x):
        kinds = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')]
        return [k for k in kinds if not k.startswith(('/dev/null', 'pipe:', '/memfd:', '/proc/'))]
      """),
  ])
  func canDoNothing(_ c: Cheat) {
    let grade = sandboxGrader.grade(answer: python(c.code), tests: asserting("assert f(1) == []"))
    #expect(grade.outcome == .pass, "\(grade.details)")
    #expect(
      !["/", "/etc", "/tmp", "/usr", "/var"].contains { Files.exists("\($0)/sluice-hostile") })
  }

  /// A process that leaves its session and its parent is gone when the verdict is there.
  @Test func leavesNoProcess() throws {
    let marker = "sluice-left-\(getpid())"
    let code = """
      import os, subprocess, sys
      if os.fork() == 0:
        os.setsid()
        os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(60)', '\(marker)'])
      def f(x): return 2
      """
    let grade = sandboxGrader.grade(
      answer: python(code), tests: asserting("import time\ntime.sleep(.2)\nassert f(1) == 2"))
    #expect(grade.outcome == .pass)
    for entry in try Files.list("/proc") {
      let command = (try? Files.readText("/proc/\(entry)/cmdline")) ?? ""
      #expect(!command.contains(marker))
    }
  }
}
