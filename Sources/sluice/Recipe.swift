import ArgumentParser
import Bytes
import Curation

extension Sluice {
  struct RecipeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recipe", abstract: "Check, begin or compare recipes.",
      subcommands: [Check.self, Init.self, Diff.self])

    struct Check: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Check a recipe and run the tests that it carries.")
      @Argument(help: "The recipe.") var file: String

      func run() throws {
        let recipe = try Recipe.read(file)
        _ = try recipe.prepared()
        let tests = try RecipeCheck(recipe).run()
        try writeStandardOutput(
          Array("\(file): \(recipe.filters.count) filters, \(tests) tests pass\n".utf8))
      }
    }

    struct Init: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Write the default recipe to a new file, to begin from.")
      @Argument(help: "The file to write.") var file: String

      func run() throws {
        guard !Files.exists(file) else {
          throw ConfigError(file: file, line: 0, problem: "the file is there already")
        }
        try Files.write(Array(try Recipe.embedded().text.utf8), to: file)
      }
    }

    struct Diff: ParsableCommand {
      static let configuration = CommandConfiguration(
        abstract: "Say what two recipes do differently, filter by filter.")
      @Argument(help: "The one recipe.") var one: String
      @Argument(help: "The other recipe.") var other: String

      func run() throws {
        let lines = recipeDifferences(try Recipe.read(one), try Recipe.read(other))
        try writeStandardOutput(Array(lines.map { $0 + "\n" }.joined().utf8))
      }
    }
  }
}
