import Bytes

/// `manifest.json`: what is in the shards, from what it was made, and by which recipe.
///
/// Holds no time, host or thread count, so equal runs have equal manifests.
struct Manifest {
  static let schemaVersion = 1
  let json: JSONValue

  init(catalog: Catalog, recipe: Recipe, shards: [WrittenShard]) throws {
    let funnel = try Funnel(catalog)
    json = [
      "schema": .int(Manifest.schemaVersion),
      "tool": .string("sluice \(sluiceVersion)"),
      "recipe": [
        "name": .string(recipe.name), "sha256": .string(SHA256(of: Array(recipe.text.utf8)).hex),
        "text": .string(recipe.text),
      ],
      "seed": .int(Int(recipe.blend.seed)),
      "sources": .array(try Manifest.sources(catalog)),
      "samples": .int(funnel.kept),
      "pairs": .int(
        try catalog.count("SELECT count(*) FROM selection WHERE partner IS NOT NULL") / 2),
      "counts": try Manifest.counts(catalog),
      "funnel": funnel.json,
      "shards": .array(shards.map(Manifest.entry)),
    ]
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

  private static func counts(_ catalog: Catalog) throws -> JSONValue {
    var counts = JSONObject()
    for axis in ["category", "mode", "generator", "license", "source"] {
      var values = JSONObject()
      try catalog.database.read { db in
        let sql = """
          SELECT \(axis), count(*) FROM decision JOIN sample USING(row)
          WHERE verdict = 'kept' GROUP BY 1 ORDER BY 1
          """
          .replacing("SELECT \(axis)", with: "SELECT sample.\(axis)")
        try db.rows(sql) { row in
          values[row.text(0)] = .int(row.int(1))
        }
      }
      counts[axis] = .object(values)
    }
    return .object(counts)
  }
}

/// The tool's version, in manifests and `--version`.
public let sluiceVersion = "0.1.0"
