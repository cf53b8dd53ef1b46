/// A tensor of a Hugging Face Llama checkpoint and where it lies in a model's weights.
struct LlamaTensor {
  let name: String
  let shape: [Int]
  /// Of the model's flat array.
  let range: Range<Int>
}

extension ModelConfiguration {
  /// The tensors of Llama checkpoints, in the order of the layers.
  ///
  /// Fused weights are cut into their projections, which are rows on rows: nothing is copied.
  var llamaTensors: [LlamaTensor] {
    let layout = ParameterLayout(self)
    return layout.entries.flatMap { entry -> [LlamaTensor] in
      let names = llamaNames(entry.parameter)
      let projections = projections(of: entry.parameter)
      guard projections.count == names.count else {
        let shape = entry.isGain ? [entry.columns] : [entry.rows, entry.columns]
        return [LlamaTensor(name: names[0], shape: shape, range: entry.range)]
      }
      return zip(names, projections).map { name, rows in
        let start = entry.offset + rows.lowerBound * entry.columns
        return LlamaTensor(
          name: name, shape: [rows.count, entry.columns],
          range: start..<start + rows.count * entry.columns)
      }
    }
  }

  private func llamaNames(_ parameter: Parameter) -> [String] {
    switch parameter {
    case .embedding: ["model.embed_tokens.weight"]
    case .attentionNorm(let block): ["model.layers.\(block).input_layernorm.weight"]
    case .queryKeyValue(let block):
      ["q_proj", "k_proj", "v_proj"].map { "model.layers.\(block).self_attn.\($0).weight" }
    case .attentionOutput(let block): ["model.layers.\(block).self_attn.o_proj.weight"]
    case .feedForwardNorm(let block): ["model.layers.\(block).post_attention_layernorm.weight"]
    case .gateUp(let block):
      ["gate_proj", "up_proj"].map { "model.layers.\(block).mlp.\($0).weight" }
    case .down(let block): ["model.layers.\(block).mlp.down_proj.weight"]
    case .norm: ["model.norm.weight"]
    case .head: ["lm_head.weight"]
    }
  }
}
