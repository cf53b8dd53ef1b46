// Which mutation goes into which clean sample.
//
// A world is the run as it would be if some of its samples had a defect: a selection of its prompts
// with all their responses, in which at most one response a prompt is replaced. So pass rates,
// majorities, pairs and duplicates come out as they do in a run, and a mutation never meets its own
// original (a near-duplicate that some step would remove), nor another mutation of it. Where a run is
// too small for that, the mutations are spread over several worlds.

import Bytes

/// A mutation in its place.
struct Planting: Sendable {
  let mutation: Int
  let world: Int
  let source: String
  /// Ordinals of the lines in the source's file, from 0; the first is the one that is scored.
  let lines: [Int]
  /// Row of the sample in the run.
  let row: Int
  let prompt: Hash128
  let repairsBefore: [String]
  /// Where the planted text differs, for people.
  let excerpt: Excerpt
}

/// The raw lines of a world by source.
struct AuditWorld: Sendable {
  var sources: [String: [[UInt8]]] = [:]

  mutating func add(_ lines: [[UInt8]], source: String) -> [Int] {
    let first = sources[source]?.count ?? 0
    sources[source, default: []] += lines
    return Array(first..<first + lines.count)
  }
}

/// Assigns mutations to clean samples.
struct AuditPlan {
  /// More worlds than this are not made; a mutation that is still short of samples stays so.
  static let mostWorlds = 6
  /// More responses to one prompt than this are not taken along.
  static let mostBystanders = 32

  private(set) var worlds: [AuditWorld] = []
  private(set) var plantings: [Planting] = []
  /// Samples that each mutation was tried on.
  private(set) var tried: [Int]

  private let mutations: [Mutation]
  private let samples: Int
  private let seed: UInt64
  private let reader: SpecimenReader
  private let catalog: Catalog
  /// Rows by prompt, of the prompts that may get a planting.
  private var responses: [Hash128: [Int]] = [:]
  private var used = Set<Use>()
  private var counts: [Int]

  private struct Use: Hashable {
    let row: Int
    let mutation: Int
  }

  init(
    mutations: [Mutation], samples: Int, seed: UInt64, reader: SpecimenReader, catalog: Catalog
  ) {
    self.mutations = mutations
    self.samples = samples
    self.seed = seed
    self.reader = reader
    self.catalog = catalog
    tried = [Int](repeating: 0, count: mutations.count)
    counts = tried
  }

  /// Makes worlds until every mutation has its samples or no more can be planted.
  mutating func fill(_ places: [CleanSamples.Place], update: (Int) -> Void) throws {
    responses = try catalog.responses(to: Set(places.map(\.prompt)))
    for number in 0..<AuditPlan.mostWorlds {
      let before = plantings.count
      worlds.append(AuditWorld())
      var prompts = Set<Hash128>()
      for place in places {
        guard counts.contains(where: { $0 < samples }) else { break }
        guard !prompts.contains(place.prompt) else { continue }
        if try plant(place, in: number) { prompts.insert(place.prompt) }
        update(plantings.count)
      }
      if plantings.count == before {
        worlds.removeLast()
        return
      }
    }
  }

  /// Plants the mutation that needs the sample most: the rarest first, since what few samples are fit
  /// for must not be used up by what fits all.
  private mutating func plant(_ place: CleanSamples.Place, in world: Int) throws -> Bool {
    let open = mutations.indices.filter {
      counts[$0] < samples && !used.contains(Use(row: place.row, mutation: $0))
    }
    guard !open.isEmpty else { return false }
    let specimen = try reader.specimen(place)
    let order = open.sorted { a, b in
      (rarity(a), counts[a], a) < (rarity(b), counts[b], b)
    }
    for index in order {
      used.insert(Use(row: place.row, mutation: index))
      tried[index] += 1
      var random = RandomSource(
        seed: mix(
          Hash128(of: specimen.sample.id).low ^ Hash128(of: mutations[index].name).low, seed: seed))
      guard let planted = mutations[index].plant(specimen, &random) else { continue }
      try add(planted, specimen, place, mutation: index, world: world)
      return true
    }
    return false
  }

  /// What a mutation needs of a sample, as its place in the queue.
  private func rarity(_ index: Int) -> Int { mutations[index].needs.isEmpty ? 1 : 0 }

  private mutating func add(
    _ planted: Planted, _ specimen: Specimen, _ place: CleanSamples.Place, mutation: Int,
    world: Int
  ) throws {
    let source = specimen.sample.source
    let bystanders = (responses[place.prompt] ?? []).filter { $0 != place.row }
    for row in bystanders.prefix(AuditPlan.mostBystanders) {
      let record = try reader.record(row: row)
      _ = worlds[world].add(
        [JSONValue.object(record).encoded], source: record["source"]?.string ?? source)
    }
    let lines = worlds[world].add(planted.lines, source: source)
    counts[mutation] += 1
    plantings.append(
      Planting(
        mutation: mutation, world: world, source: source, lines: lines, row: place.row,
        prompt: place.prompt, repairsBefore: specimen.sample.repairs,
        excerpt: Excerpt(of: planted.lines.last ?? [], against: specimen)))
  }
}

extension Catalog {
  /// The responses to prompts, in the order of the pool, without those that were removed as duplicates.
  func responses(to prompts: Set<Hash128>) throws -> [Hash128: [Int]] {
    var rows: [Hash128: [Int]] = [:]
    try database.read { db in
      let sql = """
        SELECT s.row, s.prompt FROM sample_row s JOIN selection d ON d.row = s.row
        LEFT JOIN drop_reason r ON r.id = d.drop_id
        WHERE coalesce(r.stage, '') <> 'dedup' ORDER BY s.row
        """
      try db.rows(sql) { row in
        let prompt = row.hash(1)
        if prompts.contains(prompt) { rows[prompt, default: []].append(row.int(0)) }
      }
    }
    return rows
  }
}
