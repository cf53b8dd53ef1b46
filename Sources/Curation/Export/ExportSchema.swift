// The layouts in which a set is exported. Each row has every column, with "" and [] for nothing, and
// free-form objects as JSON text, because `load_dataset` infers types from what it sees first.

import Bytes

/// A layout of exported rows.
public enum ExportSchema: String, Sendable, CaseIterable {
  /// Llama-Nemotron-Post-Training-Dataset v1.1, and `pair_id`.
  case nemotron
  /// Nemotron-Post-Training-Dataset v1: a chat with the answer in it.
  case messages
  /// TRL's conversational prompt-completion.
  case promptCompletion = "prompt-completion"
  /// Prompts with gold, pass rate and batch, for reinforcement learning.
  case rl
  /// Right and wrong responses to a prompt, in TRL's preference format.
  case preference

  /// The folder of the export's files, and the name of its whole as a configuration.
  var root: String {
    switch self {
    case .nemotron, .messages, .promptCompletion: "SFT"
    case .rl: "RL"
    case .preference: "preference"
    }
  }

  /// The row of a sample; rows of `rl` and `preference` are made where their files are.
  func row(_ sample: Sample, pairID: String, recipe: String) -> JSONObject {
    switch self {
    case .nemotron:
      return [
        "input": .array(sample.input.map(turn)), "output": .string(sample.response.text),
        "category": .string(sample.category), "license": .string(sample.license),
        "reasoning": .string(sample.mode.rawValue), "generator": .string(sample.generator),
        "used_in_training": .array([.string(recipe)]), "version": .string(sample.version),
        "system_prompt": .string(sample.systemPrompt(toggle: sample.mode)),
        "pair_id": .string(pairID),
      ]
    case .messages:
      return [
        "uuid": .string(uuid(sample.id)), "license": .string(sample.license),
        "generator": .string(sample.generator), "version": .string(sample.version),
        "category": .string(sample.category), "reasoning": .string(sample.mode.rawValue),
        "messages": .array(prompt(sample).map(message) + [answer(sample)]),
        "metadata": .string(metadata(sample, pairID)), "pair_id": .string(pairID),
      ]
    case .promptCompletion:
      return [
        "prompt": .array(prompt(sample).map(turn)),
        "completion": .array([turn(Turn(role: "assistant", content: sample.response.text))]),
        "category": .string(sample.category), "reasoning": .string(sample.mode.rawValue),
        "license": .string(sample.license), "generator": .string(sample.generator),
        "pair_id": .string(pairID),
      ]
    case .rl, .preference: return [:]
    }
  }

  private func prompt(_ sample: Sample) -> [Turn] {
    [Turn(role: "system", content: sample.systemPrompt(toggle: sample.mode))] + sample.input
  }

  private func turn(_ turn: Turn) -> JSONValue {
    ["role": .string(turn.role), "content": .string(turn.content)]
  }

  private func message(_ turn: Turn) -> JSONValue {
    ["role": .string(turn.role), "content": .string(turn.content), "tool_calls": []]
  }

  private func answer(_ sample: Sample) -> JSONValue {
    let calls = (sample.toolCalls ?? []).map { call -> JSONValue in
      let function = call["function"] ?? call
      let arguments = function["arguments"]
      return [
        "id": .string(call["id"]?.string ?? ""), "type": "function",
        "function": [
          "name": .string(function["name"]?.string ?? ""),
          "arguments": .string(arguments?.string ?? arguments?.text ?? "{}"),
        ],
      ]
    }
    return [
      "role": "assistant", "content": .string(sample.response.text), "tool_calls": .array(calls),
    ]
  }

  private func metadata(_ sample: Sample, _ pairID: String) -> String {
    var object: JSONObject = ["id": .string(sample.id), "source": .string(sample.source)]
    if let gold = sample.expectedAnswer { object["expected_answer"] = .string(gold) }
    for part in [Sample.Part.tests, .constraints, .tools, .choices] {
      object[part.rawValue] = sample.part(part)
    }
    return JSONValue.object(object).text
  }

  /// The id in the form of a UUID, 8-4-4-4-12.
  private func uuid(_ id: String) -> String {
    guard id.utf8.count == 32 else { return id }
    let digits = Array(id)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
      .joined(separator: "-")
  }

  /// The columns with their types, as `dataset_info` of a dataset card declares them.
  var features: String {
    func typed(_ type: String, _ names: [String]) -> String {
      names.map { "  - {name: \($0), dtype: \(type)}\n" }.joined()
    }
    func text(_ names: [String]) -> String { typed("string", names) }
    let turns = "[{name: role, dtype: string}, {name: content, dtype: string}]"
    switch self {
    case .nemotron:
      return "  - {name: input, list: \(turns)}\n"
        + text(["output", "category", "license", "reasoning", "generator"])
        + "  - {name: used_in_training, list: string}\n"
        + text(["version", "system_prompt", "pair_id"])
    case .messages:
      let function =
        "{name: function, struct: [{name: name, dtype: string}, {name: arguments, dtype: string}]}"
      let calls = "[{name: id, dtype: string}, {name: type, dtype: string}, \(function)]"
      return text(["uuid", "license", "generator", "version", "category", "reasoning"])
        + "  - {name: messages, list: [{name: role, dtype: string}, {name: content, dtype: string}, "
        + "{name: tool_calls, list: \(calls)}]}\n"
        + text(["metadata", "pair_id"])
    case .promptCompletion:
      return "  - {name: prompt, list: \(turns)}\n  - {name: completion, list: \(turns)}\n"
        + text(["category", "reasoning", "license", "generator", "pair_id"])
    case .rl:
      return text(["prompt_id"]) + "  - {name: prompt, list: \(turns)}\n"
        + text(["category", "expected_answer", "gold_origin", "choices", "tests"])
        + "  - {name: instruction_id_list, list: string}\n"
        + text(["kwargs", "tools", "expected_tool_calls"])
        + typed("int64", ["passed", "judged"])
        + typed("float64", ["pass_rate", "pass_rate_low", "pass_rate_high"])
        + typed("int64", ["batch", "position"]) + text(["license", "source"])
    case .preference:
      return ["prompt", "chosen", "rejected"].map { "  - {name: \($0), list: \(turns)}\n" }.joined()
        + typed("float64", ["score_chosen", "score_rejected"])
        + text([
          "category", "reasoning", "license", "generator_chosen", "generator_rejected",
          "prompt_id", "chosen_id", "rejected_id",
        ])
    }
  }
}
