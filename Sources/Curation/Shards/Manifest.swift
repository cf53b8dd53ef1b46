import Bytes

/// `manifest.json`: what is in the shards, from what it was made, and by which recipe.
///
/// Holds no time, host or thread count, so equal runs have equal manifests.
struct Manifest {
  static let schemaVersion = 1
  let json: JSONValue

  init(catalog: Catalog, recipe: Recipe, shards: [WrittenShard]) throws {
    let funnel = try Funnel(catalog)
    let counts = try SetCounts(catalog)
    var json: JSONObject = [
      "schema": .int(Manifest.schemaVersion),
      "tool": .string("sluice \(sluiceVersion)"),
      "recipe": [
        "name": .string(recipe.name), "sha256": .string(SHA256(of: Array(recipe.text.utf8)).hex),
        "text": .string(recipe.text),
      ],
      "seed": .int(Int(recipe.blend.seed)),
      "sources": .array(try Manifest.sources(catalog)),
      "samples": .int(counts.rows), "kept": .int(funnel.kept), "repeated": .int(counts.copies),
      "derived": .int(counts.derived), "pairs": .int(counts.pairs), "counts": counts.json,
      "funnel": funnel.json,
    ]
    if !recipe.blend.stages.isEmpty {
      json["stages"] = .array(try Manifest.stages(catalog, recipe.blend))
    }
    json["shards"] = .array(shards.map(Manifest.entry))
    self.json = .object(json)
  }

  private static func entry(_ shard: WrittenShard) -> JSONValue {
    [
      "file": .string("shards/\(shard.name)"), "samples": .int(shard.samples),
      "text_bytes": .int(shard.textBytes), "text_sha256": .string(shard.textHash),
      "file_bytes": .int(shard.fileBytes), "file_sha256": .string(shard.fileHash),
    ]
  }

  /// Names without folders, so that a set made elsewhere from the same files has the same manifest.
  private static func sources(_ catalog: Catalog) throws -> [JSONValue] {
    var sources: [JSONValue] = []
    try catalog.database.read { db in
      let sql = "SELECT source, file, hash, size FROM input ORDER BY source, hash, file"
      try db.rows(sql) { row in
        let name = row.text(1).split(separator: "/").last.map(String.init) ?? ""
        sources.append([
          "source": .int(row.int(0)), "file": .string(name),
          "xxh3_128": .string(row.text(2)), "bytes": .int(row.int(3)),
        ])
      }
    }
    return sources
  }

  /// A blend's stages with what a trainer is to do with them; rows name theirs.
  private static func stages(_ catalog: Catalog, _ rule: BlendRule) throws -> [JSONValue] {
    var stages: [JSONValue] = []
    for (number, stage) in rule.stages.enumerated() {
      let rows = try catalog.count(
        "SELECT (SELECT count(*) FROM selection WHERE position IS NOT NULL AND stage = ?1)"
          + " + (SELECT count(*) FROM extra_row WHERE stage = ?1)", [.int(number)])
      stages.append([
        "name": .string(stage.name), "samples": .int(rows), "epochs": .int(stage.epochs),
      ])
    }
    return stages
  }
}

/// The tool's version, in manifests and `--version`.
public let sluiceVersion = "0.1.0"
