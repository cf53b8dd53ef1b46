/// A programming language of whole programs.
///
/// To add one, add a row.
struct Language: Sendable {
  /// As in the setting `languages`.
  let name: String
  /// What fences call it.
  let labels: [String]
  /// The file that the program is written to, in /tmp.
  let file: String
  /// Compiler and arguments, empty for interpreters; the program it makes is /tmp/program.
  let compiler: [String]
  /// Interpreter and arguments, or the compiled program.
  let command: [String]
  /// Whether the runtime reserves more address space than it uses, so that only data is limited.
  let reservesSpace: Bool

  static let all = [
    Language(
      name: "python", labels: ["python", "py", "python3", "py3", "python2", "ipython", "sage"],
      file: "main.py", compiler: [], command: [], reservesSpace: false),
    Language(
      name: "cpp", labels: ["cpp", "c++", "cxx", "cc", "cpp17", "cpp20", "c++17", "c++20"],
      file: "main.cpp", compiler: ["g++", "-O2", "-std=c++17", "-o", "program", "main.cpp"],
      command: ["/tmp/program"], reservesSpace: false),
    Language(
      name: "c", labels: ["c"], file: "main.c",
      compiler: ["gcc", "-O2", "-std=c11", "-o", "program", "main.c", "-lm"],
      command: ["/tmp/program"], reservesSpace: false),
    Language(
      name: "javascript", labels: ["javascript", "js", "node", "nodejs"], file: "main.js",
      compiler: [], command: ["node", "/tmp/main.js"], reservesSpace: true),
  ]

  static let python = "python"

  static func named(_ label: String) -> Language? { all.first { $0.labels.contains(label) } }

  /// Whether a fence's word names a language, of ours or of those that responses often hold.
  static func isLabel(_ label: String) -> Bool {
    named(label) != nil || others.contains(label)
  }

  private static let others: Set<String> = [
    "bash", "sh", "shell", "text", "json", "java", "go", "rust", "ruby", "php", "sql", "html",
    "css",
    "xml", "yaml", "typescript", "ts", "kotlin", "swift", "csharp", "c#", "r", "scala", "output",
    "plaintext", "console", "pycon",
  ]
}
