/// A model's weights, rearranged once for steps of few rows.
///
/// Changes of the model do not reach it. Adapters are added to a copy of one matrix at a time, so that
/// no second model is ever in memory.
struct PackedModel: Sendable {
  struct PackedBlock: Sendable {
    struct Attention: Sendable {
      let gain: Matrix
      let projection: PackedMatrix
      let output: PackedMatrix
      let shape: AttentionShape
    }
    struct FeedForward: Sendable {
      let gain: Matrix
      let gateUp: PackedMatrix
      let down: PackedMatrix
    }
    let attention: Attention?
    let feedForward: FeedForward?
    let isParallel: Bool
  }
  let configuration: ModelConfiguration
  let embedding: Matrix
  let blocks: [PackedBlock]
  let gain: Matrix
  let head: PackedMatrix

  init(_ model: Model, adapters: AdapterSet?, kernels: Kernels) {
    configuration = model.configuration
    func matrix(_ parameter: Parameter) -> Matrix {
      guard let matrix = model.matrix(parameter) else {
        preconditionFailure("the layout has no \(parameter)")
      }
      return matrix
    }
    func pack(_ parameter: Parameter) -> PackedMatrix {
      var weight = matrix(parameter)
      if let adapters, !model.configuration.projections(of: parameter).isEmpty {
        let merged = Matrix(
          Storage(count: weight.rows * weight.columns), rows: weight.rows, columns: weight.columns)
        merged.copy(weight)
        adapters.add(to: merged, parameter, kernels: kernels)
        weight = merged
      }
      return kernels.pack(weight.transposed)
    }
    embedding = matrix(.embedding)
    gain = matrix(.norm)
    head = pack(model.configuration.tiedHead ? .embedding : .head)
    blocks = model.configuration.blocks.enumerated().map { index, sizes in
      PackedBlock(
        attention: model.configuration.attentionShape(sizes).map {
          PackedBlock.Attention(
            gain: matrix(.attentionNorm(index)), projection: pack(.queryKeyValue(index)),
            output: pack(.attentionOutput(index)), shape: $0)
        },
        feedForward: sizes.feedForward == .none
          ? nil
          : PackedBlock.FeedForward(
            gain: matrix(.feedForwardNorm(index)), gateUp: pack(.gateUp(index)),
            down: pack(.down(index))),
        isParallel: sizes.isParallel)
    }
  }
}
