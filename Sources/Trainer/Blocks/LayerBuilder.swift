/// What a session changes.
enum Trainable: Sendable {
  case nothing
  case weights
  case adapters
}

/// Puts weights, adapters and a fresh gradient together as layers.
struct LayerBuilder {
  let model: Model
  let adapters: AdapterSet?
  let trains: Trainable
  let gradient: Storage?
  /// What the blocks share where no backward pass follows.
  private let shared: BlockBuffers?

  init(model: Model, adapters: AdapterSet?, trains: Trainable) {
    self.model = model
    self.adapters = adapters
    self.trains = trains
    shared = trains == .nothing ? BlockBuffers() : nil
    gradient =
      switch trains {
      case .nothing: nil
      case .weights: Storage(count: model.layout.count)
      case .adapters: adapters.map { Storage(count: $0.weights.count) }
      }
  }

  private func weightGradient(_ parameter: Parameter) -> Matrix? {
    guard trains == .weights, let gradient else { return nil }
    return model.layout.matrix(parameter, in: gradient)
  }

  private func matrix(_ parameter: Parameter) -> Matrix {
    guard let matrix = model.matrix(parameter) else {
      preconditionFailure("the layout has no \(parameter)")
    }
    return matrix
  }

  private func norm(_ parameter: Parameter, kept: Buffer) -> Norm {
    Norm(
      gain: matrix(parameter), gradient: weightGradient(parameter),
      epsilon: model.configuration.normEpsilon, kept: kept)
  }

  private func linear(_ parameter: Parameter) -> Linear {
    let adapterGradient = trains == .adapters ? gradient : nil
    return Linear(
      weight: matrix(parameter), gradient: weightGradient(parameter),
      adapters: adapters?.adapters(of: parameter, gradient: adapterGradient) ?? [])
  }

  func block(_ index: Int) -> Block {
    let sizes = model.configuration.blocks[index]
    let kept = shared ?? BlockBuffers()
    let attention = model.configuration.attentionShape(sizes).map {
      AttentionLayer(
        norm: norm(.attentionNorm(index), kept: kept.attentionNorm),
        projection: linear(.queryKeyValue(index)), output: linear(.attentionOutput(index)),
        shape: $0, kept: kept)
    }
    var feedForward: FeedForwardLayer?
    if case .swiglu(let width) = sizes.feedForward {
      feedForward = FeedForwardLayer(
        norm: norm(.feedForwardNorm(index), kept: kept.feedForwardNorm),
        gateUp: linear(.gateUp(index)), down: linear(.down(index)), innerWidth: width, kept: kept)
    }
    return Block(
      attention: attention, feedForward: feedForward, isParallel: sizes.isParallel, kept: kept)
  }

  var finalNorm: Norm { norm(.norm, kept: Buffer()) }
  /// The tied head is the embedding: both uses add to one gradient.
  var head: Linear { linear(model.configuration.tiedHead ? .embedding : .head) }
  var embeddingGradient: Matrix? { weightGradient(.embedding) }
}
