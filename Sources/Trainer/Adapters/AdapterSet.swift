/// The rank and strength of low-rank adapters.
public struct AdapterConfiguration: Sendable, Hashable {
  public var rank: Int
  /// The addition is alpha / rank * B A.
  public var alpha: Double

  public init(rank: Int, alpha: Double) {
    self.rank = rank
    self.alpha = alpha
  }
}

/// Low-rank additions to all seven projections of each block of a model whose weights stay frozen.
///
/// Source: LoRA (Hu et al. 2021, https://arxiv.org/abs/2106.09685): A is random, B is 0, so the
/// model starts unchanged. Queries, keys, values, gate and up have adapters of their own although
/// their weights are fused, as other implementations have.
public final class AdapterSet: Sendable {
  struct Entry: Sendable {
    let parameter: Parameter
    /// Rows of the fused weight that this adapter adds to.
    let outputs: Range<Int>
    let inputs: Int
    let offset: Int
    let rank: Int
    var aRange: Range<Int> { offset..<offset + rank * inputs }
    var bRange: Range<Int> { aRange.upperBound..<aRange.upperBound + outputs.count * rank }
  }
  public let configuration: AdapterConfiguration
  let entries: [Entry]
  let weights: Storage

  /// - Throws: `TrainerError.configuration` for a rank that is not positive.
  public init(_ configuration: AdapterConfiguration, model: Model, seed: UInt64)
    throws(TrainerError)
  {
    guard configuration.rank > 0, configuration.rank <= 1 << 14, configuration.alpha.isFinite else {
      throw .configuration(
        "adapters of rank \(configuration.rank) and alpha \(configuration.alpha); the rank is 1 to "
          + "\(1 << 14)")
    }
    self.configuration = configuration
    var entries: [Entry] = []
    var offset = 0
    for entry in model.layout.entries {
      for outputs in model.configuration.projections(of: entry.parameter) {
        let new = Entry(
          parameter: entry.parameter, outputs: outputs, inputs: entry.columns, offset: offset,
          rank: configuration.rank)
        entries.append(new)
        offset = new.bRange.upperBound
      }
    }
    self.entries = entries
    weights = Storage(count: offset)
    var random = RandomStream(seed: seed, stream: 1)
    for entry in entries {
      let deviation = 1 / Double(entry.inputs).squareRoot()
      for index in entry.aRange { weights[index] = Float(random.normal() * deviation) }
    }
  }

  var scale: Float { Float(configuration.alpha / Double(configuration.rank)) }
  public var parameterCount: Int { weights.count }

  func adapters(of parameter: Parameter, gradient: Storage?) -> [LinearAdapter] {
    entries.filter { $0.parameter == parameter }.map { entry in
      let rank = entry.rank
      func a(_ s: Storage) -> Matrix {
        Matrix(s, at: entry.aRange.lowerBound, rows: rank, columns: entry.inputs)
      }
      func b(_ s: Storage) -> Matrix {
        Matrix(s, at: entry.bRange.lowerBound, rows: entry.outputs.count, columns: rank)
      }
      return LinearAdapter(
        outputs: entry.outputs, a: a(weights), b: b(weights), aGradient: gradient.map(a),
        bGradient: gradient.map(b), scale: scale)
    }
  }

  /// The model with the additions in its weights: it computes the same, but for rounding.
  public func merged(into model: Model) throws(TrainerError) -> Model {
    let merged = try model.copy()
    for parameter in Set(entries.map(\.parameter)) {
      if let weight = merged.matrix(parameter) { add(to: weight, parameter, kernels: .best) }
    }
    return merged
  }

  /// Adds what one weight's adapters say to it.
  func add(to weight: Matrix, _ parameter: Parameter, kernels: Kernels) {
    for adapter in adapters(of: parameter, gradient: nil) {
      let scaled = Matrix(
        Storage(count: adapter.b.rows * adapter.b.columns), rows: adapter.b.rows,
        columns: adapter.b.columns)
      kernels.add(adapter.b, scale: scale, to: scaled)
      kernels.multiply(scaled, adapter.a, into: weight.rows(adapter.outputs), accumulate: true)
    }
  }
}

extension ModelConfiguration {
  /// The projections, as rows, that a fused weight holds; none for gains and embeddings.
  func projections(of parameter: Parameter) -> [Range<Int>] {
    switch parameter {
    case .queryKeyValue(let index):
      guard let shape = attentionShape(blocks[index]) else { return [] }
      let queries = shape.outputWidth
      let keys = shape.keyValueHeads * headWidth
      return [0..<queries, queries..<queries + keys, queries + keys..<queries + 2 * keys]
    case .attentionOutput, .down: return [0..<width]
    case .gateUp(let index):
      guard case .swiglu(let inner) = blocks[index].feedForward else { return [] }
      return [0..<inner, inner..<2 * inner]
    case .embedding, .attentionNorm, .feedForwardNorm, .norm, .head: return []
    }
  }
}

extension AdapterSet {
  /// The flat ranges of all A and B, for checks by finite differences.
  package var tensorRanges: [Range<Int>] { entries.flatMap { [$0.aRange, $0.bRange] } }

  /// Adds a multiple of a direction to one of them.
  package func shift(_ range: Range<Int>, by direction: [Float], times factor: Float) {
    for (index, value) in zip(range, direction) { weights[index] += factor * value }
  }

  /// Makes every weight random, B too, so that no gradient is 0.
  package func scramble(seed: UInt64) {
    var random = RandomStream(seed: seed, stream: 0)
    for index in 0..<weights.count { weights[index] = Float(0.2 * random.normal()) }
  }
}
