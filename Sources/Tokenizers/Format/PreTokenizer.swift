import Bytes

/// What a `pre_tokenizer` of tokenizer.json asks for.
struct PreTokenizer {
  var steps: [SplitStep] = []
  var opening = Tokenizer.Opening.none
  /// Whether text is merged from bytes.
  var isByteLevel = false

  init(_ json: JSONValue?) throws(TokenizerError) {
    guard let json, !json.isNull else { return }
    try add(json)
    guard steps.count <= 8 else {
      throw .format("a pre-tokenizer of \(steps.count) steps; at most 8 are possible")
    }
  }

  private mutating func add(_ json: JSONValue) throws(TokenizerError) {
    let type = json["type"]?.string ?? ""
    guard !isByteLevel || type == "Sequence" else {
      throw .format("a pre-tokenizer \(type) after ByteLevel; ByteLevel is possible as the last")
    }
    switch type {
    case "Sequence": for part in json["pretokenizers"]?.array ?? [] { try add(part) }
    case "Digits": steps.append(try digits(json))
    case "Split": steps.append(try split(json))
    case "Metaspace": try addMetaspace(json)
    case "ByteLevel":
      isByteLevel = true
      if json["use_regex"]?.bool != false { steps.append(.gpt2) }
      guard json["add_prefix_space"]?.bool == true else { return }
      guard steps.count <= 1 else {
        throw .format("ByteLevel with add_prefix_space after other steps; alone it is possible")
      }
      opening = .space
    default:
      throw .format(
        "a pre-tokenizer \(type); Sequence, Split, Digits, ByteLevel and Metaspace are possible")
    }
  }

  private func digits(_ json: JSONValue) throws(TokenizerError) -> SplitStep {
    guard json["individual_digits"]?.bool == true else {
      throw .format("Digits in groups; only individual_digits is possible")
    }
    return .singleDigits
  }

  private func split(_ json: JSONValue) throws(TokenizerError) -> SplitStep {
    let behavior = json["behavior"]?.string ?? ""
    let isInverted = json["invert"]?.bool == true
    if let text = json["pattern"]?["String"]?.string {
      guard text == " ", behavior == "MergedWithPrevious", !isInverted else {
        throw .format(
          "a Split at \(text.debugDescription), \(behavior); only one after spaces is possible")
      }
      return .afterSpace
    }
    let expression = json["pattern"]?["Regex"]?.string ?? ""
    guard let step = SplitPattern.step(expression) else {
      throw .format(
        "a Split with the pattern \(expression), which is not among the published ones of GPT-2, "
          + "cl100k, o200k, Llama 3, Qwen, Tekken and DeepSeek")
    }
    // Where a pattern matches everything, removing what it does not match changes nothing.
    let matchesAll = ![.deepseekDigits, .deepseekCJK, .deepseekText, .singleNumbers].contains(step)
    guard behavior == "Isolated" && !isInverted || behavior == "Removed" && isInverted && matchesAll
    else {
      throw .format("a Split with the behavior \(behavior); Isolated is possible")
    }
    return step
  }

  private mutating func addMetaspace(_ json: JSONValue) throws(TokenizerError) {
    guard json["replacement"]?.string ?? "▁" == "▁", steps.isEmpty else {
      throw .format("Metaspace with another replacement or after others; ▁ alone is possible")
    }
    // Files from before 2024 have `add_prefix_space` in place of `prepend_scheme`.
    let scheme =
      json["prepend_scheme"]?.string
      ?? (json["add_prefix_space"]?.bool == false ? "never" : "always")
    opening = .mark(first: scheme == "first", every: scheme == "always")
    if json["split"]?.bool != false { steps.append(.eachMark) }
  }
}

extension PreTokenizer {
  /// Byte-level steps as a `pre_tokenizer`.
  static func json(_ steps: [SplitStep]) -> JSONValue {
    let parts = steps.map { step -> JSONValue in
      if step == .singleDigits { return ["type": "Digits", "individual_digits": true] }
      if step == .gpt2 { return byteLevel(usesPattern: true) }
      return [
        "type": "Split", "pattern": ["Regex": .string(SplitPattern.expression(step) ?? "")],
        "behavior": "Isolated", "invert": false,
      ]
    }
    // Bytes become characters in ByteLevel, so there is always one, and it is the last.
    let whole = steps.last == .gpt2 ? parts : parts + [byteLevel(usesPattern: false)]
    return whole.count == 1 ? whole[0] : ["type": "Sequence", "pretokenizers": .array(whole)]
  }

  static func byteLevel(usesPattern: Bool) -> JSONValue {
    [
      "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
      "use_regex": .bool(usesPattern),
    ]
  }
}
