/// One tensor of a model.
///
/// Projections that read the same input are one tensor, rows on rows.
enum Parameter: Hashable, Sendable {
  case embedding
  case attentionNorm(Int)
  /// Queries, keys, values: (heads + 2 keyValueHeads) * headWidth rows.
  case queryKeyValue(Int)
  case attentionOutput(Int)
  case feedForwardNorm(Int)
  /// Gate, then up: 2 * feed-forward width rows.
  case gateUp(Int)
  case down(Int)
  case norm
  case head
}

/// Where each tensor lies in a model's flat array of weights, and in its gradient.
struct ParameterLayout: Sendable {
  struct Entry: Sendable {
    let parameter: Parameter
    let offset: Int
    let rows: Int
    let columns: Int
    var range: Range<Int> { offset..<offset + rows * columns }
    /// Norm gains are vectors: they start at 1 and do not decay.
    var isGain: Bool { rows == 1 }
  }
  private(set) var entries: [Entry] = []
  private(set) var count = 0
  private var index: [Parameter: Int] = [:]

  init(_ configuration: ModelConfiguration) {
    let width = configuration.width
    add(.embedding, configuration.vocabularySize, width)
    for (block, sizes) in configuration.blocks.enumerated() {
      if let shape = configuration.attentionShape(sizes) {
        addGain(.attentionNorm(block), width)
        add(.queryKeyValue(block), shape.projectedWidth, width)
        add(.attentionOutput(block), width, shape.outputWidth)
      }
      if case .swiglu(let inner) = sizes.feedForward {
        addGain(.feedForwardNorm(block), width)
        add(.gateUp(block), 2 * inner, width)
        add(.down(block), width, inner)
      }
    }
    addGain(.norm, width)
    if !configuration.tiedHead { add(.head, configuration.vocabularySize, width) }
  }

  private mutating func add(_ parameter: Parameter, _ rows: Int, _ columns: Int) {
    index[parameter] = entries.count
    entries.append(Entry(parameter: parameter, offset: count, rows: rows, columns: columns))
    count += rows * columns
  }

  private mutating func addGain(_ parameter: Parameter, _ width: Int) { add(parameter, 1, width) }

  /// The tensor's place; nil where the model has no such tensor.
  subscript(parameter: Parameter) -> Entry? { index[parameter].map { entries[$0] } }

  /// The tensor in a flat array of this layout.
  func matrix(_ parameter: Parameter, in storage: Storage) -> Matrix? {
    self[parameter].map {
      Matrix(storage, at: $0.offset, rows: $0.rows, columns: $0.columns)
    }
  }
}
