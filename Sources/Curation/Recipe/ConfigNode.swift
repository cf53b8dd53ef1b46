// Configuration files (recipes, dataset.yaml) as a tree that knows its lines.
//
// Yams parses; its own value resolution is not used, because YAML 1.1 would read the modes `on` and
// `off` as booleans. A scalar stays a text until somebody asks for a number.

import Bytes
import Yams

/// What is wrong with a configuration file, where, and what would be right.
public struct ConfigError: Error, Sendable, CustomStringConvertible, Equatable {
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  public let problem: String

  public init(file: String, line: Int, problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }
  public var description: String {
    line > 0 ? "\(file):\(line): \(problem)" : "\(file): \(problem)"
  }
}

/// The text of a configuration file.
///
/// - Throws: `ConfigError` where it cannot be read or is not UTF-8: who named it made a mistake.
func configText(_ path: String) throws(ConfigError) -> String {
  let bytes: [UInt8]
  do { bytes = try Files.read(path) } catch {
    throw ConfigError(file: path, line: 0, problem: error.problem)
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw ConfigError(file: path, line: 0, problem: "the file is not UTF-8")
  }
  return text
}

/// A value of a YAML file with its place.
public struct ConfigNode: Sendable {
  public enum Value: Sendable {
    case scalar(String, isPlain: Bool)
    case list([ConfigNode])
    case map([(key: String, node: ConfigNode)])
  }
  public let file: String
  public let line: Int
  public var value: Value

  public init(file: String, line: Int, value: Value) {
    self.file = file
    self.line = line
    self.value = value
  }

  /// Reads and parses a YAML file.
  public init(readingYAML path: String) throws(ConfigError) {
    self = try ConfigNode(yaml: configText(path), file: path)
  }

  /// Parses YAML.
  ///
  /// - Throws: `ConfigError` with the line of a syntax error or of a repeated key.
  public init(yaml text: String, file: String) throws(ConfigError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, Resolver.basic)
    } catch let error as YamlError {
      throw ConfigError(yaml: error, file: file)
    } catch {
      throw ConfigError(file: file, line: 0, problem: "\(error)")
    }
    guard let root else { throw ConfigError(file: file, line: 0, problem: "the file is empty") }
    self = try ConfigNode(root, file: file)
  }

  private init(_ node: Node, file: String) throws(ConfigError) {
    let line = node.mark?.line ?? 0
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      self.init(file: file, line: line, value: .scalar(scalar.string, isPlain: isPlain))
    case .sequence(let sequence):
      var nodes: [ConfigNode] = []
      for node in sequence { nodes.append(try ConfigNode(node, file: file)) }
      self.init(file: file, line: line, value: .list(nodes))
    case .mapping(let mapping):
      var pairs: [(key: String, node: ConfigNode)] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          throw ConfigError(file: file, line: line, problem: "a key must be a plain word")
        }
        if pairs.contains(where: { $0.key == name }) {
          throw ConfigError(
            file: file, line: key.mark?.line ?? line, problem: "\(name) stands here twice")
        }
        pairs.append((name, try ConfigNode(value, file: file)))
      }
      self.init(file: file, line: line, value: .map(pairs))
    case .alias:
      throw ConfigError(file: file, line: line, problem: "aliases are not supported")
    }
  }

  public func error(_ problem: String) -> ConfigError {
    ConfigError(file: file, line: line, problem: problem)
  }
}

extension ConfigError {
  fileprivate init(yaml error: YamlError, file: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(file: file, line: mark.line, problem: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.sorted().joined(separator: ", ")
      self.init(file: file, line: context.mark.line, problem: "\(keys) stands here twice")
    default: self.init(file: file, line: 0, problem: "\(error)")
    }
  }
}

/// The known name that is nearest to a misspelt one, if any is near (Levenshtein distance).
public func nearest(to name: String, among known: [String]) -> String? {
  let scored = known.map { (distance(name.lowercased(), $0.lowercased()), $0) }
  guard let best = scored.min(by: { $0.0 < $1.0 }), best.0 <= max(2, name.count / 3) else {
    return nil
  }
  return best.1
}

private func distance(_ a: String, _ b: String) -> Int {
  let a = Array(a)
  let b = Array(b)
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
