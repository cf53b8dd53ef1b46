/// The texts of the published patterns, as tokenizer files spell them.
///
/// A file that has another pattern is refused by name: a near miss would give other tokens.
enum SplitPattern {
  /// The step that a regular expression stands for; nil for one that is not known.
  static func step(_ expression: String) -> SplitStep? {
    // Some files have the line's end as it is in place of its escape.
    let escaped = expression.unicodeScalars.map { scalar in
      scalar == "\r" ? #"\r"# : scalar == "\n" ? #"\n"# : String(scalar)
    }.joined()
    return known.first { $0.text == escaped }?.step
  }

  /// The expression of a step that one can be written with; nil for other steps.
  static func expression(_ step: SplitStep) -> String? { known.first { $0.step == step }?.text }

  private static let contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
  private static let spaces = #"|\s*[\r\n]+|\s+(?!\S)|\s+"#
  private static let high = #"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
  private static let low = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#

  private static func words(_ digits: String) -> String {
    contractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"# + digits
      + #"| ?[^\s\p{L}\p{N}]+[\r\n]*"# + spaces
  }

  private static func casedWords(_ contractions: String, _ digits: String) -> String {
    #"[^\r\n\p{L}\p{N}]?"# + high + "*" + low + "+" + contractions + #"|[^\r\n\p{L}\p{N}]?"# + high
      + "+" + low + "*" + contractions + #"|\p{N}"# + digits + #"| ?[^\s\p{L}\p{N}]+[\r\n/]*"#
      + spaces
  }

  /// The first of a step is the one that it is written with.
  private static let known: [(step: SplitStep, text: String)] = [
    (.gpt2, #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#),
    (
      .gpt2,
      #"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#
    ),
    (.llama3, words("{1,3}")),
    (
      .llama3,
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*"#
        + #"|\s*[\r\n]|\s+(?!\S)|\s+"#
    ),
    (.qwen2, words("")),
    (
      .qwen35,
      contractions + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*"#
        + spaces
    ),
    (
      .cl100k,
      #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"#
        + #"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"#
    ),
    (.o200k, casedWords(contractions + "?", "{1,3}")),
    (.tekken, casedWords("", "")),
    (.deepseekDigits, #"\p{N}{1,3}"#),
    (.deepseekCJK, "[一-龥\u{3040}-ゟ゠-ヿ]+"),
    (
      .deepseekText,
      ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"##
        + #"| ?[\p{P}\p{S}]+[\r\n]*"# + spaces
    ),
    (.singleNumbers, #"\p{N}"#),
  ]
}
