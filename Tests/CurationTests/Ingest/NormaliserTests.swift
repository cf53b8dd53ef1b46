import Bytes
import Curation
import Testing

/// What ingest does to every sample, whatever its schema.
@Suite struct NormaliserTests {
  struct ModeCase: Sendable, CustomTestStringConvertible {
    let name: String
    let record: String
    let mode: Mode
    let origin: ModeOrigin
    let system: String?
    let repairs: [String]

    init(
      _ name: String, _ record: String, _ mode: Mode, _ origin: ModeOrigin, system: String? = nil,
      repairs: [String] = []
    ) {
      self.name = name
      self.record = record
      self.mode = mode
      self.origin = origin
      self.system = system
      self.repairs = repairs
    }
    var testDescription: String { name }
  }

  @Test(arguments: [
    ModeCase("a field", #""reasoning":"off""#, .off, .field),
    ModeCase("a flag", #""reasoning":true"#, .on, .field),
    ModeCase("the toggle", #""system_prompt":"detailed thinking on""#, .on, .systemPrompt),
    ModeCase(
      "in capitals, with a full stop", #""system_prompt":"Detailed Thinking OFF.""#, .off,
      .systemPrompt),
    ModeCase(
      "a line of a longer prompt",
      #""system_prompt":"Be kind.\r\ndetailed thinking on\r\n\r\nBe brief.""#,
      .on, .systemPrompt, system: "Be kind.\r\n\r\nBe brief."),
    ModeCase(
      "the last of two counts", #""system_prompt":"detailed thinking on\ndetailed thinking off""#,
      .off,
      .systemPrompt),
    ModeCase(
      "quoted in a sentence it is none", #""system_prompt":"Say detailed thinking on twice.""#,
      .off,
      .inferred, system: "Say detailed thinking on twice."),
    ModeCase(
      "field against toggle", #""reasoning":"off","system_prompt":"detailed thinking on""#, .off,
      .field,
      repairs: ["mode_conflict"]),
    ModeCase("neither", #""seed":1"#, .off, .inferred),
  ])
  func modes(_ row: ModeCase) throws {
    let ingested = try Ingested("schema: sluice", #"{"prompt":"?","output":"!",\#(row.record)}"#)
    let sample = try #require(ingested.samples.first)
    #expect(sample.mode == row.mode)
    #expect(sample.modeOrigin == row.origin)
    #expect(sample.systemPrompt == row.system)
    #expect(sample.repairs == row.repairs)
    #expect(ingested.batch.rows.map(\.mode) == [row.mode])
  }

  @Test func theYAMLGivesTheModeAfterTheToggle() throws {
    let ingested = try Ingested(
      "schema: sluice\nreasoning: on", #"{"prompt":"?","output":"!"}"#,
      #"{"prompt":"?","output":"!","system_prompt":"detailed thinking off"}"#)
    #expect(ingested.samples.map(\.mode) == [.on, .off])
    #expect(ingested.samples.map(\.modeOrigin) == [.field, .systemPrompt])
  }

  @Test func slashCommandsAreASetting() throws {
    let records = [
      #"{"prompt":"Sum? /no_think","output":"!"}"#,
      #"{"prompt":"Sum?","system_prompt":"Be kind. /think","output":"!"}"#,
      #"{"prompt":"What does /think do?","output":"!"}"#,
    ]
    let raw = Array(records.joined(separator: "\n").utf8)
    let with = try Ingested("schema: sluice\ntoggles: [slash]", raw)
    #expect(with.samples.map(\.mode) == [.off, .on, .off])
    #expect(with.samples.map(\.modeOrigin) == [.systemPrompt, .systemPrompt, .inferred])
    #expect(with.samples.map(\.prompt) == ["Sum?", "Sum?", "What does /think do?"])
    #expect(with.samples[1].systemPrompt == "Be kind.")
    let without = try Ingested("schema: sluice", raw)
    #expect(without.samples.map(\.prompt)[0] == "Sum? /no_think")
    #expect(without.samples.map(\.modeOrigin) == [.inferred, .inferred, .inferred])
  }

  @Test func togglesOfOnesOwn() throws {
    let ingested = try Ingested(
      "schema: sluice\ntoggles: [{thinking: Reasoning effort high, direct: Reasoning effort none}]",
      #"{"prompt":"?","output":"!","system_prompt":"reasoning effort high"}"#)
    #expect(ingested.samples.map(\.mode) == [.on])
  }

  struct RepairCase: Sendable, CustomTestStringConvertible {
    let settings: String
    let output: String
    let expected: String
    let repairs: [String]
    let rest: String

    init(
      _ settings: String, _ output: String, _ expected: String, _ repairs: [String],
      rest: String = ""
    ) {
      self.settings = settings
      self.output = output
      self.expected = expected
      self.repairs = repairs
      self.rest = rest
    }
    var testDescription: String { "\(settings) \(output)" }
  }

  @Test(arguments: [
    RepairCase("", "x</think>y", "<think>\nx</think>y", ["think_opener"]),
    RepairCase("", "\nx\n</think>\n\ny", "<think>\nx\n</think>\n\ny", ["think_opener"]),
    RepairCase("", "x</think>y", "x</think>y", [], rest: #","reasoning":"off""#),
    RepairCase("think: {repairOpener: false}", "x</think>y", "x</think>y", []),
    RepairCase("", "x", "<think>\nx", ["think_opener"], rest: #","open_tag_prefilled":true"#),
    RepairCase(
      "", "<think>x</think>y", "<think>x</think>y", [], rest: #","open_tag_prefilled":true"#),
    RepairCase("", "<think>x</think>y", "<think>x</think>y", []),
    RepairCase("", "use `</think>` here", "use `</think>` here", []),
    RepairCase("", "4<|eot_id|>", "4", ["template_token"]),
    RepairCase("", "4 <|im_end|>\n<|endoftext|>\n", "4 ", ["template_token"]),
    RepairCase("", "<|im_start|>assistant\n4</s>", "4", ["template_token"]),
    RepairCase("", "a <|eot_id|> b", "a <|eot_id|> b", []),
    RepairCase("", " 4 \n", " 4 \n", []),
    RepairCase("templateTokens: keep", "4<|eot_id|>", "4<|eot_id|>", []),
    RepairCase(
      "think: {aliases: [[<Thought>, </Thought>]]}", "<Thought>\nx\n</Thought>\ny",
      "<think>\nx\n</think>\ny", ["think_alias"]),
    RepairCase(
      "think: {aliases: known}", "<|begin_of_thought|>x<|end_of_thought|>y", "<think>x</think>y",
      ["think_alias"]),
    RepairCase(
      "think: {aliases: known}", "x</reasoning>y", "<think>\nx</think>y",
      ["think_alias", "think_opener"]),
    RepairCase("think: {aliases: known}", "<thinking>x", "<think>x", ["think_alias"]),
    RepairCase("", "<thinking>x</thinking>y", "<thinking>x</thinking>y", []),
    RepairCase(
      "remove: [<Output>, </Output>]", "<Output>4</Output>", "4", ["removed_text"]),
    RepairCase("remove: [<Output>]", "4", "4", []),
  ])
  func repairs(_ row: RepairCase) throws {
    let output = JSONValue.string(row.output).text
    let ingested = try Ingested(
      "schema: sluice\n\(row.settings)", #"{"prompt":"?","output":\#(output)\#(row.rest)}"#)
    let sample = try #require(ingested.samples.first)
    #expect(sample.response.text == row.expected)
    #expect(sample.repairs == row.repairs)
    let counts = Dictionary(row.repairs.map { ($0, 1) }) { $0 + $1 }
    #expect(ingested.batch.repairs == counts)
  }

  @Test func labelsComeFromRecordThenYAML() throws {
    let ingested = try Ingested(
      """
      schema: sluice
      category: maths
      generator: big
      license: MIT
      version: v1
      categories: {maths: math, CS: code}
      """,
      #"{"prompt":"?","output":"!"}"#,
      #"{"prompt":"?","output":"!","category":"CS","generator":"own","license":"CC0-1.0","version":2}"#
    )
    #expect(ingested.samples.map(\.category) == ["math", "code"])
    #expect(ingested.samples.map(\.generator) == ["big", "own"])
    #expect(ingested.samples.map(\.license) == ["MIT", "CC0-1.0"])
    #expect(ingested.samples.map(\.version) == ["v1", "2"])
    #expect(ingested.batch.rows.map(\.category) == ["math", "code"])
  }

  @Test func textStaysByteForByte() throws {
    var text = "quote \" backslash \\ slash / DEL \u{7F} é 漢 🙂 \u{2028} \u{FEFF} e\u{301}"
    for scalar in 0..<32 { text.unicodeScalars.append(Unicode.Scalar(UInt8(scalar))) }
    // Everything escaped that can be, pairs of surrogates included.
    let escaped = text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    for token in ["\"\(escaped)\"", JSONValue.string(text).text] {
      let ingested = try Ingested("schema: sluice", #"{"prompt":\#(token),"output":\#(token)}"#)
      let sample = try #require(ingested.samples.first)
      #expect(sample.response.bytes == Array(text.utf8))
      #expect(Array(sample.prompt.utf8) == Array(text.utf8))
      #expect(ingested.batch.rows[0].responseBytes == text.utf8.count)
      #expect(ingested.batch.rows[0].lineBytes == ingested.batch.lines.count)
    }
  }

  @Test func keysStandInAFixedOrder() throws {
    let record = #"""
      {"metadata":{"a":1},"tools":[],"output":"!","finish_reason":"stop","expected_answer":"1","prompt":"?","system_prompt":"s"}
      """#
    let ingested = try Ingested("schema: sluice", record)
    let keys = try #require(ingested.lines.first?.object?.keys)
    #expect(
      keys == [
        "id", "content_hash", "prompt_id", "input", "output", "reasoning", "mode_origin",
        "category",
        "generator", "license", "source", "version", "system_prompt", "expected_answer",
        "finish_reason", "tools", "metadata",
      ])
  }

  @Test func aPrettyPrintedValueStaysOnOneLine() throws {
    let folder = TemporaryFolder()
    let json = """
      [
        {"prompt": "?", "output": "!", "tests": {
          "kind": "assert", "code": "a[0,\\n1]"
        }, "extra": [
          1, 2]},
        {"prompt": "[,]", "output": "\\"]"}
      ]
      """
    try Files.write(Array(json.utf8), to: folder.path + "/raw.json")
    let yaml = "name: a\nfiles: raw.json\nschema: sluice\n"
    try Files.write(Array(yaml.utf8), to: folder.path + "/dataset.yaml")
    let spec = try DatasetFile.read(folder.path + "/dataset.yaml").sources[0]
    var batch = PoolBatch()
    let stream = try ByteStream(path: spec.files[0], rewriter: JSONArrayLines())
    let blocks = try LineBlocks(stream)
    var normaliser = Normaliser(spec)
    while let block = try blocks.next() {
      normaliser.normalise(block, file: Hash128(high: 1, low: 2), into: &batch)
    }
    #expect(batch.quarantined.map(\.problem) == [])
    let lines = try TextScan.lines(in: batch.lines.span).map {
      try JSONValue(parsing: Array(batch.lines[$0]))
    }
    #expect(lines.count == 2)
    #expect(lines.first?["tests"] == ["kind": "assert", "code": "a[0,\n1]"])
    #expect(lines.last?["output"] == "\"]")
  }
}
