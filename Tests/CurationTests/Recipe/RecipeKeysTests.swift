import Bytes
import Curation
import Testing

/// docs/recipes.md says of every key of a recipe what it means.
@Suite struct RecipeKeysTests {
  private static let page = (try? Files.readText("\(packageRoot)/docs/recipes.md")) ?? ""

  /// The rows of a section's table by their key, without the cells' spaces.
  private func rows(of section: String) -> [String: [String]] {
    let lines = Self.page.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "### `\(section)`") else { return [:] }
    var rows: [String: [String]] = [:]
    for line in lines[(start + 1)...].prefix(while: { !$0.hasPrefix("#") }) {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.drop { $0 == " " } }
      guard cells.count == 6, cells[1].hasPrefix("`") else { continue }
      let key = cells[1].dropFirst().prefix { $0 != "`" }
      rows[String(key)] = cells[1...4].map(String.init)
    }
    return rows
  }

  @Test(arguments: RecipeKeys.sections.map(\.name))
  func everyKeyHasARowAndNoRowIsWithoutKey(section: String) throws {
    let keys = try #require(RecipeKeys.sections.first { $0.name == section }).keys
    let rows = rows(of: section)
    #expect(rows.keys.sorted() == keys.sorted())
    for (key, cells) in rows {
      #expect(!cells[1].isEmpty, "\(section).\(key) has no type")
      #expect(!cells[3].isEmpty, "\(section).\(key) has no meaning")
    }
  }

  /// The list is that of the decoder: each of its keys is allowed, and a word of no section is not.
  @Test func theSectionsOfARecipeAreListed() throws {
    let sections = Set(RecipeKeys.sections.map(\.name))
    let named = try #require(RecipeKeys.sections.first).keys
    let filters = ["name", "description", "correctness", "complexity", "quality"]
    for key in named where !filters.contains(key) {
      #expect(sections.contains { $0 == key || $0.hasPrefix(key + ".") }, "\(key)")
      #expect {
        _ = try rules("\(key): {nonsense: 1}")
      } throws: { "\($0)".contains("has no nonsense") }
    }
  }
}
