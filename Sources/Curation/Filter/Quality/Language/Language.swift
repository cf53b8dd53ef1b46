// Which languages prompt, reasoning and answer are in, and whether the trace changes its language.
//
// Three means, from fast to slow. Scripts are counted at memory's speed, so Chinese in an English
// trace costs nothing to see. The commonest words of fourteen languages are looked up by the hashes
// that the sample has. Where neither is clear, a detector reads the beginning of the text: the
// n-gram profiles in the program, if there is prose enough (Prose.swift), or fastText's lid.176 from
// a file. A sentence that common words
// point at is confirmed by the detector.

import Bytes
import Grading

/// Whether a response is in the language of its prompt, and stays in it.
///
/// Sources: NVIDIA's curation code keeps conversations that lid.176 calls English; DeepSeek-R1
/// (https://arxiv.org/abs/2501.12948, section 2.3.4) drops traces that mix languages. A prompt that
/// names a language allows it beside its own; one that asks for a translation, speaks of languages
/// or mixes scripts itself allows any (`LanguageRequest`).
struct Language: Filter {
  static let version = 7
  static let measures = [
    "notAllowed", "answerMismatch", "reasoningMismatch", "foreignLetters", "foreignWindows",
    "probability",
  ]
  /// Codes that `notAllowed` accepts, as the detector writes them (`en`, `zh`); empty allows all.
  let languages: [String]
  /// A `.ftz` model of fastText; empty for the profiles in the program.
  let model: FastTextFile
  /// Bytes of a text that the detector reads; 0 for all.
  let windowBytes: Int
  /// Texts with fewer letters have no language.
  let minLetters: Int
  /// Whether common words may decide before the detector is asked.
  let commonWords: Bool
  /// What is judged as one text.
  let scope: Scope
  /// How sure the detector must be that a text or window is in another language, 0...1.
  let minProbability: Double

  /// `parts` are prompt, reasoning and answer, each by itself; `conversation` is all of it in one, as
  /// NVIDIA's curation code judges, where nothing can differ from the prompt.
  enum Scope: String, Decodable { case parts, conversation }

  /// - Returns: `notAllowed`, `answerMismatch` and `reasoningMismatch` (against the prompt), 0 or 1;
  ///   `foreignLetters`, letters of a script that is neither the prompt's nor Latin or Greek;
  ///   `foreignWindows`, runs of some twelve words in another language of Latin letters;
  ///   `probability` of the answer's language. Details name the three languages.
  func measure(_ sample: Sample) -> Finding {
    scope == .conversation ? measureConversation(sample) : measureParts(sample)
  }

  private func measureConversation(_ sample: Sample) -> Finding {
    let turns = [sample.systemPrompt ?? ""] + sample.input.map(\.content)
    var text = Array(turns.filter { !$0.isEmpty }.joined(separator: "\n").utf8)
    text.append(0x0A)
    text += sample.response.bytes
    let found = identify(text.span)
    let request = LanguageRequest(sample)
    let isSearched = !request.expectsQuotes
    var finding = Finding([
      "notAllowed": isNotAllowed(found) ? 1 : 0, "answerMismatch": 0, "reasoningMismatch": 0,
      "foreignLetters": Double(
        isSearched ? foreignLetters(sample.response.bytes.span, request) : 0),
      "foreignWindows": Double(
        isSearched ? foreignWindows(sample.response, main: found?.code) : 0),
      "probability": found?.probability ?? 0,
    ])
    if let found { finding.details = ["conversation": .string(found.code)] }
    return finding
  }

  private func measureParts(_ sample: Sample) -> Finding {
    let response = sample.response
    let bytes = response.bytes.span
    let answer = identify(bytes.extracting(response.thinking.answer))
    let reasoning = response.thinking.reasoning.flatMap { identify(bytes.extracting($0)) }
    let request = LanguageRequest(sample)
    let prompt = identify(request.text.span) ?? identifyShort(request)
    var mismatch = (answer: false, reasoning: false)
    if !request.isOpen, let prompt {
      mismatch.answer = differs(answer, prompt, request)
      mismatch.reasoning = differs(reasoning, prompt, request)
    }
    let main = (prompt ?? answer ?? reasoning)?.code
    var finding = Finding([
      "notAllowed": isNotAllowed(answer) || isNotAllowed(reasoning) ? 1 : 0,
      "answerMismatch": mismatch.answer ? 1 : 0, "reasoningMismatch": mismatch.reasoning ? 1 : 0,
      "foreignLetters": Double(request.expectsLetters ? 0 : foreignLetters(bytes, request)),
      "foreignWindows": Double(request.expectsQuotes ? 0 : foreignWindows(response, main: main)),
      "probability": answer?.probability ?? 0,
    ])
    let codes = [("prompt", prompt), ("reasoning", reasoning), ("answer", answer)]
    finding.details = JSONObject(
      codes.compactMap { name, found in found.map { (name, .string($0.code)) } })
    return finding
  }

