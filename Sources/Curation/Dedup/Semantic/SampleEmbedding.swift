import Bytes
import Grading

/// The embedding of a sample, which came with it or lies in a file: what semantic duplicates are
/// found by.
///
/// A finding like any other, so it is read once, by any worker. Kept are numbers of 16 bits of the
/// vector scaled to length 1, as Base64, or its row where it lies in a file.
struct SampleEmbedding: Filter {
  static let version = 1
  static let name = "dedup.semantic"
  static let measures = ["dimension"]

  /// The column with the embedding, in the sample or in a file of JSON lines.
  let field: String
  /// How the numbers of a Base64 text lie.
  let type: FloatFormat
  /// The column that names a sample in the file: `id`, `content_hash`, `prompt_id` or one of the
  /// source's own.
  let key: String
  /// How many numbers an embedding has; 0 takes what most have.
  let dimension: Int
  private let file: EmbeddingFile?

  private enum CodingKeys: String, CodingKey {
    case field, type, file, ids, tensor, key, dimension
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    field = try values.decode(String.self, forKey: .field)
    let typeName = try values.decode(String.self, forKey: .type)
    guard let type = FloatFormat(rawValue: typeName) else {
      let known = FloatFormat.allCases.map(\.rawValue)
      throw EmbeddingError(problem: unknown(typeName, of: "type", known: known))
    }
    self.type = type
    key = try values.decode(String.self, forKey: .key)
    dimension = try values.decode(Int.self, forKey: .dimension)
    let path = try values.decode(String.self, forKey: .file)
    let ids = try values.decode(String.self, forKey: .ids)
    let tensor = try values.decode(String.self, forKey: .tensor)
    file =
      path.isEmpty
      ? nil
      : try EmbeddingFile(path, ids: ids, tensor: tensor, field: field, type: type)
  }

  var fingerprint: String { file?.fingerprint ?? "" }

  /// - Returns: `dimension`; skipped where there is no embedding, unsure where it is none.
  func measure(_ sample: Sample) -> Finding {
    do {
      let row = file.flatMap { file in name(of: sample).flatMap { file.row(of: $0) } }
      guard var vector = try vector(of: sample, row) else { return .skipped("no_embedding") }
      guard !vector.isEmpty else { return Finding(.unsure("not_a_vector")) }
      let found = Double(vector.count)
      guard dimension == 0 || vector.count == dimension else {
        return Finding(.unsure("wrong_dimension"), measures: ["dimension": found])
      }
      guard FloatRows.normalise(&vector) else {
        return Finding(.unsure("no_direction"), measures: ["dimension": found])
      }
      var finding = Finding(["dimension": found])
      finding.details =
        row.map { ["row": .int($0)] }
        ?? ["vector": .string(Base64.text(FloatFormat.halves(vector)))]
      return finding
    } catch {
      var finding = Finding(.unsure("unreadable"))
      finding.isTransient = true
      return finding
    }
  }

  /// The numbers; empty where the column holds something else, nil where there is nothing.
  private func vector(of sample: Sample, _ row: Int?) throws -> [Float]? {
    guard let file else {
      return sample.column(field).map { EmbeddingText.floats($0, type) ?? [] }
    }
    return try row.flatMap { try file.vector($0) }
  }

  /// The vector that a finding keeps, as numbers of 16 bits; nil where it has none.
  func halves(of finding: StoredFinding) throws -> [UInt8]? {
    if let text = finding.details?["vector"]?.string { return Base64.bytes(text) }
    guard let row = finding.details?["row"]?.int, var vector = try file?.vector(row),
      FloatRows.normalise(&vector)
    else { return nil }
    return FloatFormat.halves(vector)
  }

  private func name(of sample: Sample) -> String? {
    switch key {
    case "id": return sample.id
    case "content_hash": return sample.contentHash.hex
    case "prompt_id": return sample.promptID.hex
    default: return sample.column(key).map { $0.string ?? $0.text }
    }
  }
}

/// An embedding as JSON: a list of numbers, or a Base64 text of them.
enum EmbeddingText {
  static func floats(_ value: JSONValue, _ type: FloatFormat) -> [Float]? {
    if let text = value.string {
      guard let bytes = Base64.bytes(text), bytes.count % type.size == 0 else { return nil }
      return type.floats(bytes.span)
    }
    guard let list = value.array else { return nil }
    var floats: [Float] = []
    floats.reserveCapacity(list.count)
    for item in list {
      guard let number = item.double else { return nil }
      floats.append(Float(number))
    }
    return floats
  }
}

/// What is wrong with a file of embeddings.
struct EmbeddingError: Error, CustomStringConvertible {
  let problem: String
  var description: String { problem }
}
