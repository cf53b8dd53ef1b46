package import Bytes

/// One way to spoil a clean sample, or to change it without harm.
///
/// Mutation testing: a filter is worth what it catches of faults that are known to be there. A
/// look-alike is the other half of the test: it resembles a defect and is none, so a filter that
/// catches it drops good samples.
package struct Mutation: Sendable {
  package enum Kind: String, Sendable {
    /// Must not reach the set.
    case defect
    /// Must stay in it.
    case lookAlike = "look_alike"
    /// Nothing is changed: the control.
    case untouched
  }

  package let name: String
  /// What it is a fault of; recipes name a whole group as they name one mutation.
  package fileprivate(set) var group = ""
  package let kind: Kind
  /// What is planted, for people.
  package let summary: String
  /// What a sample must have for it, for people; empty where any will do.
  package let needs: String
  /// Whether a step that looks at the whole set is meant to catch it.
  package let isOfTheSet: Bool
  /// The raw lines that take the sample's place; the first is the one that is scored.
  ///
  /// Nil where the
  /// mutation makes no sense for the sample.
  package let plant: @Sendable (Specimen, inout RandomSource) -> Planted?

  package init(
    _ name: String, _ summary: String, kind: Kind = .defect, needs: String = "",
    isOfTheSet: Bool = false, plant: @escaping @Sendable (Specimen, inout RandomSource) -> Planted?
  ) {
    (self.name, self.kind, self.summary) = (name, kind, summary)
    (self.needs, self.isOfTheSet, self.plant) = (needs, isOfTheSet, plant)
  }

  /// A mutation that gives one record.
  package init(
    _ name: String, _ summary: String, kind: Kind = .defect, needs: String = "",
    record: @escaping @Sendable (Specimen, inout RandomSource) -> JSONObject?
  ) {
    self.init(name, summary, kind: kind, needs: needs) { specimen, random in
      guard let made = record(specimen, &random), made != specimen.record else { return nil }
      return Planted(lines: [JSONValue.object(made).encoded])
    }
  }

  /// A mutation that harms nothing.
  static func lookAlike(
    _ name: String, _ summary: String, needs: String = "",
    record: @escaping @Sendable (Specimen, inout RandomSource) -> JSONObject?
  ) -> Mutation {
    Mutation(name, summary, kind: .lookAlike, needs: needs, record: record)
  }
}

/// Raw lines with something planted in them.
package struct Planted: Sendable {
  package var lines: [[UInt8]]
}

/// All mutations, in the order of the report.
package enum MutationCatalog {
  private static let groups: [(name: String, mutations: [Mutation])] = [
    ("clean", [untouched]), ("look_alike", LookAlikes.all), ("answer", AnswerDefects.all),
    ("form", ThinkDefects.all), ("loop", LoopDefects.all), ("text", TextDefects.all),
    ("personal", PersonalDefects.all), ("task", TaskDefects.all), ("tools", ToolDefects.all),
    ("set", SetDefects.all), ("leak", SetDefects.leaks(of: [])), ("line", LineDefects.all),
  ]

  package static let all: [Mutation] = named(groups)

  /// All of them, the leaks being those of the recipe's benchmarks.
  static func forRecipe(_ recipe: Recipe) throws -> [Mutation] {
    let items = try recipe.decontaminate.benchmarks().flatMap(\.items).map {
      String(decoding: $0.prompt, as: UTF8.self)
    }
    let leaks = named([("leak", SetDefects.leaks(of: items))])
    return all.map { mutation in leaks.first { $0.name == mutation.name } ?? mutation }
  }

  private static func named(_ groups: [(name: String, mutations: [Mutation])]) -> [Mutation] {
    groups.flatMap { group in
      group.mutations.map { mutation in
        var mutation = mutation
        mutation.group = group.name
        return mutation
      }
    }
  }

  /// What a recipe may name: mutations, groups of them, and kinds of the bundled dataset's lines.
  static let names =
    all.map(\.name) + groups.map(\.name) + DemoDefect.allCases.map(\.rawValue)

  /// The group that a kind of known line belongs to; nil for kinds that are only the user's.
  static func group(ofKind kind: String) -> String? {
    if let mutation = all.first(where: { $0.name == kind }) { return mutation.group }
    return switch DemoDefect(rawValue: kind) {
    case .slip, .systematicFault, .wrongSteps, .noFinalAnswer: "answer"
    case .truncated: "form"
    case .loop: "loop"
    case .personalData: "personal"
    case .toolCallWithoutTools, .invalidToolJSON: "tools"
    case .benchmarkLeak: "leak"
    case .notAnObject, .missingField, .wrongType: "line"
    default: nil
    }
  }

  static let untouched = Mutation(
    "untouched", "nothing is changed", kind: .untouched
  ) { specimen, _ in Planted(lines: [JSONValue.object(specimen.record).encoded]) }
}
