import Bytes
import Testing
import Tokenizers
import Trainer

/// SmolLM2-135M-Instruct against figures of the reference implementations.
///
/// Runs where `filters/fetch-smollm2.sh` has fetched the model and the fixture is at hand;
/// `make test-smollm2` fetches it, and fails where either is missing.
@Suite(
  .serialized,
  .enabled(
    if: Surroundings.needsSmollm2
      || Files.exists(Surroundings.smollm2)
        && Files.exists(Surroundings.shared + "/cases/smollm2/fixture.json"),
    "needs models/smollm2 and cases/smollm2/fixture.json"))
struct SmolLM2Tests {
  let base: BaseModel
  let fixture: JSONValue

  /// Read once for all tests.
  private static let loaded = Result { try BaseModel.load(Surroundings.smollm2) }

  init() throws {
    base = try Self.loaded.get()
    fixture = try JSONValue(
      parsing: Files.read(Surroundings.shared + "/cases/smollm2/fixture.json"))
  }

  private func ids(_ json: JSONValue?) -> [Int32] {
    (json?.array ?? []).compactMap { $0.int.map { Int32($0) } }
  }

  @Test func tokenIds() throws {
    for entry in fixture["tokenize"]?.array ?? [] {
      let text = try #require(entry["text"]?.string)
      #expect(base.tokenizer.encode(text) == ids(entry["ids"]), "\(text)")
      #expect(base.tokenizer.decode(ids(entry["ids"])) == text)
    }
  }

  @Test func templateLogitsAndGreedyAnswer() throws {
    let prompt = ids(fixture["next"]?["ids"])
    let spans = base.template.spans(
      [ChatMessage(role: "user", content: "What is the capital of France?")], opensAnswer: true)
    #expect(base.tokenizer.encode(spans).tokens == prompt)
    let network = Network(model: base.model, threads: 2)
    let logits = try network.logits([Document(prompt: prompt, response: [0])])[0]
    for entry in fixture["next"]?["top5"]?.array ?? [] {
      let token = try #require(entry.array?[0].int)
      let expected = try #require(entry.array?[2].double)
      #expect(abs(Double(logits[token]) - expected) < 1e-4, "token \(token)")
    }
    let answer = try Generator(network).generate(
      [prompt], options: GenerationOptions(maxTokens: 20, endTokens: base.endTokens))[0][0]
    #expect(answer.tokens == ids(fixture["greedy"]?["ids"]))
  }

  /// The mean loss of 20 GSM8K solutions, as the reference scores them: no system message;
  /// content, end of turn and the line's end after it.
  @Test func lossOfSolutions() throws {
    let path = Surroundings.shared + "/data/gsm8k_train/raw.jsonl.zst"
    let lines = try ZstdDecompressor().decompress(Files.read(path)).split(
      separator: UInt8(ascii: "\n")
    ).prefix(20)
    let newline = base.tokenizer.encode("\n")
    let documents = try lines.map { line in
      let row = try JSONValue(parsing: Array(line))
      let chat = base.tokenizer.encode(
        ChatTemplate().spans([
          ChatMessage(role: "user", content: row["prompt"]?.string ?? ""),
          ChatMessage(role: "assistant", content: row["response"]?.string ?? ""),
        ]))
      let weights = chat.isScored.dropLast(newline.count).map { $0 ? Float(1) : 0 }
      return Document(tokens: chat.tokens, weights: weights + newline.map { _ in 1 })
    }
    let found = try Network(model: base.model, threads: 2).likelihoods(documents)
      .reduce(.zero, +)
    #expect(found.tokens == fixture["gsm8k20_response_nll"]?["tokens"]?.int)
    let expected = try #require(fixture["gsm8k20_response_nll"]?["mean"]?.double)
    #expect(abs(found.mean - expected) < 1e-4)
  }

  @Test func difficultyTellsAnswersApart() throws {
    func pair(_ question: String, _ answer: String) -> (prompt: [Int32], response: [Int32]) {
      let spans = base.template.spans(
        [ChatMessage(role: "user", content: question)], opensAnswer: true)
      return (base.tokenizer.encode(spans).tokens, base.tokenizer.encode(answer))
    }
    let (france, fishes) = ("The capital of France is Paris.", "Goldfish need clean, cool water.")
    let (asksFrance, asksFish) = ("What is the capital of France?", "How does one keep goldfish?")
    let found = try Network(model: base.model, threads: 2).difficulties([
      pair(asksFrance, france), pair(asksFish, france), pair(asksFish, fishes),
      pair(asksFrance, fishes),
    ]).map(\.ratio)
    #expect(found[0] < found[1] && found[2] < found[3])
    #expect(found[0] < 1 && found[2] < 1)
  }
}
