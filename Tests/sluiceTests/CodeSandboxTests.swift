import Bytes
import Glibc
import Testing

/// `correctness.code` as another user, and where it cannot run, by the real binary.
@Suite struct CodeSandboxTests {
  static let samples = #"""
    {"id":"right","prompt":"?","output":"```python\ndef f(x): return x + 1\n```","tests":{"kind":"assert","code":"assert f(1) == 2"}}
    {"id":"wrong","prompt":"?","output":"```python\nimport os\ndef f(x): os._exit(0)\n```","tests":{"kind":"assert","code":"assert f(1) == 2"}}
    {"id":"forks","prompt":"?","output":"```python\nimport os\ndef f(x):\n  n = 0\n  while n < 999:\n    try:\n      if os.fork() == 0: os.execv('/bin/sleep', ['sleep', '99'])\n      n += 1\n    except OSError: break\n  return n < 64\n```","tests":{"kind":"assert","code":"assert f(1)"}}
    {"id":"program","prompt":"?","output":"```python\nprint(input())\n```","tests":{"kind":"stdio","cases":[{"stdin":"7","stdout":"7"}]}}

    """#

  /// The binary and the samples where every user can read them.
  private func world(_ name: String) throws -> World {
    let world = try World(name)
    try world.write("in.jsonl", Self.samples)
    _ = try world.shell("cp \(World.binary) sluice && chmod -R go+rX .. .")
    return world
  }

  private func outcomes(_ result: World.Result) -> [String] {
    result.output.split(separator: "\n").compactMap {
      (try? JSONValue(parsing: String($0)))?["outcome"]?.string
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become another user"))
  func runsAsAnOrdinaryUser() throws {
    let world = try world("ordinary")
    let user = "setpriv --reuid=60500 --regid=60500 --clear-groups"
    let result = try world.shell("\(user) ./sluice try correctness.code <in.jsonl")
    #expect(
      outcomes(result) == ["pass", "fail", "pass", "pass"], "\(result.output) \(result.errors)")
    #expect(try world.shell(Self.waitUntilGone).status == 0)
  }

  /// Waits up to two seconds until no process of the user runs; dead ones that wait for init to
  /// notice do not count.
  static let waitUntilGone = """
    for turn in 1 2 3 4 5 6 7 8 9 10; do
      left=$(grep -l '^Uid:[[:space:]]*60500' /proc/[0-9]*/status | xargs -r grep -L '^State:.Z')
      [ -z "$left" ] && exit 0
      sleep 0.2
    done
    exit 1
    """

  @Test func withoutBubblewrapNothingIsRunAndNothingPasses() throws {
    let world = try world("missing")
    let result = try world.shell("env PATH=/nowhere ./sluice try correctness.code <in.jsonl")
    #expect(outcomes(result) == ["unsure", "unsure", "unsure", "unsure"])
    #expect(result.output.split(separator: "\n").allSatisfy { $0.contains("sandbox_unavailable") })
  }
}
