// Punkt (Kiss & Strunk 2006, "Unsupervised multilingual sentence boundary detection",
// https://aclanthology.org/J06-4003) learns from raw text which words are abbreviations, which pairs
// of words a full stop does not divide, which words often start sentences, and in which case each
// word is seen where. This file holds what was learned; `SentenceTokenizer` applies it.

/// What Punkt knows of a language.
struct PunktParameters: Sendable {
  /// Abbreviations in lower case, without their last full stop.
  var abbreviations: Set<ScalarText>
  /// Pairs of types that belong together across a full stop; numbers are `##number##`.
  var collocations: [ScalarText: Set<ScalarText>]
  var sentenceStarters: Set<ScalarText>
  /// Where a type was seen in which case.
  var contexts: [ScalarText: OrthographicContext]
}

/// Where, and in which case, a word was seen in training; the bits are those of NLTK's tables.
struct OrthographicContext: OptionSet, Sendable {
  let rawValue: Int

  /// A capital at the start of a sentence, inside one, or where that is not known.
  static let capitalAtStart = OrthographicContext(rawValue: 1 << 1)
  static let capitalInside = OrthographicContext(rawValue: 1 << 2)
  static let capitalUnknown = OrthographicContext(rawValue: 1 << 3)
  /// Lower case at the start of a sentence, inside one, or where that is not known.
  static let lowerAtStart = OrthographicContext(rawValue: 1 << 4)
  static let lowerInside = OrthographicContext(rawValue: 1 << 5)
  static let lowerUnknown = OrthographicContext(rawValue: 1 << 6)

  static let capital: OrthographicContext = [.capitalAtStart, .capitalInside, .capitalUnknown]
  static let lower: OrthographicContext = [.lowerAtStart, .lowerInside, .lowerUnknown]
}

extension PunktParameters {
  /// Reads the four files of a `punkt_tab` language.
  ///
  /// - Parameter file: the contents of a file by its name; nil where it is not there.
  /// - Returns: nil where a file is missing or a line of the contexts holds no number.
  init?(file: (String) -> [UInt8]?) {
    guard let abbreviations = file("abbrev_types.txt"), let pairs = file("collocations.tab"),
      let starters = file("sent_starters.txt"), let contexts = file("ortho_context.tab")
    else { return nil }
    self.abbreviations = Set(ScalarText(utf8: abbreviations).lines.filter { !$0.isEmpty })
    sentenceStarters = Set(ScalarText(utf8: starters).lines.filter { !$0.isEmpty })
    collocations = [:]
    for (first, second) in PunktParameters.columns(pairs) {
      collocations[first, default: []].insert(second)
    }
    self.contexts = [:]
    for (word, bits) in PunktParameters.columns(contexts) {
      guard let bits = Int(bits.string) else { return nil }
      self.contexts[word] = OrthographicContext(rawValue: bits)
    }
  }

  private static func columns(_ bytes: [UInt8]) -> [(ScalarText, ScalarText)] {
    ScalarText(utf8: bytes).lines.compactMap { line in
      let columns = line.split(on: scalar("\t"))
      return columns.count == 2 ? (columns[0], columns[1]) : nil
    }
  }
}
