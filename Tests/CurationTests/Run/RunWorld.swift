import Bytes
import Curation

/// A whole run in this process, on raw lines in a folder of its own.
struct RunWorld {
  let folder = TemporaryFolder()

  /// - Parameter files: raw files by name, in the order in which the dataset lists them.
  init(_ files: [(name: String, lines: [String])]) throws {
    for file in files {
      try Files.write(
        Array(file.lines.map { $0 + "\n" }.joined().utf8), to: "\(folder.path)/\(file.name)")
    }
    let names = files.map(\.name).joined(separator: ", ")
    try Files.write(
      Array("name: world\nschema: sluice\nfiles: [\(names)]\n".utf8),
      to: "\(folder.path)/dataset.yaml")
  }

  /// Runs everything.
  ///
  /// - Parameter recipe: what follows the filters.
  @discardableResult
  func run(
    _ recipe: String, name: String = "run", threads: Int = 1, filters: String = RunWorld.filters
  ) throws -> FinishedRun {
    let run = try CurationRun(
      folder: RunFolder("\(folder.path)/\(name)"),
      recipe: try rules(filters + recipe),
      dataset: try DatasetFile.read("\(folder.path)/dataset.yaml"), threads: threads, limit: nil,
      progress: SilentProgress())
    try run.writeShards()
    return FinishedRun(run: run, folder: folder)
  }

  static let filters = """
    name: world
    correctness: [{math: {policy: drop}}]
    complexity: [length, {pass_rate: {policy: label}}]
    dedup: {exact: {by: [prompt, mode, response]}}

    """

  /// A raw line: an answer to "What is `question`?".
  static func line(
    _ question: String, _ mode: String, _ answer: String, gold: String = "4",
    category: String = "math", reasoning: String = "Let me count.", more: String = ""
  ) -> String {
    let think = mode == "on" ? "<think>\(reasoning)</think>\\n\\n" : ""
    return #"{"input":[{"role":"user","content":"What is \#(question)?"}],"#
      + #""output":"\#(think)So \\boxed{\#(answer)}.","reasoning":"\#(mode)","#
      + #""category":"\#(category)","generator":"t","expected_answer":"\#(gold)"\#(more)}"#
  }
}

/// A run and what it wrote.
struct FinishedRun {
  let run: CurationRun
  /// Kept as long as somebody looks at the run.
  let folder: TemporaryFolder

  /// The rows of the set in order.
  func rows() throws -> [JSONValue] {
    var rows: [JSONValue] = []
    for file in Files.glob("\(run.folder.shards)/*.zst").sorted() {
      rows += try FinishedRun.lines(of: file)
    }
    return rows
  }

  static func lines(of file: String) throws -> [JSONValue] {
    let bytes = try ByteStream.readAll(file)
    return try TextScan.lines(in: bytes.span).filter { !$0.isEmpty }
      .map { try JSONValue(parsing: Array(bytes[$0])) }
  }

  /// The bytes of all shards.
  func bytes() throws -> [UInt8] {
    try Files.glob("\(run.folder.shards)/*.zst").sorted().flatMap { try Files.read($0) }
  }

  func manifest() throws -> JSONValue {
    try JSONValue(parsing: try Files.read(run.folder.manifest))
  }
}

extension JSONValue {
  /// A member that is a text; empty where there is none.
  func text(_ key: String) -> String { self[key]?.string ?? "" }
}
