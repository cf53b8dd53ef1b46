import Bytes
import Curation
import Testing

/// Samples with embeddings of known directions, deduplicated by a whole run.
@Suite struct SemanticDedupTests {
  private static let dimension = 24

  /// Random directions; every third is followed by two others within a cosine of 0.995 of it.
  private static let vectors: [[Float]] = {
    var random = RandomSource(seed: 5)
    func direction() -> [Float] { (0..<dimension).map { _ in Float(random.unit() - 0.5) } }
    var vectors: [[Float]] = []
    for number in 0..<200 {
      var vector = direction()
      _ = FloatRows.normalise(&vector)
      vectors.append(vector)
      guard number % 3 == 0 else { continue }
      for _ in 0..<2 {
        var noise = direction()
        _ = FloatRows.normalise(&noise)
        vectors.append(zip(vector, noise).map { 3 * ($0 + 0.05 * $1) })
      }
    }
    return vectors
  }()

  /// The connected components of pairs at or above a cosine, by brute force.
  private func clusters(_ vectors: [[Float]], _ cosine: Double) -> [Set<Int>] {
    var sets = DisjointSets(count: vectors.count)
    let units = vectors.map { vector in
      let length = vector.reduce(0.0) { $0 + Double($1 * $1) }.squareRoot()
      return vector.map { Double($0) / length }
    }
    for a in units.indices {
      for b in units.indices where b > a {
        if zip(units[a], units[b]).reduce(0.0, { $0 + $1.0 * $1.1 }) >= cosine { sets.join(a, b) }
      }
    }
    let groups = Dictionary(grouping: vectors.indices) { sets.root(of: $0) }
    return groups.values.filter { $0.count > 1 }.map { Set($0) }.sorted {
      ($0.min() ?? 0) < ($1.min() ?? 0)
    }
  }

  private func lines(_ vectors: [[Float]], encode: (Int, [Float]) -> JSONObject) -> [String] {
    vectors.enumerated().map { number, vector in
      var line: JSONObject = [
        "prompt": .string("number \(number)"), "output": .string("answer \(number)"),
        "reasoning": "off", "category": "chat", "generator": .string("\(number)"),
      ]
      for member in encode(number, vector).members { line[member.key] = member.value }
      return JSONValue.object(line).text
    }
  }

  private func numbers(_ vector: [Float]) -> JSONValue {
    .array(vector.map { .double(Double($0)) })
  }

  private static let filters = "name: world\n"

  /// Clusters that the run found, by the numbers of their samples.
  private func found(_ world: RunWorld, _ section: String, name: String = "run", threads: Int = 2)
    throws -> (clusters: [Set<Int>], run: FinishedRun)
  {
    let finished = try world.run(
      "dedup: {semantic: {\(section)}}\n", name: name, threads: threads, filters: Self.filters)
    var groups: [Int: Set<Int>] = [:]
    try finished.run.catalog.database.read { db in
      let sql = """
        SELECT s.generator, k.generator FROM duplicate d JOIN sample s USING(row)
          JOIN sample k ON k.row = d.keeper WHERE d.kind = 'semantic'
        """
      try db.rows(sql) { row in
        let (dropped, keeper) = (Int(row.text(0)) ?? -1, Int(row.text(1)) ?? -1)
        groups[keeper, default: [keeper]].insert(dropped)
      }
    }
    return (groups.values.sorted { $0.min() ?? 0 < $1.min() ?? 0 }, finished)
  }

