import Bytes

/// A prompt of the demo, what is known of it, and how a teacher may answer it.
struct DemoTask {
  let category: String
  /// The conversation, user and assistant by turns; it starts and ends with the user.
  var turns: [String]
  /// Gold, tests, constraints, tools: members of the raw record in the order of Sluice's schema.
  var gold: [(String, JSONValue)] = []
  /// Ways to answer well; never empty.
  var right: [DemoReply]
  /// Ways to answer that look fine and are wrong; empty where nothing can be checked.
  var wrong: [DemoReply] = []
  /// What the weak teacher writes, always: right only where its fault does not show.
  var faulty: DemoReply?
  /// The record's gold is not the true answer.
  var hasWrongGold = false

  var question: String { turns.last ?? "" }
}

/// A response before it is put into the form of a mode.
struct DemoReply: Hashable {
  var reasoning: String
  var answer: String

  /// The text as it should be: one think block and the answer, or the answer alone.
  func text(_ mode: DemoMode) -> String {
    mode == .on ? "<think>\n\(reasoning)\n</think>\n\(answer)" : answer
  }
}

/// What was asked of the teacher.
enum DemoMode: String {
  case on, off
}

/// The simulated teachers.
///
/// Sizes and shares follow the experiment that docs/demo.md describes: a systematic fault must be
/// the majority where it shows, or the mode of the distribution hides it.
enum DemoTeacher: String {
  /// Slips now and then, each time on its own.
  case strong = "strong-teacher"
  /// Never carries or borrows; errs more often where nothing is added or subtracted.
  case weak = "weak-teacher"

  static func roll(_ dice: inout DemoDice) -> DemoTeacher { dice.chance(570) ? .weak : .strong }

  /// How many of 1,000 answers it means to be wrong.
  var errors: Int { self == .strong ? 50 : 250 }
}
