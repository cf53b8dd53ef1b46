/// `README.md` of an export: what a hub shows and what `load_dataset` reads its configurations from.
struct DatasetCard {
  let recipe: Recipe
  let schema: ExportSchema
  let counts: ExportCounts
  let funnel: Funnel
  let licenses: [(String, Int)]

  var text: String {
    frontMatter + body
  }

  private var categories: [String] { counts.rows.keys.sorted() }

  private var frontMatter: String {
    var out = "---\npretty_name: \(recipe.name)\ntags: [post-training, reasoning, sluice]\n"
    out += "configs:\n"
    out += config(
      "SFT", folder: "*", isDefault: true,
      splits: Split.allCases.filter { counts.count($0.rawValue) > 0 })
    for category in categories {
      let splits = Split.allCases.filter { counts.rows[category]?[$0.rawValue] != nil }
      out += config(category, folder: category, isDefault: false, splits: splits)
    }
    out += "dataset_info:\n"
    for name in ["SFT"] + categories {
      out += "- config_name: \(name)\n  features:\n\(schema.features)"
    }
    return out + "---\n\n"
  }

  private func config(_ name: String, folder: String, isDefault: Bool, splits: [Split]) -> String {
    var out = "- config_name: \(name)\n"
    if isDefault { out += "  default: true\n" }
    out += "  data_files:\n"
    for split in splits {
      out +=
        "  - {split: \(split.rawValue), path: \"SFT/\(folder)/\(split.rawValue)-*.jsonl.zst\"}\n"
    }
    return out
  }

  private var body: String {
    var out =
      "# \(recipe.name)\n\nMade by Sluice \(sluiceVersion) with the recipe `\(recipe.name)` "
    out += "in the layout `\(schema.rawValue)`. The toggle is the system prompt: "
    out += "`\(Mode.on.systemPrompt)` or `\(Mode.off.systemPrompt)`. "
    out +=
      "No prompt is in two splits; rows with one `pair_id` answer the same prompt in both modes.\n\n"
    out += "| category | train | validation | test |\n|---|---:|---:|---:|\n"
    for category in categories {
      let row = Split.allCases.map { grouped(counts.rows[category]?[$0.rawValue] ?? 0) }
      out += "| \(category) | \(row.joined(separator: " | ")) |\n"
    }
    out += "\n## Funnel\n\n| step | samples |\n|---|---:|\n"
    out += "| raw lines | \(grouped(funnel.records)) |\n"
    out +=
      "| quarantined | \(grouped(funnel.quarantined)) |\n| samples | \(grouped(funnel.samples)) |\n"
    for step in funnel.steps where step.dropped > 0 {
      out += "| dropped by \(step.stage) | \(grouped(step.dropped)) |\n"
    }
    out += "| **kept** | **\(grouped(funnel.kept))** |\n\n## Licences\n\n"
    for (license, rows) in licenses {
      out += "- \(license.isEmpty ? "not stated" : visible(license)): \(grouped(rows)) rows\n"
    }
    return out + "\n## Recipe\n\n```yaml\n\(recipe.text)```\n"
  }
}
