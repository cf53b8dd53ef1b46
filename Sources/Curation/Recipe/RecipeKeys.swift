/// Every key that a recipe may have outside of its filters' settings, by section.
///
/// docs/recipes.md has a table for each section and a row for each key; a test compares them.
package enum RecipeKeys {
  package static let sections: [(name: String, keys: [String])] = [
    ("a recipe", Recipe.keys),
    ("a filter", FilterLine.keys),
    ("when", Selector.keys),
    ("limits", Limit.Comparison.allCases.map(\.rawValue)),
    ("gold.majority", GoldRule.Majority.keys),
    ("dedup", DedupRule.keys),
    ("dedup.exact", DedupRule.exactKeys),
    ("dedup.fuzzy", FuzzyRule.keys),
    ("dedup.semantic", SemanticRule.keys),
    ("decontaminate", DecontaminateRule.keys),
    ("decontaminate.set", DecontaminateRule.setKeys),
    ("pair", PairRule.keys),
    ("pair.derive", DeriveRule.keys),
    ("select", SelectStep.keys),
    ("select.embedding", SemanticRule.embeddingKeys),
    ("blend", BlendRule.keys),
    ("blend.stages", BlendStage.keys),
    ("rl", RLRule.keys),
    ("preference", PreferenceRule.keys),
    ("shards", ShardRule.keys),
    ("export", ExportRule.keys),
    ("sft", SFTRule.keys),
    ("sft.bars", SFTRule.Bars.keys),
    ("audit", AuditRule.keys),
    ("audit.bars", AuditRule.Bars.keys),
  ]
}
