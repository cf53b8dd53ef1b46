import Bytes

extension Sample {
  /// A column that came with the sample: of its scores, else of what ingest left in its metadata, else
  /// of the line itself, else its source; null is nothing.
  ///
  /// - Parameter path: a name, or names between dots where a value is an object.
  func column(_ path: String) -> JSONValue? {
    let places = [
      part(.scores), metadataObject, .object(otherMembers), ["source": .string(source)],
    ]
    for place in places {
      if let value = place?.member(path), !value.isNull { return value }
    }
    return nil
  }

  /// The metadata as an object; the pool keeps it as a text of JSON.
  private var metadataObject: JSONValue? {
    guard let metadata = part(.metadata) else { return nil }
    return metadata.string.flatMap { try? JSONValue(parsing: $0) } ?? metadata
  }

  /// The system prompt with the toggle first, which is the whole system prompt of the published set.
  ///
  /// - Parameter toggle: nil leaves it out.
  func systemPrompt(toggle: Mode?) -> String {
    [toggle?.systemPrompt ?? "", systemPrompt ?? ""].filter { !$0.isEmpty }
      .joined(separator: "\n\n")
  }
}

extension JSONValue {
  /// A member by its whole name, else by the names between dots.
  fileprivate func member(_ path: String) -> JSONValue? {
    guard let object else { return nil }
    if let member = object[path] { return member }
    guard let dot = path.firstIndex(of: "."), let inner = object[String(path[..<dot])] else {
      return nil
    }
    return inner.member(String(path[path.index(after: dot)...]))
  }
}
