import Bytes
import CSandbox

/// The command and the options of a sandbox, prepared once for all that are started.
struct SandboxPlan {
  let bubblewrap: String
  /// Each ended by a NUL.
  let argumentBytes: [UInt8]
  /// What the process inside is told first.
  let options: [UInt8]
  /// The seccomp filter that bubblewrap installs.
  let boxFilter: [UInt8]

  /// - Throws: where bubblewrap is not on PATH, or Python is not where the setting says.
  init(_ settings: CodeSettings) throws(SandboxError) {
    guard let bubblewrap = findExecutable(settings.bubblewrap) else {
      throw SandboxError("\(settings.bubblewrap) is not on PATH (Debian package bubblewrap)")
    }
    guard let python = findExecutable(settings.python) else {
      throw SandboxError("\(settings.python) is not on PATH (Debian package python3)")
    }
    self.bubblewrap = bubblewrap
    let arguments =
      [bubblewrap] + SandboxPlan.walls
      // the same hash of a string in every run, so that sets print in the same order
      + ["--setenv", "PYTHONHASHSEED", "0", python]
      + ["-s", "-S", "-B", "-X", "utf8", "-c", SandboxPlan.program]
    argumentBytes = arguments.flatMap { Array($0.utf8) + [0] }
    boxFilter = SandboxPlan.filter(namespaces: true)
    let filter = SandboxPlan.filter(namespaces: false).flatMap {
      [hexDigits[Int($0 >> 4)], hexDigits[Int($0 & 15)]]
    }
    let options: JSONValue = [
      "filter": .string(String(decoding: filter, as: UTF8.self)),
      "packages": .bool(settings.packages),
    ]
    self.options = options.encoded
  }

  /// Descriptor 4 of the sandbox's first process is the filter of everything in it.
  private static let walls = """
    --seccomp 4 --unshare-all --new-session --clearenv --hostname box --cap-drop ALL
    --ro-bind /usr /usr --ro-bind-try /lib /lib --ro-bind-try /lib64 /lib64 --ro-bind-try /bin /bin
    --proc /proc --dev /dev --size 1048576 --tmpfs /dev/shm --remount-ro /dev
    --size 1048576 --tmpfs /tmp --remount-ro / --chdir /tmp
    --setenv PATH /usr/bin --setenv HOME /tmp --setenv LANG C.UTF-8
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let program = String(
    decoding: PackageResources.wire_py + PackageResources.answer_py + PackageResources.judge_py
      + PackageResources.conventions_py + PackageResources.evaluate_py + PackageResources.box_py
      + PackageResources.main_py,
    as: UTF8.self)

  /// A seccomp filter for a sandbox.
  ///
  /// - Parameter namespaces: whether new namespaces, mounts and sockets are left: the sandbox's first
  ///   process needs them, tested code does not.
  private static func filter(namespaces: Bool) -> [UInt8] {
    var filter = [UInt8](repeating: 0, count: 4096)
    var span = filter.mutableSpan
    let count = sandbox_filter(namespaces ? 1 : 0, &span)
    precondition(count > 0, "the seccomp filter needs more than \(filter.count) bytes")
    return Array(filter.prefix(Int(count)))
  }
}

private let hexDigits = Array("0123456789abcdef".utf8)

/// The path of a program by its name on PATH; a path stands for itself.
func findExecutable(_ name: String) -> String? {
  var path = [UInt8](repeating: 0, count: 4096)
  var span = path.mutableSpan
  let count = sandbox_find(Array(name.utf8).span, &span)
  return count > 0 ? String(decoding: path.prefix(Int(count)), as: UTF8.self) : nil
}
