public import Bytes

/// The funnel of a run: in = kept + dropped + quarantined, at every stage.
public struct Funnel: Sendable {
  public struct Drop: Sendable {
    public let filter: String
    public let reason: String
    public let samples: Int
  }
  /// A stage: what came in, what left it and why, what goes on.
  public struct Step: Sendable {
    public let stage: String
    public let samplesIn: Int
    public let drops: [Drop]
    public var dropped: Int { drops.reduce(0) { $0 + $1.samples } }
    public var samplesOut: Int { samplesIn - dropped }
  }

  /// Raw lines, without empty ones, and those that could not become samples.
  public let records: Int
  public let quarantined: Int
  /// Samples that the other lines became; more than lines where a line holds several responses.
  public let samples: Int
  public let steps: [Step]
  public let kept: Int

  /// Reads the funnel of the last decision.
  public init(_ catalog: Catalog) throws {
    records = try catalog.count("SELECT coalesce(sum(records), 0) FROM source_count")
    quarantined = try catalog.count("SELECT count(*) FROM quarantine")
    samples = try catalog.count("SELECT count(*) FROM sample_row")
    var drops: [String: [Drop]] = [:]
    try catalog.database.read { db in
      let sql = "SELECT stage, filter, reason, samples FROM funnel ORDER BY step, filter, reason"
      try db.rows(sql) { row in
        let drop = Drop(
          filter: row.text(1), reason: row.text(2), samples: row.int(3))
        drops[row.text(0), default: []].append(drop)
      }
    }
    var left = samples
    var steps: [Step] = []
    for stage in Stage.allCases where stage != .ingest {
      let step = Step(stage: stage.rawValue, samplesIn: left, drops: drops[stage.rawValue] ?? [])
      steps.append(step)
      left = step.samplesOut
    }
    self.steps = steps
    kept = try catalog.count("SELECT count(*) FROM selection WHERE drop_id IS NULL")
    let isDecided = try catalog.meta("decision_key") != nil
    if isDecided, kept != left {
      throw CatalogError(
        path: catalog.database.path,
        problem: "the funnel does not add up: \(samples) samples, \(samples - left) dropped, "
          + "\(kept) kept; run again")
    }
  }

  public var json: JSONValue {
    [
      "records": .int(records), "quarantined": .int(quarantined), "samples": .int(samples),
      "kept": .int(kept), "dropped": .int(samples - kept),
      "stages": .array(
        steps.map { step in
          [
            "stage": .string(step.stage), "in": .int(step.samplesIn),
            "dropped": .int(step.dropped), "out": .int(step.samplesOut),
            "reasons": .array(
              step.drops.map {
                [
                  "filter": .string($0.filter), "reason": .string($0.reason),
                  "samples": .int($0.samples),
                ]
              }),
          ]
        }),
    ]
  }
}
