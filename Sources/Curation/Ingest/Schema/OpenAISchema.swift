// What an OpenAI-compatible server answers (OpenAI, vLLM, SGLang, llama.cpp): chat completions, text
// completions and responses, alone, beside their request, or as lines of a batch's output file. Also
// the chat format for fine-tuning: `messages` that end with the assistant's.

import Bytes

/// Reads completions; each of several `choices` becomes a sample.
///
/// The prompt is in the record (`messages`, `prompt`, or a `request` that has them), or in the input
/// file of the batch that `requests:` in the dataset's YAML names, found by `custom_id`.
struct OpenAISchema: Schema {
  private let requests: BatchRequests
  var fingerprint: String { requests.fingerprint }

  init(_ options: SchemaOptions) throws(ConfigError) {
    requests = try BatchRequests(options)
  }

  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    try checkSuccess(&record)
    var shared = Draft()
    try shared.readLabels(&record)
    shared.systemPrompt = try record.text("system_prompt")
    let request = try request(&record)
    guard let completion = try completion(&record) else {
      return [try conversation(&record, request, shared)]
    }
    try shared.readRequest(request)
    shared.generator =
      shared.generator ?? completion["model"]?.string ?? request["model"]?.string
    shared.metadata.add("request", OpenAISchema.rest(of: request, without: OpenAISchema.used))
    shared.metadata.add(
      "completion",
      OpenAISchema.rest(of: completion, without: ["choices", "output", "model", "object"]))
    try record.addRest(to: &shared.metadata)
    return try drafts(of: completion, shared)
  }

  private static let used = [
    "messages", "prompt", "input", "tools", "functions", "model", "instructions",
  ]

  private static func rest(of object: JSONObject, without names: [String]) -> JSONValue? {
    let members = object.members.filter { !names.contains($0.key) && !$0.value.isNull }
    return members.isEmpty ? nil : .object(JSONObject(members.map { ($0.key, $0.value) }))
  }

  private func checkSuccess(_ record: inout Record) throws(RecordProblem) {
    if record.has("error") {
      throw RecordProblem("request_failed", "the record is the error of a request")
    }
    guard let node = record.peek("response"), let response = try record.tree(node).object else {
      return
    }
    if let status = response["status_code"]?.int, status != 200 {
      throw RecordProblem("request_failed", "the request failed with status \(status)")
    }
  }

  /// The request: its members are those of the record where it has no object of its own.
  private func request(_ record: inout Record) throws(RecordProblem) -> JSONObject {
    for name in ["request", "body"] where record.has(name) {
      guard let object = try record.value(name)?.object else { continue }
      return object["body"]?.object ?? object
    }
    var request = JSONObject()
    for name in OpenAISchema.used + ["temperature", "top_p", "max_tokens", "seed"]
    where name != "model" && record.has(name) {
      request[name] = try record.value(name)
    }
    if request.isEmpty, let node = record.peek("custom_id") {
      guard let id = try record.tree(node).plainText, let body = try requests.body(of: id) else {
        throw RecordProblem("missing_request", "no request has the record's custom_id")
      }
      return body
    }
    return request
  }

  private func completion(_ record: inout Record) throws(RecordProblem) -> JSONObject? {
    if let response = try record.value("response")?.object {
      return response["body"]?.object ?? response
    }
    var completion = JSONObject()
    guard record.has("choices") || record.has("output") else { return nil }
    for name in ["id", "object", "created", "model", "choices", "output", "usage"] {
      completion[name] = try record.value(name)
    }
    return completion
  }

  // MARK: Choices

  private func drafts(of completion: JSONObject, _ shared: Draft) throws(RecordProblem) -> [Draft] {
    if let items = completion["output"]?.array {
      var draft = shared
      try draft.respond(with: Conversation.turns(items, in: "output"))
      return [draft]
    }
    guard let choices = completion["choices"]?.array, !choices.isEmpty else {
      throw RecordProblem("no_response", "the completion has no choices")
    }
    var drafts: [Draft] = []
    for choice in choices { drafts.append(try draft(of: choice, shared, of: choices.count)) }
    return drafts
  }

  private func draft(of choice: JSONValue, _ shared: Draft, of count: Int) throws(RecordProblem)
    -> Draft
  {
    guard let object = choice.object else {
      throw RecordProblem("wrong_type", "a choice must be an object")
    }
    var draft = shared
    draft.finishReason = object["finish_reason"]?.string ?? shared.finishReason
    if count > 1 { draft.metadata.add("choice_index", object["index"]) }
    draft.metadata.add(
      "choice",
      OpenAISchema.rest(of: object, without: ["message", "text", "finish_reason", "index"]))
    if let message = object["message"]?.object {
      try draft.respond(withMessage: message)
    } else if let text = object["text"]?.string {
      draft.output = Array(text.utf8)
    } else {
      throw RecordProblem("missing_field", "a choice has neither message nor text")
    }
    return draft
  }

  /// A record of the fine-tuning format.
  private func conversation(_ record: inout Record, _ request: JSONObject, _ shared: Draft)
    throws(RecordProblem) -> Draft
  {
    guard let messages = request["messages"]?.array else {
      throw RecordProblem("missing_field", "the record has neither choices nor messages")
    }
    var draft = shared
    try draft.divide(Conversation.turns(messages, in: "messages"))
    draft.set(.tools, toolList(request["tools"] ?? request["functions"]))
    if draft.generator == nil { draft.generator = try record.label("model") }
    try record.addRest(to: &draft.metadata)
    return draft
  }
}

extension Draft {
  fileprivate mutating func readRequest(_ request: JSONObject) throws(RecordProblem) {
    guard let prompt = request["messages"] ?? request["input"] ?? request["prompt"] else {
      throw RecordProblem("missing_field", "the request has neither messages nor prompt")
    }
    turns = try Conversation.turns(textOrList: prompt, role: "user", in: "messages")
    systemPrompt = systemPrompt ?? request["instructions"]?.string
    set(.tools, toolList(request["tools"] ?? request["functions"]))
  }

  /// Takes the response; reasoning, which servers parse off, goes back before its text.
  ///
  /// Where the
  /// length ran out within the reasoning there is no text, and the tag stays open.
  fileprivate mutating func respond(withMessage message: JSONObject) throws(RecordProblem) {
    let content = try TurnReader(field: "choices").text(message["content"] ?? message["refusal"])
    let calls = ToolCalls.of(message)
    if let reasoning = TurnReader.reasoning(of: message) {
      let isCut = content.isEmpty && calls == nil && finishReason == "length"
      output = Array(
        Conversation.text(reasoning: reasoning, content: content, isCut: isCut).utf8)
    } else {
      output = Array(content.utf8)
    }
    set(.toolCalls, calls)
  }
}
