// What `sluice worker` prints and `sluice load` reads: JSON lines.
//
//   {"findings":1,"part":"part-00000.jsonl.zst","filters":[{"name":…,"key":…,"measures":[…]}…]}
//   {"id":"…","pack":[…]}       one a sample, in the order of the part; packs as in StoredFinding
//   {"samples":N,"transient":[…]}   the end; without it the output broke off
//
// `transient` are the places of filters whose findings failed for reasons of the environment.

import Bytes

/// Judges one part of a pool without a catalog, for engines that distribute the work themselves.
public struct WorkerRun {
  let filters: [PreparedFilter]
  let workers: Workers

  /// - Parameter family: only the filters of this one; nil takes all.
  public init(recipe: Recipe, family: Family?, threads: Int) throws {
    filters = try recipe.prepared().filter { family == nil || $0.line.family == family }
    workers = Workers(threads: threads)
  }

  /// Prints the findings of a part.
  ///
  /// - Parameters:
  ///   - path: a part of a pool, `runs/NAME/pool/part-00000.jsonl.zst`.
  ///   - print: gets whole lines.
  public func run(part path: String, print: ([UInt8]) throws -> Void) throws {
    let file = try PoolReader.Part(path: path)
    try print(header(part: path))
    var samples = 0
    var transient = Set<Int>()
    try PartJudge(filters: filters, keepsIDs: true, workers: workers).judge(file) { frame in
      try print(lines(of: frame))
      samples += frame.ids.count
      transient.formUnion(frame.transient)
    }
    let end: JSONValue = [
      "samples": .int(samples), "transient": .array(transient.sorted().map { .int($0) }),
    ]
    try print(end.encoded + [0x0A])
  }

  private func header(part path: String) -> [UInt8] {
    let described = filters.map { filter in
      JSONValue.object([
        "name": .string(filter.line.name), "key": .string(filter.key),
        "measures": .array(filter.measures.map { .string($0) }),
      ])
    }
    let header: JSONValue = [
      "findings": 1, "part": .string(String(path.split(separator: "/").last ?? "")),
      "filters": .array(described),
    ]
    return header.encoded + [0x0A]
  }

  private func lines(of frame: JudgedFrame) -> [UInt8] {
    var out: [UInt8] = []
    var start = 0
    for (id, end) in zip(frame.ids, frame.ends) {
      out += #"{"id":"#.utf8
      JSONValue.string(id).encode(into: &out)
      out += #","pack":"#.utf8
      out += frame.bytes[start..<end]
      out += "}\n".utf8
      start = end
    }
    return out
  }
}

/// Takes findings that workers made into a run, as if it had judged the part itself.
public struct WorkerFindings {
  private let folder: RunFolder
  private let catalog: Catalog
  /// The keys under which the run's recipe would judge.
  private let keys: Set<String>

  public init(folder: RunFolder, catalog: Catalog) throws {
    self.folder = folder
    self.catalog = catalog
    keys = Set(try Recipe.remembered(catalog).prepared().map(\.key))
  }

  /// Loads one worker's output, all of it or nothing.
  ///
  /// - Returns: the samples that it judged.
  /// - Throws: `CatalogError` naming the line, where it is broken off, belongs to another pool, or was
  ///   made by another recipe.
  @discardableResult
  public func load(_ path: String) throws -> Int {
    let lines = try Files.read(path).split(separator: 0x0A).map { Array($0) }
    let problem = { (line: Int, text: String) in
      CatalogError(path: "\(path):\(line + 1)", problem: text)
    }
    guard let first = lines.first, let header = try? JSONValue(parsing: first),
      header["findings"]?.int == 1, let name = header["part"]?.string
    else { throw problem(0, "is no output of `sluice worker`") }
    let parts = try catalog.poolParts()
    guard let part = parts.first(where: { folder.poolPart($0.part).hasSuffix("/" + name) }) else {
      throw problem(0, "the run has no part \(name) in its pool")
    }
    let filters = try judgingFilters(header, problem)
    guard let last = try? JSONValue(parsing: lines[lines.count - 1]),
      let count = last["samples"]?.int, count == lines.count - 2
    else { throw problem(lines.count - 1, "breaks off; run the worker again") }
    guard count == part.samples else {
      throw problem(0, "judges \(count) samples of \(name), the run has \(part.samples)")
    }
    var frame = JudgedFrame()
    frame.transient = Set((last["transient"]?.array ?? []).compactMap(\.int))
    let reader = JSONReader()
    for (ordinal, id) in try ids(of: part).enumerated() {
      guard let pack = pack(of: id, in: lines[ordinal + 1], reader) else {
        throw problem(ordinal + 1, "is no finding of sample \(id); was the pool made anew?")
      }
      frame.bytes += pack
      frame.ends.append(frame.bytes.count)
    }
    var packs = PackedFindings()
    packs.append(frame)
    try catalog.store(packs, of: part, by: filters)
    return count
  }

  private func judgingFilters(_ header: JSONValue, _ problem: (Int, String) -> CatalogError) throws
    -> [JudgingFilter]
  {
    try (header["filters"]?.array ?? []).map { filter in
      guard let name = filter["name"]?.string, let key = filter["key"]?.string,
        let measures = filter["measures"]?.array
      else { throw problem(0, "names no filters") }
      guard keys.contains(key) else {
        throw problem(
          0, "\(name) was run with other settings, or in another version, than the run's recipe has"
        )
      }
      return JudgingFilter(name: name, key: key, measures: measures.compactMap(\.string))
    }
  }

  private func ids(of part: Catalog.PoolPart) throws -> [String] {
    var ids: [String] = []
    try catalog.database.read { db in
      try db.rows(
        "SELECT id FROM sample_row WHERE row >= ? AND row < ? ORDER BY row",
        [.int(part.firstRow), .int(part.firstRow + part.samples)]
      ) { row in ids.append(row.hash(0).hex) }
    }
    return ids
  }

  /// The packed findings in a line; nil where it is of another sample, or broken.
  private func pack(of id: String, in line: [UInt8], _ reader: JSONReader) -> [UInt8]? {
    guard (try? reader.parse(line, in: line.indices)) != nil, reader.kind(reader.root) == .object
    else { return nil }
    var isThisSample = false
    var pack: [UInt8]?
    for (key, value) in reader.members(reader.root) {
      switch try? reader.string(key) {
      case "id": isThisSample = (try? reader.string(value)) == id
      case "pack" where reader.kind(value) == .array: pack = Array(line[reader.tokenRange(value)])
      default: break
      }
    }
    return isThisSample ? pack : nil
  }
}
