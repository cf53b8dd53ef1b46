import Bytes

/// A file of phrases, one a line; `#` starts a comment line.
///
/// In a recipe it is written as its path.
///
/// A path is taken from the working directory; a list that the project ships is also found when the
/// program runs elsewhere, because the binary carries it.
struct PhraseList: Sendable, Decodable {
  let path: String
  let phrases: [String]
  private let matcher: PhraseMatcher

  init(path: String, phrases: [String]) {
    self.path = path
    self.phrases = phrases
    matcher = PhraseMatcher(phrases)
  }

  init(from decoder: any Decoder) throws {
    let path = try decoder.singleValueContainer().decode(String.self)
    let text = try PhraseList.text(path)
    let lines = text.split(separator: "\n").map { $0.trimmed }
    self.init(path: path, phrases: lines.filter { !$0.isEmpty && !$0.hasPrefix("#") })
  }

  private static func text(_ path: String) throws -> String {
    if let bytes = try? Files.read(path) { return String(decoding: bytes, as: UTF8.self) }
    if let embedded = EmbeddedFiles.text(path) { return embedded }
    throw ListError(path: path)
  }

  struct ListError: Error, CustomStringConvertible {
    let path: String
    var description: String { "there is no list \(path)" }
  }

  /// The phrases that occur, each once, in the order of their first occurrence.
  func matches(in text: Span<UInt8>) -> [String] {
    var found: [Int] = []
    matcher.forEachMatch(in: text) { phrase, _ in
      if !found.contains(phrase) { found.append(phrase) }
      return true
    }
    return found.map { phrases[$0] }
  }

  var fingerprint: String {
    Hash128(of: Array(phrases.joined(separator: "\n").utf8)).hex
  }
}

extension Substring {
  /// Without ASCII white space at both ends.
  var trimmed: String {
    var part = self
    while let first = part.first, first == " " || first == "\t" || first == "\r" {
      part.removeFirst()
    }
    while let last = part.last, last == " " || last == "\t" || last == "\r" { part.removeLast() }
    return String(part)
  }
}
