import Bytes

/// `README.md` of an export: what a hub shows and what `load_dataset` reads its configurations from.
struct DatasetCard {
  /// The dataset's name.
  let name: String
  let recipe: Recipe
  let schema: ExportSchema
  let counts: ExportCounts
  let funnel: Funnel
  /// What was planned for reinforcement learning.
  let rl: JSONValue
  let licenses: [(String, Int)]

  var text: String {
    frontMatter + body
  }

  /// By which a card that an export wrote is known.
  static let tags = "tags: [post-training, reasoning, sluice]"

  private var categories: [String] { counts.rows.keys.sorted() }

  private var frontMatter: String {
    var out = "---\npretty_name: \(quoted(name))\n\(DatasetCard.tags)\nconfigs:\n"
    let all = Split.allCases.filter { counts.count($0.rawValue) > 0 }
    let depth = recipe.blend.stages.isEmpty || schema.root != "SFT" ? "" : "*/"
    out += config(schema.root, folder: depth + "*", isDefault: true, splits: all)
    for category in categories {
      let splits = Split.allCases.filter { counts.rows[category]?[$0.rawValue] != nil }
      out += config(category, folder: depth + category, isDefault: false, splits: splits)
    }
    if !depth.isEmpty {
      for stage in recipe.blend.stages {
        out += config(
          "stage-\(stage.name)", folder: "\(stage.name)/*", isDefault: false, splits: [.train])
      }
    }
    out += "dataset_info:\n"
    for name in [schema.root] + categories {
      out += "- config_name: \(quoted(name))\n  features:\n\(schema.features)"
    }
    return out + "---\n\n"
  }

  private func config(_ name: String, folder: String, isDefault: Bool, splits: [Split]) -> String {
    var out = "- config_name: \(quoted(name))\n"
    if isDefault { out += "  default: true\n" }
    out += "  data_files:\n"
    for split in splits {
      let path = "\(schema.root)/\(folder)/\(split.rawValue)-*.jsonl.zst"
      out += "  - {split: \(split.rawValue), path: \(quoted(path))}\n"
    }
    return out
  }

  /// A text of YAML whatever it holds: JSON's quotes are YAML's.
  private func quoted(_ text: String) -> String { JSONValue.string(text).text }

  /// What the rows are.
  private var meaning: String {
    switch schema {
    case .nemotron, .messages, .promptCompletion:
      "The toggle is the system prompt: `\(Mode.on.systemPrompt)` or `\(Mode.off.systemPrompt)`. "
        + "No prompt is in two splits; rows with one `pair_id` answer the same prompt in both modes."
    case .rl:
      "Each row is a prompt with what a reward needs and the share of the teacher's responses that "
        + "were right: `passed` of `judged`, with Wilson's 95 % interval. `batch` and `position` are "
        + "the order of a curriculum from easy to hard (sort by `position`); -1 is outside of it. No "
        + "prompt is in two splits, nor in another one than in the set for fine-tuning."
    case .preference:
      "Each row compares a right (`chosen`) with a wrong response (`rejected`) to one prompt in one "
        + "mode. No prompt is in two splits, nor in another one than in the set for fine-tuning."
    }
  }

  private var body: String {
    var out =
      "# \(visible(name))\n\nMade by Sluice \(sluiceVersion) with the recipe `\(recipe.name)` "
    out += "in the layout `\(schema.rawValue)`. \(meaning)\n\n"
    out += "| category | train | validation | test |\n|---|---:|---:|---:|\n"
    for category in categories {
      let row = Split.allCases.map { grouped(counts.rows[category]?[$0.rawValue] ?? 0) }
      out += "| \(visible(category)) | \(row.joined(separator: " | ")) |\n"
    }
    out += schema == .rl ? leftOut : funnelText
    out += "\n## Licences\n\n"
    for (license, rows) in licenses {
      out += "- \(license.isEmpty ? "not stated" : visible(license)): \(grouped(rows)) rows\n"
    }
    return out + "\n## Recipe\n\n```yaml\n\(recipe.text)```\n"
  }

  private var funnelText: String {
    var out = "\n## Funnel\n\n| step | samples |\n|---|---:|\n"
    out += "| raw lines | \(grouped(funnel.records)) |\n"
    out +=
      "| quarantined | \(grouped(funnel.quarantined)) |\n| samples | \(grouped(funnel.samples)) |\n"
    for step in funnel.steps where step.dropped > 0 {
      out += "| dropped by \(step.stage) | \(grouped(step.dropped)) |\n"
    }
    return out + "| **kept** | **\(grouped(funnel.kept))** |\n"
  }

  private var leftOut: String {
    var out = "\n## Prompts that were left out\n\n| cause | prompts |\n|---|---:|\n"
    for (cause, count) in rl["left"]?.object?.members.map({ ($0.key, $0.value) }) ?? [] {
      out += "| \(cause) | \(grouped(count.int ?? 0)) |\n"
    }
    return out
  }
}
