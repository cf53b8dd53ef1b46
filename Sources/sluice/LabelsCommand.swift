import ArgumentParser
import Bytes
import Curation

extension Sluice {
  /// For the project's own measurements: `make audit-real`.
  struct LabelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "labels",
      abstract: "Compare the correctness filters with the labels of a dataset's sources.",
      shouldDisplay: false)

    @Option(help: "A dataset whose sources have labels.jsonl.zst beside their raw files.")
    var dataset: String

    @Option(help: "The recipe whose filters judge.")
    var recipe: String?

    @Option(help: "Only this source; may be given several times.")
    var source: [String] = []

    @Flag(help: "Print every disagreement as a line of JSON instead of the table.")
    var disagreements = false

    func run() throws {
      let recipe = try recipe.map { try Recipe.read($0) } ?? Recipe.embedded()
      if !disagreements { try write(LabelsCommand.head) }
      try LabelAudit(recipe: recipe).run(dataset: dataset, sources: source) { one in
        if disagreements { try write(JSONValue.object(one.json).text) }
      } report: { matrices in
        guard !disagreements else { return }
        for matrix in matrices { try write(matrix.row) }
      }
    }

    private func write(_ line: String) throws {
      try writeStandardOutput(Array((line + "\n").utf8))
    }

    private static let head = """
      | source | filter | judged | agree | right: pass | fail | unsure | wrong: pass | fail | unsure |
      |---|---|--:|--:|--:|--:|--:|--:|--:|--:|
      """
  }
}

extension LabelMatrix {
  /// A row of a table in Markdown.
  fileprivate var row: String {
    let tenThousandths = (agreeing * 10_000 + judged / 2) / max(1, judged)
    let hundredths = String(tenThousandths % 100 + 100).dropFirst()
    let numbers = [right.pass, right.fail, right.unsure, wrong.pass, wrong.fail, wrong.unsure]
    return "| \(source) | \(filter) | \(judged) | \(tenThousandths / 100).\(hundredths) % | "
      + numbers.map(String.init).joined(separator: " | ") + " |"
  }
}

extension LabelDisagreement {
  fileprivate var json: JSONObject {
    [
      "id": .string(id), "filter": .string(filter), "label": .bool(label),
      "verdict": .string(verdict), "reason": reason.map { .string($0) } ?? .null,
      "details": .object(details),
    ]
  }
}
