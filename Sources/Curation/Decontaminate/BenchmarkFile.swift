// A benchmark to decontaminate against: `filters/benchmarks/NAME.yaml` and the items it points to.
//
//   name: gsm8k
//   file: gsm8k_test.jsonl        # beside the YAML; .jsonl, also .gz or .zst
//   fields: {id: id, prompt: question, answer: answer}
//   where: {split: test}          # only lines whose fields say so; optional
//   license: MIT

import Bytes

/// An item of a benchmark.
struct BenchmarkItem: Sendable {
  let id: String
  let prompt: [UInt8]
}

/// A benchmark; in a recipe it is written as the path of its YAML.
struct BenchmarkFile: Sendable, Decodable {
  let name: String
  let path: String
  let items: [BenchmarkItem]

  init(name: String, path: String, items: [BenchmarkItem]) {
    self.name = name
    self.path = path
    self.items = items
  }

  init(from decoder: any Decoder) throws {
    try self.init(path: try decoder.singleValueContainer().decode(String.self))
  }

  /// - Throws: `ConfigError` where the YAML is wrong, the file missing or a field not there.
  init(path: String) throws {
    let text = try BenchmarkFile.text(path)
    let map = try ConfigNode(yaml: text, file: path)
      .map("a benchmark", allowed: ["name", "file", "fields", "where", "license", "url"])
    let fields = try map.required("fields", of: "a benchmark")
      .map("fields", allowed: ["id", "prompt", "answer"])
    let rule = ItemRule(
      id: try fields.string("id"),
      prompt: try fields.required("prompt", of: "fields").string("prompt"),
      conditions: try map["where"]?.map("where", allowed: nil).pairs
        .map { pair throws(ConfigError) in (pair.key, try pair.node.string(pair.key)) } ?? [])
    name = try map.required("name", of: "a benchmark").string("name")
    self.path = path
    let file = try map.required("file", of: "a benchmark")
    let place = BenchmarkFile.beside(path, try file.string("file"))
    do {
      items = try rule.items(BenchmarkFile.bytes(place), file: place)
    } catch let error as RecordProblem {
      throw file.error("\(place): \(error.problem)")
    } catch {
      throw file.error("\(error)")
    }
    guard !items.isEmpty else { throw file.error("\(place) holds no item that fits") }
  }

  private static func text(_ path: String) throws -> String {
    if let bytes = try? Files.read(path) { return String(decoding: bytes, as: UTF8.self) }
    if let embedded = EmbeddedFiles.text(path) { return embedded }
    throw ConfigError(
      file: path, line: 0,
      problem: "a benchmark that decontaminate.against names, and it is missing")
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    if !Files.exists(path), let embedded = EmbeddedFiles.text(path) { return Array(embedded.utf8) }
    return try ByteStream.readAll(path)
  }

  private static func beside(_ path: String, _ file: String) -> String {
    guard !file.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return file }
    return path[...slash] + file
  }

  /// Of everything that is compared, so that a changed item is measured anew.
  var fingerprint: String {
    var hasher = Hasher128()
    hasher.update(Array(name.utf8))
    for item in items {
      hasher.update(UInt64(item.prompt.count))
      hasher.update(item.prompt)
      hasher.update(Array(item.id.utf8))
    }
    return hasher.hash.hex
  }
}

/// Which lines of a file are items, and where their parts stand.
private struct ItemRule {
  let id: String?
  let prompt: String
  let conditions: [(field: String, value: String)]

  func items(_ bytes: [UInt8], file: String) throws -> [BenchmarkItem] {
    var items: [BenchmarkItem] = []
    var names = Set<String>()
    for (number, line) in TextScan.lines(in: bytes.span).enumerated() where !line.isEmpty {
      let record: JSONValue
      do { record = try JSONValue(parsing: Array(bytes[line])) } catch {
        throw RecordProblem("bad_json", "line \(number + 1): \(error)")
      }
      guard conditions.allSatisfy({ text(record, $0.field) == $0.value }) else { continue }
      guard let prompt = text(record, prompt) else {
        throw RecordProblem("no_prompt", "line \(number + 1) has no text \(prompt)")
      }
      let name = id.flatMap { text(record, $0) } ?? String(number + 1)
      guard names.insert(name).inserted else {
        throw RecordProblem("repeated_id", "line \(number + 1) repeats the id of an earlier item")
      }
      items.append(BenchmarkItem(id: name, prompt: Array(prompt.utf8)))
    }
    return items
  }

  /// A text, number or nested member (`a.b`) of a record.
  private func text(_ record: JSONValue, _ path: String) -> String? {
    var value: JSONValue? = record
    for name in path.split(separator: ".") { value = value?[String(name)] }
    return value?.string ?? value?.number?.token
  }
}
