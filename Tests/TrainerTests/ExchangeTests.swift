import Bytes
import Glibc
import Testing
import Tokenizers
import Trainer

/// Answers the questions of `parity.py` and `bench.py`, which compare with PyTorch; the folder that
/// SLUICE_PARITY names holds the question.
@Suite(.serialized, .enabled(if: Surroundings.parity != nil, "parity.py and bench.py run these"))
struct ExchangeTests {
  let folder = Surroundings.parity ?? ""

  private func read(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: Files.read("\(folder)/\(name)"))
  }
  private func write(_ value: JSONValue, _ name: String) throws {
    try Files.write(value.encoded, to: "\(folder)/\(name)")
  }
  private func numbers(_ json: JSONValue?) -> [Double] { (json?.array ?? []).compactMap(\.double) }
  private func tokens(_ json: JSONValue?) -> [Int32] { numbers(json).map { Int32($0) } }

  @Test func parity() throws {
    guard Files.exists("\(folder)/question.json") else { return }
    let question = try read("question.json")
    let documents = (question["documents"]?.array ?? []).map {
      Document(tokens: tokens($0["tokens"]), weights: numbers($0["weights"]).map { Float($0) })
    }
    let model = try Model.load(folder: "\(folder)/base")
    let threads = question["threads"]?.int ?? 1
    let network = Network(model: model, threads: threads)
    var answer = JSONObject()
    answer["logits"] = .array(
      try network.logits(documents).map { .array($0.map { .double(Double($0)) }) })

    let session = TrainingSession(
      model: model, optimizer: AdamW(beta1: 0.9, beta2: 0.98, decay: 0.1, clip: 1), threads: threads
    )
    let weight = documents.reduce(0) { $0 + $1.totalWeight }
    try session.accumulate(documents, .crossEntropy(scale: 1 / weight))
    try session.saveGradient(to: "\(folder)/gradient.safetensors")

    let fresh = TrainingSession(
      model: model, optimizer: AdamW(beta1: 0.9, beta2: 0.98, decay: 0.1, clip: 1), threads: threads
    )
    let perStep = question["documents_per_step"]?.int ?? 1
    var losses: [JSONValue] = []
    for (step, rate) in numbers(question["rates"]).enumerated() {
      let batch = (0..<perStep).map { documents[(step * perStep + $0) % documents.count] }
      let total = batch.reduce(0) { $0 + $1.totalWeight }
      losses.append(.double(try fresh.accumulate(batch, .crossEntropy(scale: 1 / total))))
      try fresh.update(rate: rate)
    }
    answer["losses"] = .array(losses)

    let size = model.configuration.vocabularySize
    let tokenizer = try BPETrainer(vocabularySize: size).train([question["text"]?.string ?? ""])
    let base = BaseModel(
      model: model, tokenizer: tokenizer, template: ChatTemplate(defaultSystem: "It's \"so\"."))
    try base.save(to: "\(folder)/trained")
    let prompt = tokens(question["prompt"])
    let greedy = try Generator(network).generate(
      [prompt], options: GenerationOptions(maxTokens: 40))[0][0]
    answer["greedy"] = .array(greedy.tokens.map { .int(Int($0)) })
    let texts = (question["texts"]?.array ?? []).compactMap(\.string)
    answer["encoded"] = .array(
      texts.map { .array(tokenizer.encode($0).map { .int(Int($0)) }) })
    answer["chat"] = .string(
      base.template.text([ChatMessage(role: "user", content: "hi")], opensAnswer: true))
    try write(.object(answer), "answer.json")
  }

  /// Tokens a second of one kind of work: whole steps (forward, loss, backward, clipping, AdamW),
  /// scoring, or responses; and GFLOP/s of a large product.
  @Test func speed() throws {
    guard Files.exists("\(folder)/bench.json") else { return }
    let question = try read("bench.json")
    let work = try BenchWork(question)
    var best = Double.infinity
    var bestProcessor = Double.infinity
    let end = seconds() + (question["seconds"]?.double ?? 5)
    while seconds() < end || best == .infinity {
      let start = seconds()
      let startProcessor = processorSeconds()
      try work.run()
      best = min(best, seconds() - start)
      bestProcessor = min(bestProcessor, processorSeconds() - startProcessor)
    }
    try write(
      [
        "tokens_per_second": .double(work.amount / best),
        "tokens_per_processor_second": .double(work.amount / bestProcessor),
        "parameters": .int(work.parameters), "peak_MB": .int(peakMegabytes()),
      ], "bench-answer.json")
  }

  private func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  private func peakMegabytes() -> Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) / 1024
  }
}
