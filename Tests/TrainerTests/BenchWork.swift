import Bytes
import Trainer

/// One kind of work that `bench.py` asks for, ready to be done again and again.
struct BenchWork {
  /// Tokens of one run; for `product`, GFLOP.
  let amount: Double
  let parameters: Int
  let run: () throws -> Void

  init(_ question: JSONValue) throws {
    let sizes = (question["sizes"]?.array ?? []).compactMap(\.int)
    let configuration = ModelConfiguration(
      vocabularySize: sizes[0], width: sizes[1], depth: sizes[2], heads: sizes[3],
      keyValueHeads: sizes[4], feedForwardWidth: sizes[5])
    parameters = configuration.parameterCount
    let model = try Model(configuration, seed: 1)
    let threads = question["threads"]?.int ?? 1
    var random = RandomStream(seed: 1, stream: 1)
    func tokens(_ count: Int) -> [Int32] {
      (0..<count).map { _ in Int32.random(in: 3..<Int32(sizes[0]), using: &random) }
    }
    let length = question["document"]?.int ?? 100
    let count = (question["tokens"]?.int ?? 4096) / length
    switch question["work"]?.string {
    case "product":
      let (a, b) = (Matrix.zeros(960, 576), Matrix.zeros(576, 1536))
      let c = Matrix.zeros(960, 1536)
      amount = 2 * 960 * 576 * 1536 / 1e9
      run = { Kernels.best.multiply(a, b, into: c) }
    case "rollouts":
      let rows = question["rows"]?.int ?? 64
      let prompts = (0..<rows).map { _ in tokens(50) }
      let network = Network(model: model, threads: threads)
      amount = Double(64 * rows)
      run = {
        // With packing the weights, as after every update of a policy.
        let drawn = try Generator(network).generate(
          prompts, options: GenerationOptions(maxTokens: 64, temperature: 1, seed: 1))
        precondition(drawn.count == rows)
      }
    case "scoring":
      let documents = (0..<count).map { _ in
        Document(prompt: tokens(length / 2), response: tokens(length - length / 2))
      }
      let network = Network(model: model, threads: threads)
      amount = Double(count * length)
      run = { _ = try network.logProbabilities(documents) }
    default:
      let documents = (0..<count).map { _ in
        Document(prompt: tokens(length / 2), response: tokens(length - length / 2))
      }
      let adapters = try question["rank"]?.int.map {
        try AdapterSet(AdapterConfiguration(rank: $0, alpha: 32), model: model, seed: 1)
      }
      let session =
        adapters.map { TrainingSession(model: model, adapters: $0, threads: threads) }
        ?? TrainingSession(model: model, threads: threads)
      let scale = 1 / documents.reduce(0) { $0 + $1.totalWeight }
      amount = Double(count * length)
      run = {
        try session.accumulate(documents, .crossEntropy(scale: scale))
        try session.update(rate: 1e-4)
      }
    }
  }
}
