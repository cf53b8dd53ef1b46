import Bytes

/// One raw response of the demo, with the truth about it.
struct DemoRow {
  let task: DemoTask
  let mode: DemoMode
  let teacher: DemoTeacher
  var output: String
  /// `stop`, or `length` where the teacher ran out of tokens.
  var finish = "stop"
  var defect: DemoDefect
  /// The answer is right, whole and in the form that the mode asks for.
  var isCorrect: Bool
  /// The number of the row that this one nearly repeats; see `DemoDataset`.
  var original: Int?
  /// The benchmark item that the prompt gives away.
  var benchmarkItem: String?

  /// The record in Sluice's own schema.
  ///
  /// Chat and tool calls do not say `reasoning`, so their mode is read off the system prompt.
  var record: JSONObject {
    var record = JSONObject([
      ("input", .array(turns)),
      ("output", .string(output)),
    ])
    if task.category != "chat", task.category != "tool_calling" {
      record["reasoning"] = .string(mode.rawValue)
    }
    record["system_prompt"] = .string("detailed thinking \(mode.rawValue)")
    record["category"] = .string(task.category)
    record["generator"] = .string(teacher.rawValue)
    record["license"] = "Apache-2.0"
    record["version"] = "v1"
    for (key, value) in task.gold { record[key] = value }
    record["finish_reason"] = .string(finish)
    return record
  }

  private var turns: [JSONValue] {
    task.turns.enumerated().map { index, content in
      ["role": index.isMultiple(of: 2) ? "user" : "assistant", "content": .string(content)]
    }
  }

  /// What two rows share if one repeats the other.
  var identity: String {
    "\(mode.rawValue)\u{0}\(task.turns.joined(separator: "\u{0}"))\u{0}\(output)"
  }
}
