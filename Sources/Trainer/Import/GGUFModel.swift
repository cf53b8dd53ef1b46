package import Tokenizers

extension BaseModel {
  /// Reads a GGUF file of the llama architecture with a BPE tokenizer.
  ///
  /// Quantised weights become single-precision ones.
  static func loadGGUF(_ path: String) throws(TrainerError) -> BaseModel {
    let reader = try GGUFReader(path)
    let model = try Model(zeros: try reader.configuration())
    try reader.fill(model)
    let tokenizer = try reader.tokenizer()
    guard tokenizer.vocabularySize <= model.configuration.vocabularySize else {
      throw .file(
        path: path,
        problem: "has \(tokenizer.vocabularySize) tokens and "
          + "\(model.configuration.vocabularySize) embeddings")
    }
    let jinja = reader.metadata["tokenizer.chat_template"]?.string ?? ""
    return BaseModel(model: model, tokenizer: tokenizer, template: ChatTemplate(jinja: jinja))
  }
}

extension Tokenizer {
  /// The tokenizer inside a GGUF file, of whatever architecture; the weights are not read.
  package static func gguf(_ path: String) throws(TrainerError) -> Tokenizer {
    try GGUFReader(path).tokenizer()
  }
}

extension GGUFReader {
  private func error(_ problem: String) -> TrainerError { .file(path: path, problem: problem) }

  private func number(_ key: String, default value: Int? = nil) throws(TrainerError) -> Int {
    guard let found = metadata[key]?.integer ?? value, found > 0 else {
      throw error("\(key) is missing or no positive number")
    }
    return found
  }

  func configuration() throws(TrainerError) -> ModelConfiguration {
    let architecture = metadata["general.architecture"]?.string ?? "none"
    guard architecture == "llama" else {
      throw error("architecture \(architecture); llama is possible")
    }
    let kind = metadata["llama.rope.scaling.type"]?.string ?? "none"
    guard kind == "none", tensors["rope_freqs.weight"] == nil else {
      throw error("scaled rotary positions; only plain ones are possible")
    }
    let width = try number("llama.embedding_length")
    let heads = try number("llama.attention.head_count")
    let depth = try number("llama.block_count")
    guard depth <= 1024 else { throw error("\(depth) blocks; at most 1024 are possible") }
    guard let embedding = tensors["token_embd.weight"], embedding.shape.count == 2 else {
      throw error("no tensor token_embd.weight of two dimensions")
    }
    let block = BlockConfiguration(
      attention: .grouped(
        keyValueHeads: try number("llama.attention.head_count_kv", default: heads)),
      feedForward: .swiglu(width: try number("llama.feed_forward_length")))
    let configuration = ModelConfiguration(
      vocabularySize: embedding.shape[0], width: width, heads: heads,
      headWidth: try number("llama.attention.key_length", default: width / heads),
      blocks: Array(repeating: block, count: depth),
      maxPositions: try number("llama.context_length"),
      ropeTheta: metadata["llama.rope.freq_base"]?.double ?? 10_000,
      normEpsilon: Float(metadata["llama.attention.layer_norm_rms_epsilon"]?.double ?? 1e-5),
      tiedHead: tensors["output.weight"] == nil)
    do {
      try configuration.validate()
    } catch {
      throw self.error("\(error)")
    }
    return configuration
  }

  func fill(_ model: Model) throws(TrainerError) {
    let configuration = model.configuration
    for tensor in configuration.llamaTensors {
      let name = Self.name(of: tensor.name)
      let rows = tensor.shape.count == 1 ? 1 : tensor.shape[0]
      let matrix = Matrix(
        model.weights, at: tensor.range.lowerBound, rows: rows, columns: tensor.range.count / rows)
      let isRotated = name.hasSuffix("attn_q.weight") || name.hasSuffix("attn_k.weight")
      let half = configuration.headWidth / 2
      try read(name, rows: rows, columns: matrix.columns, into: matrix) { row in
        guard isRotated else { return row }
        // The file's rows pair neighbours (2i, 2i + 1) for rotation; the model pairs (i, i + h/2).
        let within = row % (2 * half)
        return row - within + within % 2 * half + within / 2
      }
    }
  }

