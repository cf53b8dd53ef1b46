import Bytes

/// A raw file of a source.
struct Input: Sendable {
  let source: Int
  /// As the dataset names it, and where it is read from (see `Spool`).
  let path: String
  let readPath: String
  let size: Int
  /// Nanoseconds since 1970.
  let modified: Int
  /// Hash of the file's bytes; the order of files.
  let hash: Hash128
  /// What the samples' ids are made from: `hash`, and for a further copy of the same bytes its number.
  ///
  /// So the samples of two equal files of a source are repeats, not one sample twice.
  var idHash: Hash128

  /// The files of a source in the order of their hashes.
  ///
  /// A file whose size and time are those of the
  /// last run is not read again for its hash.
  static func list(_ spec: SourceSpec, number: Int, _ catalog: Catalog, _ spool: Spool) throws
    -> [Input]
  {
    let known = try remembered(catalog)
    var inputs: [Input] = []
    for path in spec.files {
      let readPath = try spool.file(for: path)
      let status = try Files.status(readPath)
      var hash = Hash128.zero
      if let old = known[path], old.size == status.size, old.modified == status.modified {
        hash = old.hash
      } else {
        hash = try contentHash(readPath)
      }
      inputs.append(
        Input(
          source: number, path: path, readPath: readPath, size: status.size,
          modified: status.modified, hash: hash, idHash: hash))
    }
    return numbered(inputs.sorted { ($0.hash, $0.path) < ($1.hash, $1.path) })
  }

  private static func numbered(_ sorted: [Input]) -> [Input] {
    var inputs = sorted
    var copies = 0
    for index in inputs.indices.dropFirst() {
      copies = inputs[index].hash == inputs[index - 1].hash ? copies + 1 : 0
      guard copies > 0 else { continue }
      var hasher = Hasher128()
      hasher.update(inputs[index].hash.blob)
      hasher.update(UInt64(copies))
      inputs[index].idHash = hasher.hash
    }
    return inputs
  }

  /// The files of the last run by path.
  static func remembered(_ catalog: Catalog) throws -> [String: Input] {
    var known: [String: Input] = [:]
    try catalog.database.read { db in
      try db.rows("SELECT source, file, hash, size, modified FROM input") { row in
        let path = row.text(1)
        guard let hash = Hash128(hex: row.text(2)) else { return }
        known[path] = Input(
          source: row.int(0), path: path, readPath: path, size: row.int(3), modified: row.int(4),
          hash: hash, idHash: hash)
      }
    }
    return known
  }

  static func remember(_ inputs: [[Input]], _ catalog: Catalog) throws {
    try catalog.database.write { db in
      try db.execute("DELETE FROM input")
      for input in inputs.joined() {
        try db.execute(
          "INSERT OR REPLACE INTO input(source, file, hash, size, modified) VALUES (?, ?, ?, ?, ?)",
          [
            .int(input.source), .text(input.path), .text(input.hash.hex), .int(input.size),
            .int(input.modified),
          ])
      }
    }
  }

  private static func contentHash(_ path: String) throws -> Hash128 {
    let file = try OpenFile(reading: path)
    var hasher = Hasher128()
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1 << 20)
    while try file.read(upTo: 1 << 20, into: &buffer) > 0 {
      hasher.update(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    return hasher.hash
  }
}
