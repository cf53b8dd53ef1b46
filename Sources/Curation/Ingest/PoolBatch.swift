import Bytes

/// What one block of raw lines became: pool lines, a row for each, and what is quarantined.
struct PoolBatch {
  /// Bytes of a quarantined line that are kept.
  static let quarantinedBytes = 64 << 10

  /// Lines of the pool, each ended by a newline.
  var lines: [UInt8] = []
  var rows: [PoolRow] = []
  var quarantined: [Quarantined] = []
  /// Raw lines that were read, without empty ones; a line may hold several samples.
  var records = 0
  /// Repairs by name.
  var repairs: [String: Int] = [:]
}

/// The catalog's row of a sample.
struct PoolRow {
  var id: Hash128
  var prompt: Hash128
  /// Hash of prompt, mode and response.
  var content: Hash128
  /// Hashes of the whole response and of the answer alone, for exact dedup on those.
  var response: Hash128
  var answer: Hash128
  var mode: Mode
  var category: String
  var generator: String
  var license: String
  var hasGold: Bool
  /// Bytes of the pool line with its newline, and of the response.
  var lineBytes: Int
  var responseBytes: Int
}

/// Input that could not become a sample.
struct Quarantined {
  /// Ordinal of the raw line in its file, from 0, and its place in the decompressed stream.
  var line: Int
  var offset: Int
  var length: Int
  var reason: String
  var problem: String
  /// The raw bytes, up to `PoolBatch.quarantinedBytes` of them.
  var raw: [UInt8]
}
