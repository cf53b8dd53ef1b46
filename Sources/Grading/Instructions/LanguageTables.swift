// The tables about English that some instructions need. Those of NLTK and SyllaPy have no licence
// to copy them from, or one of their own, so they are fetched at set-up into a folder
// (filters/fetch-punkt.sh); without the folder, rules and lists of this project stand in.

/// What is known of languages: sentences, words, syllables and the detector.
public struct LanguageTables: Sendable {
  /// Where a table came from.
  public enum Origin: String, Sendable, Hashable {
    /// NLTK's tables, as the reference uses.
    case punkt
    /// The lists of this project.
    case rules
  }

  public let sentenceOrigin: Origin
  let sentences: SentenceTokenizer
  /// The same with "e.g." and the like, which the reference does not know.
  let plainSentences: SentenceTokenizer
  let languages = LanguageDetector()
  let stopWords: Set<ScalarText>
  let syllables: SyllableCounter

  /// - Parameter file: the contents of a file of the tables' folder by its name, nil where it is not
  ///   there: `abbrev_types.txt`, `collocations.tab`, `sent_starters.txt`, `ortho_context.tab`,
  ///   `stopwords.txt`, `syllables.csv`.
  public init(file: (String) -> [UInt8]?) {
    let learned = PunktParameters(file: file)
    let parameters = learned ?? .english
    sentenceOrigin = learned == nil ? .rules : .punkt
    sentences = SentenceTokenizer(parameters)
    plainSentences = SentenceTokenizer(parameters.withExplanatoryAbbreviations)
    stopWords = StopWords.read(file("stopwords.txt"))
    syllables = SyllableCounter(csv: file("syllables.csv"))
  }

  /// The sentences of a text.
  package func sentences(of text: String) -> [String] {
    sentences.texts(in: ScalarText(text)).map(\.string)
  }

  /// The tokens of a text.
  package func words(of text: String) -> [String] {
    treebankWords(of: ScalarText(text)).map(\.string)
  }

  /// The tokens of a text as NLTK's `word_tokenize` has them.
  func treebankWords(of text: ScalarText) -> [ScalarText] {
    sentences.ranges(in: text).flatMap { TreebankTokenizer.words(of: text.part($0)) }
  }
}
