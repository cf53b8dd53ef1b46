import Bytes

/// The requests of OpenAI batches by `custom_id`.
///
/// They stay in memory, since the output lists them in
/// any order; a batch has at most 50,000 requests and 200 MB.
struct BatchRequests: Sendable {
  /// The JSON of the bodies.
  private let bodies: [String: [UInt8]]
  /// Hash of the files, for the receipts of ingest.
  let fingerprint: String

  /// - Throws: `ConfigError` for a file that is missing or is no batch input.
  init(_ options: SchemaOptions) throws(ConfigError) {
    guard let node = options.source["requests"] else {
      bodies = [:]
      fingerprint = ""
      return
    }
    var bodies: [String: [UInt8]] = [:]
    var hashes: [String] = []
    for path in try SourceFiles.expand(node, what: "requests", folder: options.folder) {
      do {
        let bytes = try ByteStream.readAll(path)
        hashes.append(Hash128(of: bytes).hex)
        try BatchRequests.read(bytes, into: &bodies)
      } catch let error as BatchLineError {
        throw ConfigError(file: path, line: error.line, problem: error.problem)
      } catch {
        throw node.error("\(error)")
      }
    }
    self.bodies = bodies
    fingerprint = hashes.joined(separator: " ")
  }

  private struct BatchLineError: Error {
    let line: Int
    let problem: String
  }

  private static func read(_ bytes: [UInt8], into bodies: inout [String: [UInt8]]) throws {
    let reader = JSONReader()
    for (index, range) in TextScan.lines(in: bytes.span).enumerated() where !range.isEmpty {
      do {
        try reader.parse(bytes, in: range)
      } catch {
        throw BatchLineError(line: index + 1, problem: error.problem)
      }
      guard let id = reader.member(reader.root, "custom_id"),
        let body = reader.member(reader.root, "body"), reader.kind(body) == .object
      else { throw BatchLineError(line: index + 1, problem: "no custom_id or no body") }
      bodies[try reader.string(id)] = Array(bytes[reader.range(body)])
    }
  }

  func body(of id: String) throws(RecordProblem) -> JSONObject? {
    guard let bytes = bodies[id] else { return nil }
    do throws(JSONError) {
      return try JSONValue(parsing: bytes).object
    } catch {
      throw RecordProblem(error)
    }
  }
}
