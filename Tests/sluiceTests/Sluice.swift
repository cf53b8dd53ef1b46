import Bytes
import Glibc
import Testing

/// The folder of Package.swift.
let packageRoot: String = {
  let parts = #filePath.split(separator: "/")
  let end = parts.lastIndex(of: "Tests") ?? parts.endIndex
  return "/" + parts[..<end].joined(separator: "/")
}()

/// A folder of its own, with raw files in it, in which the real binary runs.
final class World {
  let path: String

  init(_ name: String) throws {
    path = "/tmp/sluice-tests-\(getpid())-\(name)"
    try Files.removeTree(path)
    try Files.createFolder(path)
  }

  deinit { try? Files.removeTree(path) }

  func write(_ name: String, _ text: String) throws {
    try Files.write(Array(text.utf8), to: "\(path)/\(name)")
  }

  func read(_ name: String) throws -> String { try Files.readText("\(path)/\(name)") }

  func json(_ name: String) throws -> JSONValue { try JSONValue(parsing: try read(name)) }

  struct Result {
    let status: Int32
    let output: String
    let errors: String
    var json: JSONValue? { try? JSONValue(parsing: output) }
  }

  /// Runs the binary in the folder.
  func sluice(_ arguments: String, input: String = "/dev/null") throws -> Result {
    try shell("\(World.binary) \(arguments) <\(input)")
  }

  func shell(_ command: String) throws -> Result {
    let code = unsafe system("cd \(path) && { \(command) ; } >.out 2>.err")
    return Result(status: (code >> 8) & 0xFF, output: try read(".out"), errors: try read(".err"))
  }

  /// The binary that was built with these tests.
  static let binary: String = {
    let parts = CommandLine.arguments[0].split(separator: "/").dropLast()
    let beside = "/" + parts.joined(separator: "/") + "/sluice"
    return Files.exists(beside) ? beside : "\(packageRoot)/.build/release/sluice"
  }()
}

/// A tiny dataset: right and wrong answers in both modes, repeats, and broken lines.
let tinyRaw = """
  {"input":[{"role":"user","content":"What is 2+2?"}],"output":"<think>2+2=4</think>\\nThe answer is \\\\boxed{4}.","reasoning":"on","category":"math","generator":"t","license":"MIT","expected_answer":"4"}
  {"input":[{"role":"user","content":"What is 2+2?"}],"output":"The answer is \\\\boxed{4}.","reasoning":"off","category":"math","generator":"t","license":"MIT","expected_answer":"4"}
  {"input":[{"role":"user","content":"What is 2+2?"}],"output":"The answer is \\\\boxed{5}.","reasoning":"off","category":"math","generator":"t","license":"MIT","expected_answer":"4"}
  {"input":[{"role":"user","content":"What is 3+3?"}],"output":"<think>3+3=6</think>\\nThe answer is \\\\boxed{6}.","reasoning":"on","category":"math","generator":"t","license":"MIT","expected_answer":"6"}
  {"input":[{"role":"user","content":"What is 3+3?"}],"output":"<think>3+3=6</think>\\nThe answer is \\\\boxed{6}.","reasoning":"on","category":"math","generator":"t","license":"MIT","expected_answer":"6"}
  {"input":[{"role":"user","content":"Say hello."}],"output":"I'm sorry, but I can't help with that.","reasoning":"off","category":"chat","generator":"t","license":"MIT"}
  {"input":[{"role":"user","content":"Say hello \\u001b[31mred"}],"output":"Hello \\u001b[31mred\\u0000.","reasoning":"off","category":"chat","generator":"t","license":"MIT"}

  {"broken": 
  {"input":[{"role":"user","content":"no output"}]}

  """

let tinyDataset = """
  name: tiny
  schema: sluice
  files: [raw.jsonl]
  quarantine: {tolerate: 2}
  """
