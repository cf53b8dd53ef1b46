/// English words that say little by themselves.
enum StopWords {
  /// The list of NLTK where it is installed, one word a line, else a list of this project.
  static func read(_ bytes: [UInt8]?) -> Set<ScalarText> {
    Set(bytes.map { ScalarText(utf8: $0).words() } ?? ScalarText(own).words())
  }

  // Articles, pronouns, prepositions, conjunctions, auxiliaries, adverbs of degree, and what is left
  // of contractions when the apostrophe parts them.
  private static let own = """
    a an the
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
    her hers herself it its itself they them their theirs themselves
    this that these those who whom which what when where why how
    am is are was were be been being have has had having do does did doing can will should would
    about above after against at before below between by down during for from in into of off on out
    over through to under until up with
    and but or nor if because as while than so
    again further then once here there all any both each few more most other some such no not only
    own same too very just now
    s t d m o re ve ll y don ain aren couldn didn doesn hadn hasn haven isn ma mightn mustn needn
    shan shouldn wasn weren won wouldn
    """
}
