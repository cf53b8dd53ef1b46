import Bytes

/// A file of phrases, one a line; `#` starts a comment line.
///
/// In a recipe it is written as its path. Phrases are found as `PhraseFinder` finds them: whole, in
/// any case, with `*` at the end where letters may follow.
///
/// A path is taken from the working directory; a list that the project ships is also found when the
/// program runs elsewhere, because the binary carries it.
struct PhraseList: Sendable, Decodable {
  let path: String
  let phrases: [String]
  let finder: PhraseFinder

  init(path: String, phrases: [String]) {
    self.path = path
    self.phrases = phrases
    finder = PhraseFinder(phrases)
  }

  init(from decoder: any Decoder) throws {
    let path = try decoder.singleValueContainer().decode(String.self)
    let text = try PhraseList.text(path)
    let lines = text.split(separator: "\n").map { $0.trimmed }
    let phrases = lines.filter { !$0.isEmpty && !$0.hasPrefix("# ") && $0 != "#" }
    self.init(path: path, phrases: phrases)
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
    for match in finder.matches(in: text) where !found.contains(match.phrase) {
      found.append(match.phrase)
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
