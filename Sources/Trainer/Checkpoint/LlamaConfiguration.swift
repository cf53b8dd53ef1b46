internal import Bytes

// config.json of Hugging Face's LlamaForCausalLM. A model whose blocks differ has no such
// configuration: it gets `model_type` "sluice" and its blocks one by one, under the same keys.

extension ModelConfiguration {
  /// The blocks' common configuration; nil where they differ or lack a part.
  private var uniformBlock: (keyValueHeads: Int, feedForward: Int)? {
    guard let first = blocks.first, blocks.allSatisfy({ $0 == first }), !first.isParallel,
      case .grouped(let keyValueHeads) = first.attention,
      case .swiglu(let feedForward) = first.feedForward
    else { return nil }
    return (keyValueHeads, feedForward)
  }

  /// Whether `transformers` can load the model.
  var isLlama: Bool { uniformBlock != nil }

  func llamaJSON(endToken: Int32?) -> JSONValue {
    // The shortest decimal of a Float, not the long one of the Double that it becomes.
    let epsilon = Double(String(describing: normEpsilon)) ?? Double(normEpsilon)
    var object = JSONObject([
      ("architectures", isLlama ? ["LlamaForCausalLM"] : []),
      ("model_type", isLlama ? "llama" : "sluice"), ("vocab_size", .int(vocabularySize)),
      ("hidden_size", .int(width)), ("num_hidden_layers", .int(blocks.count)),
      ("num_attention_heads", .int(heads)), ("head_dim", .int(headWidth)),
      ("hidden_act", "silu"), ("max_position_embeddings", .int(maxPositions)),
      ("rms_norm_eps", .double(epsilon)), ("rope_theta", .double(ropeTheta)),
      ("rope_parameters", ["rope_type": "default", "rope_theta": .double(ropeTheta)]),
      ("tie_word_embeddings", .bool(tiedHead)), ("attention_bias", false), ("mlp_bias", false),
      ("torch_dtype", "float32"), ("use_cache", true),
      ("eos_token_id", endToken.map { .int(Int($0)) } ?? .null), ("bos_token_id", .null),
    ])
    if let uniformBlock {
      object["num_key_value_heads"] = .int(uniformBlock.keyValueHeads)
      object["intermediate_size"] = .int(uniformBlock.feedForward)
    } else {
      object["blocks"] = .array(blocks.map(\.json))
    }
    return .object(object)
  }

  /// Reads a `config.json`.
  ///
  /// - Throws: `TrainerError.configuration` for what this decoder does not compute.
  init(llamaJSON json: JSONValue) throws(TrainerError) {
    let type = json["model_type"]?.string ?? "none"
    guard type == "llama" || type == "sluice" else {
      throw .configuration("model_type \(type); llama is possible")
    }
    try Self.requireSupported(json)
    let width = try json.positive("hidden_size")
    let heads = try json.positive("num_attention_heads")
    let depth = try json.positive("num_hidden_layers")
    guard depth <= 1024 else { throw .configuration("num_hidden_layers is \(depth), above 1024") }
    let theta =
      json["rope_parameters"]?["rope_theta"]?.double ?? json["rope_theta"]?.double ?? 10_000
    self.init(
      vocabularySize: try json.positive("vocab_size"), width: width, heads: heads,
      headWidth: try json.positive("head_dim", default: width / heads),
      blocks: try Self.blocks(json, depth: depth, heads: heads),
      maxPositions: try json.positive("max_position_embeddings", default: 2048), ropeTheta: theta,
      normEpsilon: Float(json["rms_norm_eps"]?.double ?? 1e-6),
      tiedHead: json["tie_word_embeddings"]?.bool ?? false)
    try validate()
  }

  private static func requireSupported(_ json: JSONValue) throws(TrainerError) {
    for key in ["attention_bias", "mlp_bias"] where json[key]?.bool == true {
      throw .configuration("\(key) is true; only models without it are possible")
    }
    let activation = json["hidden_act"]?.string ?? "silu"
    guard activation == "silu" else {
      throw .configuration("hidden_act \(activation); silu is possible")
    }
    for key in ["rope_scaling", "rope_parameters"] {
      guard let rope = json[key], !rope.isNull else { continue }
      let type = rope["rope_type"]?.string ?? rope["type"]?.string ?? "default"
      guard type == "default" else {
        throw .configuration("rotary positions of type \(type); default is possible")
      }
    }
  }

  private static func blocks(_ json: JSONValue, depth: Int, heads: Int) throws(TrainerError)
    -> [BlockConfiguration]
  {
    if let list = json["blocks"]?.array {
      var blocks: [BlockConfiguration] = []
      for entry in list { blocks.append(try BlockConfiguration(json: entry)) }
      return blocks
    }
    let block = BlockConfiguration(
      attention: .grouped(keyValueHeads: try json.positive("num_key_value_heads", default: heads)),
      feedForward: .swiglu(width: try json.positive("intermediate_size")))
    return Array(repeating: block, count: depth)
  }
}

extension BlockConfiguration {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    if case .grouped(let count) = attention { object["num_key_value_heads"] = .int(count) }
    if case .swiglu(let width) = feedForward { object["intermediate_size"] = .int(width) }
    object["parallel"] = .bool(isParallel)
    return .object(object)
  }

  fileprivate init(json: JSONValue) throws(TrainerError) {
    let keyValueHeads = try json["num_key_value_heads"].map { _ throws(TrainerError) in
      try json.positive("num_key_value_heads")
    }
    let width = try json["intermediate_size"].map { _ throws(TrainerError) in
      try json.positive("intermediate_size")
    }
    self.init(
      attention: keyValueHeads.map { .grouped(keyValueHeads: $0) } ?? .none,
      feedForward: width.map { .swiglu(width: $0) } ?? .none,
      isParallel: json["parallel"]?.bool ?? false)
  }
}

extension JSONValue {
  /// A member that is a positive whole number.
  fileprivate func positive(_ key: String, default value: Int? = nil) throws(TrainerError) -> Int {
    let member = self[key]
    if let value, member == nil || member?.isNull == true { return value }
    guard let number = member?.int, number > 0 else {
      throw .configuration("\(key) is \(member?.text ?? "missing"); a positive number is needed")
    }
    return number
  }
}