  private func verdicts(_ finished: FinishedRun) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    try finished.run.catalog.database.read { db in
      let sql = "SELECT verdict, reason, samples FROM verdict_count WHERE filter = 'dedup.semantic'"
      try db.rows(sql) { row in counts[row.text(0) + row.text(1)] = row.int(2) }
    }
    return counts
  }

  @Test func oneClusterFindsExactlyThePlanted() throws {
    let world = try RunWorld([
      ("a.jsonl", lines(Self.vectors) { _, vector in ["embedding": numbers(vector)] })
    ])
    let planted = clusters(Self.vectors, 0.99)
    #expect(planted.count > 60)
    let result = try found(world, "epsilon: 0.01")
    #expect(result.clusters == planted)
    #expect(try verdicts(result.run) == ["pass": Self.vectors.count])
    let status = try Status(result.run.run.catalog)
    let semantic = status.json["duplicates"]?["semantic"]
    #expect(semantic?["clusters"]?.int == planted.count)
    let pairs = semantic?["least_similar"]?.array ?? []
    let likeness = pairs.compactMap { $0["similarity"]?.double }
    #expect(likeness.count == 8 && likeness == likeness.sorted() && likeness[0] < 1)
    #expect(status.text(isColored: false).contains("Semantic duplicates"))
  }

  @Test(arguments: ["clusters: 12", "clusters: 7, seed: 3, iterations: 3", "perCluster: 16"])
  func dividedClustersFindNearlyAll(section: String) throws {
    let world = try RunWorld([
      ("a.jsonl", lines(Self.vectors) { _, vector in ["embedding": numbers(vector)] })
    ])
    let planted = clusters(Self.vectors, 0.99)
    let result = try found(world, "epsilon: 0.01, \(section)")
    let whole = result.clusters.count { planted.contains($0) }
    #expect(Double(whole) >= 0.95 * Double(planted.count), "\(whole) of \(planted.count)")
    for cluster in result.clusters {
      #expect(planted.contains { $0.isSuperset(of: cluster) }, "\(cluster) is no cluster")
    }
  }

  /// What k-means cannot divide is not compared pair by pair, and found all the same.
  @Test func vectorsThatAreAllAlike() throws {
    let lines = lines((0..<400).map { [1, Float($0 % 2) * 0.5] }) { _, vector in
      ["embedding": numbers(vector)]
    }
    let result = try found(try RunWorld([("a.jsonl", lines)]), "perCluster: 16")
    #expect(result.clusters.map(\.count) == [200, 200])
    #expect(result.clusters.allSatisfy { Set($0.map { $0 % 2 }).count == 1 })
    #expect(try result.run.rows().count == 2)
  }

  @Test func nothingHangsOnThreadsOrTheOrderOfFiles() throws {
    let all = lines(Self.vectors) { _, vector in ["embedding": numbers(vector)] }
    let (a, b) = (Array(all[..<150]), Array(all[150...]))
    let world = try RunWorld([("a.jsonl", a), ("b.jsonl", b)])
    let section = "epsilon: 0.01, clusters: 9"
    let one = try found(world, section, name: "one", threads: 1)
    for threads in [2, 4] {
      let other = try found(world, section, name: "t\(threads)", threads: threads)
      #expect(other.clusters == one.clusters)
      #expect(try other.run.bytes() == one.run.bytes())
    }
    let turned = try RunWorld([("a.jsonl", b), ("b.jsonl", a)])
    #expect(try found(turned, section).run.bytes() == one.run.bytes())
  }

  @Test func textsOfBase64SayTheSame() throws {
    let f16 = lines(Self.vectors) { _, vector in
      ["e": .string(Base64.text(FloatFormat.halves(vector)))]
    }
    let f32 = lines(Self.vectors) { _, vector in
      let bytes = vector.flatMap { value in
        (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(8 * $0)) }
      }
      return ["e": .string(Base64.text(bytes))]
    }
    let planted = clusters(Self.vectors, 0.99)
    for (type, lines) in [("f16", f16), ("f32", f32)] {
      let world = try RunWorld([("a.jsonl", lines)])
      #expect(try found(world, "field: e, type: \(type)").clusters == planted, "\(type)")
    }
  }

  @Test func whatIsNoEmbeddingIsCountedAndKept() throws {
    let odd: [JSONValue?] = [
      nil, .array([]), "no base64!", [1, 2, 3], [0, 0], ["x", "y"], .null,
    ]
    let lines = lines((0..<12).map { [Float](repeating: 0, count: $0) }) { number, _ in
      if number < odd.count { return odd[number].map { ["embedding": $0] } ?? [:] }
      return ["embedding": [1, .double(Double(number) * 1e-4)]]
    }
    let result = try found(try RunWorld([("a.jsonl", lines)]), "epsilon: 0.001")
    #expect(result.clusters == [Set(7..<12)])
    #expect(
      try verdicts(result.run) == [
        "pass": 5, "unsurewrong_dimension": 1, "unsurenot_a_vector": 3, "unsureno_direction": 1,
        "skipped": 2,
      ])
    #expect(try result.run.rows().count == 8)
  }

  @Test func aDimensionThatIsAskedFor() throws {
    let lines = lines([[1, 0], [1, 0, 0], [1, 0, 0, 0], [1, 0]]) { _, vector in
      ["embedding": numbers(vector)]
    }
    let result = try found(try RunWorld([("a.jsonl", lines)]), "dimension: 3")
    #expect(result.clusters.isEmpty)
    #expect(try verdicts(result.run) == ["pass": 1, "unsurewrong_dimension": 3])
  }

  @Test func modesAreNeverDuplicatesAndPromptsFallAsAWhole() throws {
    let lines = lines([[1, 0], [1, 0], [1, 0], [0, 1]]) { number, vector in
      [
        "embedding": numbers(vector), "prompt": .string("p\(number / 2)"),
        "reasoning": number % 2 == 0 ? "on" : "off",
        "output": number % 2 == 0 ? "<think>x</think>y" : "y",
      ]
    }
    let both = try found(try RunWorld([("a.jsonl", lines)]), "by: both")
    #expect(both.clusters == [[0, 2]])
    // The second prompt's first embedding is like the first prompt's; all of its samples go.
    let prompts = try found(try RunWorld([("a.jsonl", Array(lines[..<3]))]), "by: prompt")
    let kept = try prompts.run.rows().map { $0.text("generator") }.sorted()
    #expect(kept == ["0", "1"] || kept == ["2"], "\(kept)")
  }

  @Test func filesOfVectors() throws {
    let planted = clusters(Self.vectors, 0.99)
    let world = try RunWorld([
      ("a.jsonl", lines(Self.vectors) { number, _ in ["uuid": .string("u\(number)")] })
    ])
    let folder = world.folder.path
    let order = Array(Self.vectors.indices.reversed())
    let json = order.map { number -> String in
      let line: JSONValue = [
        "id": .string("u\(number)"), "embedding": numbers(Self.vectors[number]),
      ]
      return line.text + "\n"
    }
    try Files.write(Array(json.joined().utf8), to: folder + "/v.jsonl")
    let names = order.map { "u\($0)\n" }.joined()
    try Files.write(Array(names.utf8), to: folder + "/v.ids")
    let halves = order.flatMap { FloatFormat.halves(Self.vectors[$0]) }
    let shape = "(\(order.count), \(Self.dimension))"
    var header = "{'descr': '<f2', 'fortran_order': False, 'shape': \(shape), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0]
    try Files.write(magic + Array(header.utf8) + halves, to: folder + "/v.npy")
    let tensors =
      #"{"e":{"dtype":"F16","shape":[\#(order.count),\#(Self.dimension)],"#
      + #""data_offsets":[0,\#(halves.count)]}}"#
    let length = (0..<8).map { UInt8(tensors.utf8.count >> (8 * $0) & 255) }
    try Files.write(length + Array(tensors.utf8) + halves, to: folder + "/v.safetensors")
    for (file, more) in [
      ("v.jsonl", ""), ("v.npy", ", ids: \(folder)/v.ids"),
      ("v.safetensors", ", ids: \(folder)/v.ids, tensor: e"),
    ] {
      let section = "file: \(folder)/\(file), key: uuid\(more)"
      #expect(try found(world, section, name: "run-" + file).clusters == planted, "\(file)")
    }
  }

  @Test(arguments: [
    ("epsilon: 0", "epsilon must be"), ("epsilon: 1", "epsilon must be"),
    ("perCluster: 1", "perCluster must be"), ("clusters: -1", "clusters must be"),
    ("iterations: 0", "iterations must be"), ("type: f8", "f16, bf16, f32, f64"),
    ("epsilo: 1", "did you mean epsilon?"), ("file: /none.npy", "/none.npy"),
    ("by: text", "by has no text"),
  ])
  func errors(_ section: String, _ words: String) {
    #expect {
      _ = try rules("dedup: {semantic: {\(section)}}").prepared()
    } throws: { error in "\(error)".contains(words) && "\(error)".contains("r.yaml:1") }
  }

  @Test func damagedFilesOfVectors() throws {
    let folder = TemporaryFolder().path
    let files: [(name: String, bytes: [UInt8], words: String)] = [
      ("a.npy", [], "no matrix"), ("b.npy", Array(repeating: 0x93, count: 40), "no matrix"),
      ("c.safetensors", [255, 255, 255, 255, 255, 255, 255, 255], "no matrix"),
      ("d.safetensors", [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), "name its tensor"),
      ("e.jsonl", Array("{\"id\": 7}\n".utf8), "e.jsonl:1"),
      (
        "f.jsonl", Array("{\"id\":\"a\",\"embedding\":[1]}\n{\"id\":\"a\",\"embedding\":[1]}".utf8),
        "twice"
      ),
    ]
    try Files.createFolder(folder)
    for file in files {
      try Files.write(file.bytes, to: "\(folder)/\(file.name)")
      #expect {
        _ = try rules("dedup: {semantic: {file: \(folder)/\(file.name), ids: x}}").prepared()
      } throws: { error in "\(error)".contains(file.words) }
    }
    try Files.removeTree(folder)
  }
}