  private func isNotAllowed(_ found: Identified?) -> Bool {
    guard let found, !languages.isEmpty else { return false }
    return !languages.contains(found.code)
  }

  private func differs(
    _ found: Identified?, _ prompt: Identified, _ request: LanguageRequest
  ) -> Bool {
    // A prompt that names its own language is about words of it: ladders, lists, rhymes.
    guard let found, !request.named.contains(found.code), !request.named.contains(prompt.code)
    else { return false }
    return found.code != prompt.code && min(found.probability, prompt.probability) >= minProbability
  }

  // MARK: One text

  /// Code is no language: where there are fences, what is outside of them counts.
  private func identify(_ text: Span<UInt8>) -> Identified? {
    guard TextScan.find("```", in: text) != nil else { return identifyProse(text) }
    var prose: [UInt8] = []
    var start = 0
    for code in codeRanges(in: text, region: 0..<text.count) {
      prose.append(copying: text.extracting(start..<code.lowerBound))
      prose.append(0x20)
      start = code.upperBound
    }
    prose.append(copying: text.extracting(start..<text.count))
    return identifyProse(prose.span)
  }

  private func identifyProse(_ text: Span<UInt8>) -> Identified? {
    let window = text.extracting(0..<prefixEnd(text))
    let profile = TextScan.profile(window)
    // A sign of Chinese, Japanese or Korean says as much as three letters.
    let dense = profile[.han] + profile[.kana] + profile[.hangul]
    guard profile.letters + 2 * dense >= minLetters else { return nil }
    guard commonWords else { return detect(window) }
    if let code = scriptLanguage(profile) { return Identified(code: code, probability: 1) }
    let words = WordMarks(window).hashes[...]
    if let code = CommonWords.shared.language(of: words, least: 4) ?? denseLanguage(profile) {
      return Identified(code: code, probability: 1)
    }
    return model.model == nil ? detectProse(window, words, profile) : detect(window)
  }

  /// What the profiles in the program say of a text that has enough language to be asked about.
  private func detectProse(
    _ text: Span<UInt8>, _ words: ArraySlice<UInt64>, _ profile: TextProfile
  ) -> Identified? {
    if profile[.latin] * 2 < profile.letters { return detect(text) }
    // A mixture that neither side makes out.
    let dense = profile[.han] + profile[.kana] + profile[.hangul]
    guard dense * 9 < profile.letters else { return nil }
    let prose = Prose(text)
    guard prose.isProse else { return nil }
    if prose.hasOwnLetters { return detect(text) }
    let common = CommonWords.shared
    guard prose.letters >= 5 * minLetters else {
      return common.language(of: words, least: 2).map { Identified(code: $0, probability: 1) }
    }
    guard let found = detect(text) else { return nil }
    let knows = common.knows(found.code, votes: common.votes(of: Array(Set(words))[...]))
    return knows ?? prose.isPlain ? found : nil
  }

  /// The language of a question of a few words ("What should I know about it?"), which is too short
  /// for a detector: two of its commonest words, and no more than half as many of another one's.
  private func identifyShort(_ request: LanguageRequest) -> Identified? {
    guard commonWords, !request.text.isEmpty, request.text.count < 4 * minLetters else {
      return nil
    }
    let words = WordMarks(request.text.span)
    return CommonWords.shared.language(of: words.hashes[...], least: 2)
      .map { Identified(code: $0, probability: 1) }
  }

