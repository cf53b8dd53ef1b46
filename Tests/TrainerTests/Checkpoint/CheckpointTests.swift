import Bytes
import Testing
import Tokenizers
import Trainer

@Suite struct CheckpointTests {
  let folder: TemporaryFolder
  let tokenizer: Tokenizer

  init() throws {
    folder = try TemporaryFolder()
    tokenizer = try BPETrainer(vocabularySize: 280).train(["ab ab ab", "cd cd"])
  }

  private func configuration(_ sizes: ModelConfiguration) -> ModelConfiguration {
    var sizes = sizes
    sizes.vocabularySize = 290
    return sizes
  }

  @Test(arguments: [Tiny.mixed, Tiny.usual])
  func comesBackTheSame(_ sizes: ModelConfiguration) throws {
    let template = ChatTemplate(defaultSystem: #"Be "brief", don't \ramble."# + "\nNow.")
    let model = try Model(configuration(sizes), seed: 6)
    try BaseModel(model: model, tokenizer: tokenizer, template: template).save(to: folder.path)
    let loaded = try BaseModel.load(folder.path)
    #expect(loaded.model.configuration == model.configuration)
    #expect(loaded.model.allWeights == model.allWeights)
    #expect(loaded.tokenizer.json == tokenizer.json)
    #expect(loaded.template == template)
    #expect(loaded.endTokens == [0, 2])
  }

  @Test func tokensThatHaveNoEmbeddingAreRefused() throws {
    var sizes = Tiny.usual
    sizes.vocabularySize = 41
    let base = BaseModel(
      model: try Model(sizes, seed: 1), tokenizer: tokenizer, template: ChatTemplate())
    try base.save(to: folder.path)
    #expect(throws: TrainerError.self) { try BaseModel.load(folder.path) }
  }

  @Test(arguments: [
    ("another architecture", #""model_type":"llama""#, #""model_type":"gpt2""#),
    ("no width", #""hidden_size":32"#, #""hidden_size":null"#),
    ("a negative width", #""hidden_size":32"#, #""hidden_size":-32"#),
    ("an absurd width", #""hidden_size":32"#, #""hidden_size":4000000000"#),
    ("another width", #""hidden_size":32"#, #""hidden_size":64"#),
    ("heads that do not divide", #""num_key_value_heads":2"#, #""num_key_value_heads":3"#),
    ("biases", #""attention_bias":false"#, #""attention_bias":true"#),
    ("another activation", #""silu""#, #""gelu""#),
    ("scaled positions", #""rope_type":"default""#, #""rope_type":"llama3""#),
    ("no JSON", "{", "["),
  ])
  func configurationsThatCannotBe(_ name: String, _ old: String, _ new: String) throws {
    let base = BaseModel(
      model: try Model(configuration(Tiny.usual), seed: 1), tokenizer: tokenizer,
      template: ChatTemplate())
    try base.save(to: folder.path)
    let file = folder.path + "/config.json"
    let text = try Files.readText(file)
    let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(name)")
    try Files.write(Array(parts.joined(separator: new).utf8), to: file)
    #expect(throws: TrainerError.self, "\(name)") { try BaseModel.load(folder.path) }
  }

  @Test func aMissingFolderSaysSo() {
    #expect(throws: TrainerError.self) { try BaseModel.load(folder.path + "/nowhere") }
  }

  @Test(arguments: [
    FineTuning(tokensPerStep: 50, steps: 14, seed: 3),
    FineTuning(tokens: 555, tokensPerStep: 50, seed: 3),
  ])
  func resumedEqualsUninterrupted(_ settings: FineTuning) throws {
    let documents = Tiny.documents([9, 12, 30, 7, 23, 40, 11, 15], vocabulary: 41)
    func newRun() throws -> FineTuningRun {
      try FineTuningRun(
        session: TrainingSession(model: Model(Tiny.usual, seed: 1)), documents: documents,
        settings: settings)
    }
    let straight = try newRun()
    var reports: [StepReport] = []
    while let report = try straight.next() { reports.append(report) }

    let first = try newRun()
    for _ in 0..<6 { _ = try first.next() }
    try first.save(to: folder.path + "/run.safetensors")
    let second = try newRun()
    try second.restore(from: folder.path + "/run.safetensors")
    var resumed: [StepReport] = []
    while let report = try second.next() { resumed.append(report) }
    #expect(resumed == Array(reports[6...]))
    #expect(second.session.model.allWeights == straight.session.model.allWeights)
  }

  @Test func anotherRunsStateIsRefused() throws {
    let documents = Tiny.documents([9, 12], vocabulary: 41)
    func run(_ settings: FineTuning, _ documents: [Document]) throws -> FineTuningRun {
      try FineTuningRun(
        session: TrainingSession(model: Model(Tiny.usual, seed: 1)), documents: documents,
        settings: settings)
    }
    let path = folder.path + "/run.safetensors"
    try run(FineTuning(steps: 5, seed: 1), documents).save(to: path)
    for other in [
      try run(FineTuning(steps: 5, seed: 2), documents),
      try run(FineTuning(steps: 6, seed: 1), documents),
      try run(FineTuning(tokens: 5, seed: 1), documents),
      try run(FineTuning(steps: 5, seed: 1), documents + documents),
    ] {
      #expect(throws: TrainerError.self) { try other.restore(from: path) }
    }
  }
}
