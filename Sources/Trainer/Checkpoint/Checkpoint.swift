internal import Bytes
public import Tokenizers

/// A model with what is needed to talk with it.
public struct BaseModel: Sendable {
  public let model: Model
  public let tokenizer: Tokenizer
  public let template: ChatTemplate

  public init(model: Model, tokenizer: Tokenizer, template: ChatTemplate) {
    self.model = model
    self.tokenizer = tokenizer
    self.template = template
  }

  /// Tokens that end a response.
  public var endTokens: Set<Int32> {
    Set(["<|im_end|>", "<|endoftext|>"].compactMap { tokenizer.id(of: $0) })
  }
}

extension BaseModel {
  /// Reads a folder in Hugging Face's format, or a `.gguf` file, or a folder with one such file.
  ///
  /// - Throws: `TrainerError` with the file and what is wrong with it.
  public static func load(_ path: String) throws(TrainerError) -> BaseModel {
    if path.hasSuffix(".gguf") { return try loadGGUF(path) }
    if !Files.exists(path + "/config.json") {
      let files = Files.glob(path + "/*.gguf")
      if files.count == 1 { return try loadGGUF(files[0]) }
      throw .file(path: path, problem: "has no config.json and not one .gguf file")
    }
    let model = try Model.load(folder: path)
    let file = path + "/tokenizer.json"
    let json = try readJSON(file)
    let tokenizer: Tokenizer
    do {
      tokenizer = try Tokenizer(json: json)
    } catch {
      throw .file(path: file, problem: error.description)
    }
    guard tokenizer.vocabularySize <= model.configuration.vocabularySize else {
      throw .file(
        path: file,
        problem: "has \(tokenizer.vocabularySize) tokens; the model has "
          + "\(model.configuration.vocabularySize)")
    }
    return BaseModel(
      model: model, tokenizer: tokenizer, template: try template(path + "/tokenizer_config.json"))
  }

  private static func template(_ path: String) throws(TrainerError) -> ChatTemplate {
    let jinjaFile =
      path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/chat_template.jinja"
    if let text = try? Files.readText(jinjaFile) { return ChatTemplate(jinja: text) }
    guard Files.exists(path) else { return ChatTemplate() }
    return ChatTemplate(jinja: try readJSON(path)["chat_template"]?.string ?? "")
  }

  /// Writes a folder that `transformers` loads as `LlamaForCausalLM` and `AutoTokenizer`, as long
  /// as all blocks have the same sizes.
  ///
  /// - Throws: `TrainerError.file`.
  public func save(to folder: String) throws(TrainerError) {
    let end = tokenizer.id(of: "<|im_end|>")
    try writeFolder(folder)
    try model.save(folder: folder, endToken: end)
    try writeJSON(tokenizer.json, to: folder + "/tokenizer.json")
    var settings = JSONObject([
      ("tokenizer_class", "PreTrainedTokenizerFast"), ("chat_template", .string(template.jinja)),
      ("model_max_length", .int(model.configuration.maxPositions)),
      ("clean_up_tokenization_spaces", false), ("add_prefix_space", false),
    ])
    if end != nil { settings["eos_token"] = "<|im_end|>" }
    if tokenizer.id(of: "<|endoftext|>") != nil { settings["pad_token"] = "<|endoftext|>" }
    try writeJSON(.object(settings), to: folder + "/tokenizer_config.json")
    try writeJSON(
      ["eos_token_id": end.map { .int(Int($0)) } ?? .null, "do_sample": false],
      to: folder + "/generation_config.json")
  }
}

extension Model {
  /// Reads `config.json` and `model.safetensors`, or the shards that its index names.
  ///
  /// - Throws: `TrainerError` with the file and what is wrong with it.
  public static func load(folder: String) throws(TrainerError) -> Model {
    let file = folder + "/config.json"
    let model: Model
    do {
      let configuration = try ModelConfiguration(llamaJSON: try readJSON(file))
      model = try Model(zeros: configuration)
    } catch {
      guard case .configuration(let problem) = error else { throw error }
      throw .file(path: file, problem: problem)
    }
    let readers = try weightFiles(folder)
    for tensor in model.configuration.llamaTensors {
      guard let reader = readers.first(where: { $0.tensors[tensor.name] != nil }) else {
        throw .file(path: folder, problem: "no tensor \(tensor.name)")
      }
      try reader.read(
        tensor.name, shape: tensor.shape, into: model.weights, at: tensor.range.lowerBound)
    }
    return model
  }

  private static func weightFiles(_ folder: String) throws(TrainerError) -> [SafetensorsReader] {
    let index = folder + "/model.safetensors.index.json"
    guard Files.exists(index) else {
      return [try SafetensorsReader(folder + "/model.safetensors")]
    }
    let names = Set(
      (try readJSON(index)["weight_map"]?.object?.members ?? []).compactMap(\.value.string))
    var readers: [SafetensorsReader] = []
    for name in names.sorted() {
      // A name is a member of the folder, whatever a hostile index says.
      guard !name.contains("/") else {
        throw .file(path: index, problem: "names a file outside the folder")
      }
      readers.append(try SafetensorsReader(folder + "/" + name))
    }
    return readers
  }

  /// Writes `config.json` and `model.safetensors`.
  func save(folder: String, endToken: Int32?) throws(TrainerError) {
    let tensors = configuration.llamaTensors.map {
      NamedTensor(name: $0.name, shape: $0.shape, storage: weights, range: $0.range)
    }
    try writeSafetensors(tensors, to: folder + "/model.safetensors")
    try writeJSON(configuration.llamaJSON(endToken: endToken), to: folder + "/config.json")
  }
}

func readJSON(_ path: String) throws(TrainerError) -> JSONValue {
  let bytes: [UInt8]
  do {
    bytes = try Files.read(path)
  } catch {
    throw TrainerError(error)
  }
  do {
    return try JSONValue(parsing: bytes)
  } catch {
    throw .file(path: path, problem: "\(error)")
  }
}

func writeJSON(_ value: JSONValue, to path: String) throws(TrainerError) {
  do {
    try Files.write(value.encoded, to: path)
  } catch {
    throw TrainerError(error)
  }
}

func writeFolder(_ path: String) throws(TrainerError) {
  do {
    try Files.createFolder(path)
  } catch {
    throw TrainerError(error)
  }
}

extension TrainingSession {
  /// Writes the gathered gradient under the names of the checkpoint's tensors, for comparisons.
  package func saveGradient(to path: String) throws(TrainerError) {
    let gradient = Storage(gradient())
    try writeSafetensors(
      model.configuration.llamaTensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, storage: gradient, range: $0.range)
      }, to: path)
  }
}