  /// Where the part ends that is read, between characters.
  private func prefixEnd(_ text: Span<UInt8>) -> Int {
    guard windowBytes > 0, text.count > windowBytes else { return text.count }
    var end = windowBytes
    while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private func detect(_ text: Span<UInt8>) -> Identified? {
    if let model = model.model {
      return model.predict(text).map { Identified(code: $0.label, probability: $0.probability) }
    }
    let found = LanguageDetector().language(of: string(text, 0..<text.count))
    return found.map { found in
      Identified(
        code: found.code.hasPrefix("zh") ? "zh" : found.code, probability: found.probability)
    }
  }

  /// The language of a script that only one of the common languages writes.
  private func scriptLanguage(_ profile: TextProfile) -> String? {
    let letters = profile.letters
    func has(_ script: TextProfile.Script, _ share: Int) -> Bool {
      profile[script] * 100 >= letters * share
    }
    if has(.kana, 20) { return "ja" }
    if has(.han, 60), !has(.kana, 5) { return "zh" }
    if has(.hangul, 60) { return "ko" }
    if has(.thai, 80) { return "th" }
    if has(.hebrew, 80) { return "he" }
    return nil
  }

  /// The language of signs that say half of what is said, among names and formulas in Latin letters.
  private func denseLanguage(_ profile: TextProfile) -> String? {
    let said = profile.letters + 2 * (profile[.han] + profile[.kana] + profile[.hangul])
    func has(_ script: TextProfile.Script, _ share: Int) -> Bool {
      profile[script] * 300 >= said * share
    }
    if has(.kana, 20) { return "ja" }
    if has(.han, 50), !has(.kana, 5) { return "zh" }
    return has(.hangul, 50) ? "ko" : nil
  }

  // MARK: Changes inside of the response

  private func foreignLetters(_ bytes: Span<UInt8>, _ request: LanguageRequest) -> Int {
    let profile = TextScan.profile(bytes)
    let scripts = TextProfile.Script.allCases.filter { script in
      script != .latin && script != .greek && request.profile[script] == 0
    }
    return scripts.reduce(0) { $0 + profile[$1] }
  }

  private func foreignWindows(_ response: Response, main: String?) -> Int {
    guard let main, let bit = CommonWords.languages.firstIndex(of: main) else { return 0 }
    let scan = ForeignWindows(words: response.words, mainBit: UInt32(bit))
    var confirmed = 0
    for window in scan.candidates {
      guard let found = detect(response.bytes.span.extracting(window)) else { continue }
      if found.code != main, found.probability >= minProbability { confirmed += 1 }
    }
    return confirmed
  }

  var fingerprint: String { model.fingerprint }
}

/// A language and how sure the detector is.
private struct Identified {
  let code: String
  let probability: Double
}

/// Runs of words that may be in another language than the text.
struct ForeignWindows {
  /// Bytes of the response, in rising order; at most 64.
  private(set) var candidates: [Range<Int>] = []

  private static let width = 12
  /// Words of one language in a window; a name like "de la Cruz y la Paz" has three.
  private static let least = 4
  /// Different words among them; "1 plus 1 plus 1" is no French.
  private static let different = 3

  /// - Complexity: one look-up a word; more only where other languages' words stand close together.
  init(words: WordTable, mainBit: UInt32) {
    let common = CommonWords.shared
    let main: UInt32 = 1 << mainBit
    var foreign: [(word: Int, mask: UInt32)] = []
    for (index, hash) in words.hashes.enumerated() {
      let mask = common.languages(of: hash)
      // One letter is a name: door C, option D.
      if mask != 0, mask & main == 0, words.ends[index] - words.starts[index] > 1 {
        foreign.append((index, mask))
      }
    }
    var at = 0
    while at + Self.least <= foreign.count, candidates.count < 64 {
      let first = foreign[at].word
      let close = foreign[at...].prefix { $0.word < first + Self.width }
      guard close.count >= Self.least, Self.agree(close.map(\.mask)) >= Self.least,
        Set(close.map { words.hashes[$0.word] }).count >= Self.different
      else {
        at += 1
        continue
      }
      let from = max(0, first - 2)
      let to = min(words.count, (close.last?.word ?? first) + 3)
      let mains = words.hashes[first..<to].count { common.languages(of: $0) & main != 0 }
      if mains < close.count {
        candidates.append(Int(words.starts[from])..<Int(words.ends[to - 1]))
      }
      at += close.count
    }
  }

  /// How many words speak for the language with most of them.
  private static func agree(_ masks: [UInt32]) -> Int {
    (0..<CommonWords.languages.count).map { bit in masks.count { $0 >> UInt32(bit) & 1 == 1 } }
      .max() ?? 0
  }
}

/// A fastText model, written in a recipe as its path; an empty path is no model.
struct FastTextFile: Sendable, Decodable {
  let model: FastTextModel?
  let fingerprint: String

  init(from decoder: any Decoder) throws {
    let path = try decoder.singleValueContainer().decode(String.self)
    guard !path.isEmpty else {
      (model, fingerprint) = (nil, "")
      return
    }
    let bytes = try Files.read(path)
    model = try FastTextModel(bytes)
    fingerprint = Hash128(of: bytes).hex
  }
}