  /// ggml's name for a tensor of a Hugging Face checkpoint.
  fileprivate static func name(of llama: String) -> String {
    let parts = llama.split(separator: ".").map(String.init)
    let names = [
      "embed_tokens": "token_embd", "norm": "output_norm", "lm_head": "output",
      "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
      "q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output",
      "gate_proj": "ffn_gate", "up_proj": "ffn_up", "down_proj": "ffn_down",
    ]
    let last = names[parts[parts.count - 2]] ?? llama
    return parts.contains("layers") ? "blk.\(parts[2]).\(last).weight" : "\(last).weight"
  }

  func tokenizer() throws(TrainerError) -> Tokenizer {
    do throws(TokenizerError) {
      switch metadata["tokenizer.ggml.model"]?.string {
      case "gpt2": return try byteLevelTokenizer()
      case "llama": return try Tokenizer(pieces: pieces())
      case let other:
        throw TokenizerError.format("tokenizer \(other ?? "none"); gpt2 and llama are possible")
      }
    } catch {
      throw self.error(error.description)
    }
  }

  private var texts: [String] {
    (metadata["tokenizer.ggml.tokens"]?.array ?? []).map { $0.string ?? "" }
  }

  /// ggml's types of tokens: SentencePiece's numbers.
  private var kinds: [PieceVocabulary.Kind] {
    (metadata["tokenizer.ggml.token_type"]?.array ?? []).map {
      PieceVocabulary.Kind(rawValue: $0.integer ?? 1) ?? .normal
    }
  }

  private func byteLevelTokenizer() throws(TokenizerError) -> Tokenizer {
    let merges = (metadata["tokenizer.ggml.merges"]?.array ?? []).map { $0.string ?? "" }
    let added = zip(texts, kinds).enumerated().compactMap { id, token in
      [.control, .userDefined].contains(token.1)
        ? Tokenizer.AddedToken(text: token.0, id: Int32(id), isSpecial: token.1 == .control) : nil
    }
    let rules = try preTokenizer()
    return try Tokenizer(
      storedTokens: texts, storedMerges: merges, addedTokens: added, steps: rules.steps,
      takesWholePieces: rules.takesWholePieces, composes: rules.composes)
  }

  /// SentencePiece's pieces, as Llama 2's and Gemma's files have them.
  private func pieces() throws(TokenizerError) -> PieceVocabulary {
    let texts = texts
    let kinds = kinds
    let scores = (metadata["tokenizer.ggml.scores"]?.array ?? []).map { $0.double ?? 0 }
    guard scores.count == texts.count, kinds.count == texts.count else {
      throw .format(
        "\(texts.count) tokens, \(scores.count) scores and \(kinds.count) types of tokens")
    }
    return PieceVocabulary(
      pieces: texts.indices.map {
        .init(text: Array(texts[$0].utf8), score: Float(scores[$0]), kind: kinds[$0])
      },
      addsSpace: metadata["tokenizer.ggml.add_space_prefix"]?.bool ?? true, findsControl: true)
  }

  /// How the model's own tokenizer.json splits, takes whole pieces and composes, by ggml's name.
  private func preTokenizer() throws(TokenizerError) -> (
    steps: [SplitStep], takesWholePieces: Bool, composes: Bool
  ) {
    let name = metadata["tokenizer.ggml.pre"]?.string ?? "gpt-2"
    switch name {
    case "smollm": return ([.singleDigits, .gpt2], false, false)
    case "gpt-2": return ([.gpt2], false, false)
    case "llama-bpe": return ([.llama3], true, false)
    case "qwen2": return ([.qwen2], false, true)
    case "tekken": return ([.tekken], true, false)
    default:
      throw .format(
        "pre-tokenizer \(name); smollm, gpt-2, llama-bpe, qwen2 and tekken are possible")
    }
  }
}

/// The weights of whole blocks of a ggml type, for tests.
package func dequantized(type: UInt64, _ bytes: [UInt8]) -> [Float] {
  QuantizedType(rawValue: type)?.floats(bytes) ?? []
}

extension Model {
  /// All tensors under ggml's names, for tests.
  package var namedTensors: [(name: String, shape: [Int], values: [Float])] {
    configuration.llamaTensors.map {
      (GGUFReader.name(of: $0.name), $0.shape, weights.values($0.range))
    }
  }
}
