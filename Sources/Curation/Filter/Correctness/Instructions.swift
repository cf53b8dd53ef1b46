import Bytes
import Grading

/// Whether the answer follows the verifiable instructions of its prompt (`constraints`).
///
/// Ids, arguments and default semantics are those of IFEval (https://arxiv.org/abs/2311.07911) and
/// IFBench (https://arxiv.org/abs/2507.02833). Samples without constraints are skipped.
struct Instructions: Filter {
  static let version = 1
  static let measures = ["instructions", "followedStrict", "followedLoose"]

  /// `reference`, as the field's checkers, or `literal`, as the instructions say.
  let reading: InstructionReading
  /// Which verdict decides: `strict` on the answer as it is, `loose` on eight versions of it.
  let decide: InstructionReport.Strictness
  /// Where filters/fetch-punkt.sh put the tables of English; without them rules stand in.
  let tables: TableFolder

  /// - Returns: how many instructions there are and the shares that are followed, 0...1; details hold
  ///   a verdict for each (null where there is none) and where sentences came from.
  func measure(_ sample: Sample) -> Finding {
    let constraints = (sample.constraints ?? []).map {
      Constraint($0) ?? Constraint(id: "", arguments: JSONObject())
    }
    let grader = InstructionGrader(tables: tables.tables, reading: reading)
    let report = grader.grade(
      response: sample.response.graded, prompt: sample.prompt, constraints: constraints)
    guard !constraints.isEmpty else { return Finding(report.outcome(decide)) }
    return Finding(
      report.outcome(decide),
      measures: [
        "instructions": Double(constraints.count), "followedStrict": share(report.strict),
        "followedLoose": share(report.loose),
      ],
      details: [
        "strict": json(report.strict), "loose": json(report.loose),
        "sentences": .string(tables.tables.sentenceOrigin.rawValue),
      ])
  }

  var fingerprint: String { tables.fingerprint }

  private func share(_ verdicts: [Bool?]) -> Double {
    Double(verdicts.count { $0 == true }) / Double(verdicts.count)
  }

  private func json(_ verdicts: [Bool?]) -> JSONValue {
    .array(verdicts.map { $0.map { .bool($0) } ?? .null })
  }
}

extension Response {
  /// The answer as the teacher wrote it; after a think block, without the white space that parts them.
  fileprivate var graded: [UInt8] {
    let answer = bytes[thinking.answer]
    if answer.startIndex == 0 { return Array(answer) }
    return Array(answer.drop { $0 == 0x20 || (0x09...0x0D).contains($0) })
  }
}

/// A folder of tables, written in a recipe as its path.
///
/// A relative path is looked for in the working directory, then in the folders above the program, so
/// that it works from anywhere in a checkout. An empty path asks for no folder.
struct TableFolder: Sendable, Decodable {
  let tables: LanguageTables
  /// Of the files' contents.
  let fingerprint: String

  init(from decoder: any Decoder) throws {
    self.init(path: try decoder.singleValueContainer().decode(String.self))
  }

  init(path: String) {
    let candidates = path.isEmpty ? [] : [path] + TableFolder.aboveProgram(path)
    let folder = candidates.first(where: Files.isFolder)
    var contents: [UInt8] = []
    tables = LanguageTables { name in
      let bytes = folder.flatMap { try? Files.read("\($0)/\(name)") }
      contents += bytes ?? []
      return bytes
    }
    fingerprint = Hash128(of: contents).hex
  }

  private static func aboveProgram(_ path: String) -> [String] {
    guard !path.hasPrefix("/"), let program = CommandLine.arguments.first else { return [] }
    let folders = program.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folders.indices.reversed().filter { !folders[$0].isEmpty }.map { last in
      folders[...last].joined(separator: "/") + "/" + path
    }
  }
}
