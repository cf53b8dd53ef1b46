import Bytes

/// `datasets/NAME/dataset.yaml`: what a dataset is made from.
///
/// Keys of a source that stand at the top level hold for every source that does not say otherwise;
/// without `sources:` the top level is the one source. docs/formats.md lists the keys.
package struct DatasetFile: Sendable {
  package let name: String
  package let file: String
  package let sources: [SourceSpec]
  /// Quarantined lines that the dataset is known to have; more end a run with status 3.
  package let toleratedQuarantine: Int

  private static let ownKeys = ["sources", "quarantine"]

  /// Reads a file and finds the files that it names.
  ///
  /// - Throws: `ConfigError` with the line of an unknown key, a wrong value or a missing file.
  package static func read(_ path: String) throws(ConfigError) -> DatasetFile {
    let node = try ConfigNode(readingYAML: path)
    return try DatasetFile(node, folder: SourceFiles.folder(of: path))
  }

  /// - Parameter folder: where relative paths start.
  package init(_ node: ConfigNode, folder: String) throws(ConfigError) {
    let map = try node.map("the dataset", allowed: DatasetFile.ownKeys + SourceReading.keys)
    file = node.file
    name = try map.required("name", of: "the dataset").string("name")
    toleratedQuarantine = try DatasetFile.tolerated(map["quarantine"])
    guard let list = map["sources"] else {
      sources = [try SourceReading(map: map, name: name, folder: folder).spec()]
      return
    }
    let shared = map.pairs.filter { !DatasetFile.ownKeys.contains($0.key) && $0.key != "name" }
    var sources: [SourceSpec] = []
    for item in try list.list("sources") {
      let own = try item.map("a source", allowed: SourceReading.keys)
      let keys = own.pairs.map(\.key)
      let pairs = own.pairs + shared.filter { !keys.contains($0.key) }
      let merged = ConfigMap(node: item, pairs: pairs)
      let name = try own.required("name", of: "a source")
      let text = try name.string("name")
      if sources.contains(where: { $0.name == text }) {
        throw name.error("two sources are named \(text)")
      }
      sources.append(try SourceReading(map: merged, name: text, folder: folder).spec())
    }
    guard !sources.isEmpty else { throw list.error("sources is empty") }
    self.sources = sources
  }

  private static func tolerated(_ node: ConfigNode?) throws(ConfigError) -> Int {
    guard let node else { return 0 }
    let count = try node.map("quarantine", allowed: ["tolerate"]).int("tolerate") ?? 0
    guard count >= 0 else { throw node.error("tolerate must not be negative") }
    return count
  }
}
