// Embeddings beside the samples, by the names of these.
//
//   vectors.jsonl         {"id": "…", "embedding": [0.1, …]} a line, also .gz and .zst; kept in memory
//   vectors.npy           a matrix (NumPy's format, version 1 to 3, C order), one row a name of `ids`
//   vectors.safetensors   the same as a tensor of two dimensions
//
// Rows of the latter two are read one at a time, so they may be larger than the memory.

import Bytes

final class EmbeddingFile: Sendable {
  private enum Content: Sendable {
    case memory(VectorStore)
    case matrix(FloatMatrixFile)
  }
  let fingerprint: String
  private let content: Content
  /// Row by the hash of a name.
  private let rows: [Hash128: Int32]

  /// - Throws: `EmbeddingError`, `FileError`.
  init(_ path: String, ids: String, tensor: String, field: String, type: FloatFormat) throws {
    guard path.hasSuffix(".npy") || path.hasSuffix(".safetensors") else {
      (content, rows) = try EmbeddingFile.lines(path, field, type)
      fingerprint = try EmbeddingFile.digest(path)
      return
    }
    let matrix = try FloatMatrixFile(path, tensor: tensor)
    guard !ids.isEmpty else {
      throw EmbeddingError(problem: "\(path) needs ids: a file with one name a line, row by row")
    }
    let bytes = try ByteStream.readAll(ids)
    let names = TextScan.lines(in: bytes.span).map { Hash128(of: bytes.span.extracting($0)) }
    guard names.count == matrix.rows else {
      throw EmbeddingError(
        problem: "\(path) has \(matrix.rows) rows, \(ids) has \(names.count) names")
    }
    content = .matrix(matrix)
    rows = try EmbeddingFile.index(names, ids)
    fingerprint = try EmbeddingFile.digest(path) + EmbeddingFile.digest(ids)
  }

  /// The row of a name; nil where there is none.
  func row(of name: String) -> Int? { rows[Hash128(of: name)].map { Int($0) } }

  /// - Returns: nil where there is no such row.
  func vector(_ row: Int) throws -> [Float]? {
    guard row >= 0, row < rows.count else { return nil }
    switch content {
    case .memory(let store):
      let halves = try store.halves(row)
      return FloatFormat.f16.floats(halves.span)
    case .matrix(let matrix): return try matrix.row(row)
    }
  }

  private static func lines(_ path: String, _ field: String, _ type: FloatFormat) throws -> (
    Content, [Hash128: Int32]
  ) {
    let spool = VectorSpool(path: "", bufferBytes: .max)
    var names: [Hash128] = []
    let blocks = try LineBlocks(
      ByteStream(path: path), blockBytes: 1 << 20, maxLineBytes: 16 << 20, startingAt: 0,
      firstLine: 0)
    while let block = try blocks.next() {
      for line in block.lines() {
        guard let object = try? JSONValue(parsing: Array(block.bytes[line.range])),
          let id = object["id"]?.string,
          var vector = object[field].flatMap({ EmbeddingText.floats($0, type) })
        else {
          throw EmbeddingError(
            problem: "\(path):\(line.ordinal + 1): a line needs \"id\", a text, and "
              + "\"\(field)\", numbers")
        }
        names.append(Hash128(of: id))
        // So that 16 bits suffice; what has no length is told later.
        _ = FloatRows.normalise(&vector)
        _ = try spool.append(FloatFormat.halves(vector))
      }
    }
    return (.memory(spool.sealed()), try index(names, path))
  }

  private static func index(_ names: [Hash128], _ path: String) throws -> [Hash128: Int32] {
    var rows: [Hash128: Int32] = [:]
    rows.reserveCapacity(names.count)
    for (row, name) in names.enumerated() {
      guard rows.updateValue(Int32(clamping: row), forKey: name) == nil else {
        throw EmbeddingError(problem: "\(path):\(row + 1): the name stands there twice")
      }
    }
    return rows
  }

  /// The size and 64 places of a file, since it may be larger than all samples.
  private static func digest(_ path: String) throws -> String {
    let file = try OpenFile(reading: path)
    let size = try file.status().size
    var bytes = Array("\(size) ".utf8)
    for place in 0..<64 {
      try file.read(at: size / 64 * place, count: min(size, 1 << 14), into: &bytes)
    }
    return Hash128(of: bytes).hex
  }
}
