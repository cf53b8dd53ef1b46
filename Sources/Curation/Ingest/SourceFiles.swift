import Bytes

/// Paths in a dataset's YAML.
enum SourceFiles {
  /// The files that patterns name, each once, in byte order within a pattern; `-` is stdin.
  ///
  /// - Throws: `ConfigError` where a pattern matches nothing or a file is missing.
  static func expand(_ node: ConfigNode, what: String, folder: String) throws(ConfigError)
    -> [String]
  {
    var patterns = [node]
    if case .list(let nodes) = node.value { patterns = nodes }
    var paths: [String] = []
    for pattern in patterns {
      for path in try expand(pattern: pattern, what: what, folder: folder)
      where !paths.contains(path) { paths.append(path) }
    }
    guard !paths.isEmpty else { throw node.error("\(what) names no file") }
    return paths
  }

  private static func expand(pattern node: ConfigNode, what: String, folder: String)
    throws(ConfigError) -> [String]
  {
    let pattern = try node.string(what)
    if pattern == "-" { return ["-"] }
    let path = absolute(pattern, from: folder)
    if Files.isFolder(path) {
      throw node.error("\(pattern) is a folder; name its files: \(pattern)/*")
    }
    if let ending = foreignEnding(path) {
      throw node.error(
        "\(pattern): \(ending) is not read; convert it to JSON lines (docs/parquet.md)")
    }
    if Files.exists(path) { return [path] }
    guard pattern.contains(where: { "*?[".contains($0) }) else {
      throw node.error("the file \(pattern) is missing")
    }
    let paths = Files.glob(path).filter { !Files.isFolder($0) }
    guard !paths.isEmpty else { throw node.error("no file matches \(pattern)") }
    return paths
  }

  /// The ending of a file whose bytes would be taken for broken lines.
  private static func foreignEnding(_ path: String) -> String? {
    [".parquet", ".arrow", ".feather", ".csv", ".tsv", ".zip", ".tar", ".bz2", ".xz"]
      .first { path.lowercased().hasSuffix($0) }
  }

  /// The folder of a file's path; empty for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func absolute(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }
}
