/// What every layer of a pass shares.
struct PassContext {
  let kernels: Kernels
  let scratch: Scratch
  let rotary: RotaryTable
}

/// One thread's forward and backward passes: its activations, scratch and gradients.
///
/// A network owns one a thread and uses each from one thread at a time, hence unchecked.
final class Pass: @unchecked Sendable {
  let model: Model
  let kernels: Kernels
  /// The gradient of the model's weights, or of the adapters; nil until something is trained.
  let gradient: Storage?
  let blocks: [Block]
  let finalNorm: Norm
  let head: Linear
  let embeddingGradient: Matrix?
  let scratch = Scratch()
  private var rotary: RotaryTable
  /// The residual stream before each block, and after the last; two by turns where no backward pass
  /// asks for them again.
  private let hidden: [Buffer]
  private let hiddenGradient = Buffer()
  let headBuffers = HeadBuffers()

  init(model: Model, adapters: AdapterSet?, trains: Trainable, kernels: Kernels) {
    self.model = model
    self.kernels = kernels
    let parts = LayerBuilder(model: model, adapters: adapters, trains: trains)
    gradient = parts.gradient
    blocks = model.configuration.blocks.indices.map(parts.block)
    finalNorm = parts.finalNorm
    head = parts.head
    embeddingGradient = parts.embeddingGradient
    rotary = RotaryTable(headWidth: model.configuration.headWidth, theta: 1, positions: 0)
    let turns = [Buffer(), Buffer()]
    hidden = (0...model.configuration.blocks.count).map {
      trains == .nothing ? turns[$0 % 2] : Buffer()
    }
  }

  func context(positions: Int) -> PassContext {
    if positions > rotary.positions {
      let configuration = model.configuration
      rotary = RotaryTable(
        headWidth: configuration.headWidth, theta: configuration.ropeTheta,
        positions: max(positions, min(256, configuration.maxPositions)))
    }
    return PassContext(kernels: kernels, scratch: scratch, rotary: rotary)
  }

  /// The residual stream before block `index`, as the last forward pass left it; where nothing is
  /// trained, only the last one is left.
  func hiddenRows(_ index: Int, _ rows: Int) -> Matrix {
    hidden[index].matrix(rows, model.configuration.width)
  }

  /// The gradient of the residual stream, to be filled before `backward`.
  func hiddenGradientRows(_ rows: Int) -> Matrix {
    hiddenGradient.matrix(rows, model.configuration.width)
  }

  func embed(_ batch: Batch) {
    guard let table = model.matrix(.embedding) else { return }
    let x = hiddenRows(0, batch.rows)
    for (row, token) in batch.tokens.enumerated() { x.copyRow(row, from: table, Int(token)) }
  }

  /// Runs some blocks on the residual stream before the first of them.
  func forward(_ batch: Batch, blocks range: Range<Int>) {
    let context = context(positions: batch.longest)
    for index in range {
      blocks[index].forward(
        hiddenRows(index, batch.rows), into: hiddenRows(index + 1, batch.rows), batch: batch,
        context: context)
    }
  }

  /// Takes the gradient of the residual stream back through the same blocks.
  func backward(_ batch: Batch, blocks range: Range<Int>) {
    let context = context(positions: batch.longest)
    let d = hiddenGradientRows(batch.rows)
    for index in range.reversed() {
      blocks[index].backward(d, x: hiddenRows(index, batch.rows), batch: batch, context: context)
    }
  }

  /// Adds the gradient of the residual stream to that of the embeddings.
  func embedBackward(_ batch: Batch) {
    guard let embeddingGradient else { return }
    let d = hiddenGradientRows(batch.rows)
    for (row, token) in batch.tokens.enumerated() {
      let index = Int(token)
      kernels.add(d.rows(row..<row + 1), to: embeddingGradient.rows(index..<index + 1))
    }
  }
}
