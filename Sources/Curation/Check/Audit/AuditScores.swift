/// What became of a planted sample.
enum Fate: Sendable {
  /// A filter, or a step that is meant to, removed it.
  case dropped(filter: String, reason: String)
  /// Ingest could not read it.
  case quarantined(String)
  /// Ingest mended it and said so.
  case repaired(String)
  /// Kept, and marked by a filter whose policy is `label` or `downweight`.
  case marked(filter: String, reason: String)
  /// Kept unmarked, or left out by pairing or blending, which look for no faults.
  case missed

  var isCaught: Bool {
    if case .missed = self { false } else { true }
  }

  /// Who caught it.
  var catcher: String? {
    switch self {
    case .dropped(let filter, _), .marked(let filter, _): filter
    case .quarantined: "ingest"
    case .repaired: "ingest"
    case .missed: nil
    }
  }

  /// Whether the sample is gone; a mark or a mended end of a line costs nothing.
  var isLost: Bool {
    switch self {
    case .dropped, .quarantined: true
    case .repaired, .marked, .missed: false
    }
  }

  var words: String {
    switch self {
    case .dropped(let filter, let reason): "dropped by \(filter): \(reason)"
    case .quarantined(let reason): "quarantined: \(reason)"
    case .repaired(let repair): "repaired: \(repair)"
    case .marked(let filter, let reason): "kept, marked by \(filter): \(reason)"
    case .missed: "kept"
    }
  }
}

/// How a mutation fared.
struct MutationScore: Sendable {
  let mutation: Mutation
  /// The recipe lets it pass on purpose.
  let isIgnored: Bool
  var planted = 0
  var tried = 0
  var dropped = 0
  var quarantined = 0
  var repaired = 0
  var marked = 0
  /// By who caught it first, and by every filter whose verdict is fail.
  var catchers: [String: Int] = [:]
  /// By who dropped it, marks and repairs left out.
  var losers: [String: Int] = [:]
  var failing: [String: Int] = [:]
  /// Samples that only one filter fails, by it.
  var alone: [String: Int] = [:]
  /// Misses of a defect; catches of what is none.
  var examples: [(excerpt: Excerpt, fate: Fate)] = []

  static let mostExamples = 3

  var caught: Int { dropped + quarantined + repaired + marked }
  var missed: Int { planted - caught }
  var rate: Double { planted == 0 ? 0 : Double(caught) / Double(planted) }
  var interval: (low: Double, high: Double) { wilsonInterval(passed: caught, of: planted) }

  /// What counts against a mutation that should stay.
  var lost: Int { dropped + quarantined }

  mutating func add(_ fate: Fate, failing filters: [String], _ excerpt: Excerpt) {
    planted += 1
    switch fate {
    case .dropped: dropped += 1
    case .quarantined: quarantined += 1
    case .repaired: repaired += 1
    case .marked: marked += 1
    case .missed: break
    }
    if let catcher = fate.catcher {
      catchers[catcher, default: 0] += 1
      if fate.isLost { losers[catcher, default: 0] += 1 }
    }
    for filter in filters { failing[filter, default: 0] += 1 }
    if filters.count == 1 { alone[filters[0], default: 0] += 1 }
    let isSurprise = fate.isCaught != (mutation.kind == .defect)
    if isSurprise, examples.count < MutationScore.mostExamples { examples.append((excerpt, fate)) }
  }
}

/// What a filter did in an audit.
struct FilterScore: Sendable {
  let name: String
  /// Planted samples that it fails, those that it caught first, and those that only it fails.
  var failed = 0
  var first = 0
  var alone = 0
  /// Kinds of defects of which it fails at least half.
  var kinds: [String] = []
  /// Untouched samples and look-alikes that it dropped, of how many.
  var falseDrops = 0
  var clean = 0
  /// Samples of the run that it alone drops: what would stay without it.
  var dropsAlone: Int?
}
