import ArgumentParser
import Bytes
import Curation

/// Options that every stage has.
struct RunOptions: ParsableArguments {
  @Option(help: "The folder of the run.")
  var run = "runs/demo"

  @Option(help: "The recipe: which filters, what to do with their verdicts, how to blend.")
  var recipe = "filters/default.yaml"

  @Option(help: "The dataset: which raw files, in which schema.")
  var dataset = "datasets/demo/dataset.yaml"

  @OptionGroup var work: ThreadOption

  @Option(help: "Only the first N samples of each source, to preview a run.")
  var limit: Int?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(help: "Say nothing but errors.")
  var quiet = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
  }

  /// Opens the run that the options describe.
  func open() throws -> CurationRun {
    try CurationRun(
      folder: RunFolder(run), recipe: try readRecipe(recipe),
      dataset: try DatasetFile.read(dataset),
      threads: work.threads, limit: limit, progress: progress)
  }

  var progress: any Progress {
    if quiet || json { return SilentProgress() }
    return standardProgress()
  }
}

/// How many threads a command may use.
struct ThreadOption: ParsableArguments {
  @Option(help: "Threads; all processors where it is left out.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be 1...1024, not \(threads)")
    }
  }
}

/// A recipe by its path; without a file of that name the default one is what the binary carries.
func readRecipe(_ path: String) throws -> Recipe {
  !Files.exists(path) && path == "filters/default.yaml"
    ? try Recipe.embedded() : try Recipe.read(path)
}

/// Options of commands that look at a run that is there.
struct LookOptions: ParsableArguments {
  @Option(help: "The folder of the run.")
  var run = "runs/demo"

  /// The run's catalog, only to read: so others may look at a run that is not theirs.
  func catalog() throws -> Catalog { try Catalog.reading(path()) }

  func writableCatalog() throws -> Catalog { try Catalog(path()) }

  private func path() throws -> String {
    let folder = RunFolder(run)
    guard Files.exists(folder.catalog) else {
      throw CatalogError(
        path: run, problem: "there is no run here; `make` or `sluice run` makes one")
    }
    return folder.catalog
  }
}
