package import Bytes

/// What one block of raw lines became: pool lines, a row for each, and what is quarantined.
package struct PoolBatch {
  /// Bytes of a quarantined line that are kept.
  package static let quarantinedBytes = 64 << 10

  /// Lines of the pool, each ended by a newline.
  package var lines: [UInt8] = []
  package var rows: [PoolRow] = []
  package var quarantined: [Quarantined] = []
  /// Raw lines that were read, without empty ones; a line may hold several samples.
  package var records = 0
  /// Repairs by name.
  package var repairs: [String: Int] = [:]

  package init() {}
}

/// The catalog's row of a sample.
package struct PoolRow {
  package var id: Hash128
  package var prompt: Hash128
  /// Hash of prompt, mode and response.
  package var content: Hash128
  /// Hashes of the whole response and of the answer alone, for exact dedup on those.
  package var response: Hash128
  package var answer: Hash128
  /// Tells apart conversations of one prompt that are not equal byte for byte.
  package var exact: UInt64
  /// Ordinal of the raw line in its file, from 0.
  package var line: Int
  package var mode: Mode
  package var category: String
  package var generator: String
  package var license: String
  package var hasGold: Bool
  /// Bytes of the pool line with its newline, and of the response.
  package var lineBytes: Int
  package var responseBytes: Int
}

/// Input that could not become a sample.
package struct Quarantined {
  /// Ordinal of the raw line in its file, from 0, and its place in the decompressed stream.
  package var line: Int
  package var offset: Int
  package var length: Int
  package var reason: String
  package var problem: String
  /// The raw bytes, up to `PoolBatch.quarantinedBytes` of them.
  package var raw: [UInt8]
}
