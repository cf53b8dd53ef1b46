/// A decoder's sizes and weights.
///
/// A class, because its weights have a lifetime and change in place; networks and sessions share it.
public final class Model: Sendable {
  public let configuration: ModelConfiguration
  let layout: ParameterLayout
  /// All weights, as `layout` says.
  let weights: Storage

  /// A model with all weights 0, to be filled by a reader.
  init(zeros configuration: ModelConfiguration) throws(TrainerError) {
    try configuration.validate()
    self.configuration = configuration
    layout = ParameterLayout(configuration)
    weights = Storage(count: layout.count)
  }

  /// A model with random weights: matrices N(0, 1/inputs), those that write to the residual stream
  /// divided by sqrt(2 depth) as in GPT-2, embeddings N(0, 0.02), gains 1.
  ///
  /// - Throws: `TrainerError.configuration`.
  public convenience init(_ configuration: ModelConfiguration, seed: UInt64)
    throws(TrainerError)
  {
    try self.init(zeros: configuration)
    var random = RandomStream(seed: seed, stream: 0)
    let depth = max(configuration.blocks.count, 1)
    for entry in layout.entries {
      let deviation = entry.deviation(depth: depth)
      for index in entry.range {
        weights[index] = entry.isGain ? 1 : Float(random.normal() * deviation)
      }
    }
  }

  func matrix(_ parameter: Parameter) -> Matrix? { layout.matrix(parameter, in: weights) }

  /// A copy whose weights change on their own.
  public func copy() throws(TrainerError) -> Model {
    let other = try Model(zeros: configuration)
    other.weights.replace(0..<weights.count, from: weights, at: 0)
    return other
  }

  /// All weights in the order of the layout, for comparisons.
  package var allWeights: [Float] { weights.values(0..<weights.count) }
}

extension ParameterLayout.Entry {
  fileprivate func deviation(depth: Int) -> Double {
    let fanIn = 1 / Double(columns).squareRoot()
    return switch parameter {
    case .embedding: 0.02
    case .attentionOutput, .down: fanIn / Double(2 * depth).squareRoot()
    default: fanIn
    }
  }
}

extension Model {
  /// The tensors' names in the order of the layout, for checks by finite differences.
  package var tensorNames: [String] { layout.entries.map { "\($0.parameter)" } }

  package func range(of tensor: String) -> Range<Int>? {
    layout.entries.first { "\($0.parameter)" == tensor }?.range
  }

  /// The Euclidean norm of one tensor.
  package func norm(_ range: Range<Int>) -> Double {
    Kernels.best.sumOfSquares(weights, range).squareRoot()
  }

  /// Adds a multiple of a direction to one tensor.
  package func shift(_ range: Range<Int>, by direction: [Float], times factor: Float) {
    for (index, value) in zip(range, direction) { weights[index] += factor * value }
  }
}
