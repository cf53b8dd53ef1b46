import Bytes

/// Requests that a tool can serve, or none; calls are written as `<tool_call>` blocks of JSON.
enum ToolTasks {
  /// A request with the call that serves it, and a call that does not.
  private struct Request {
    let text: String
    let tool: String
    let arguments: JSONObject
    let slip: JSONObject
  }

  static func task(_ dice: inout DemoDice) -> DemoTask {
    switch dice.below(10) {
    case 0, 1: unservable(&dice)
    case 2, 3: double(&dice)
    default: single(&dice)
    }
  }

  private static func single(_ dice: inout DemoDice) -> DemoTask {
    let request = request(dice.pick(ToolSchemas.names), &dice)
    return task(
      text: request.text, tools: tools(with: [request.tool], &dice),
      calls: [call(request.tool, request.arguments)],
      wrong: [
        [call(request.tool, request.slip)], [call(otherTool(request.tool), request.arguments)],
      ],
      &dice)
  }

  /// Two requests at once; a wrong reply serves only one.
  private static func double(_ dice: inout DemoDice) -> DemoTask {
    let names = dice.sample(2, of: ToolSchemas.names)
    let first = request(names[0], &dice)
    let second = request(names[1], &dice)
    let calls = [call(first.tool, first.arguments), call(second.tool, second.arguments)]
    return task(
      text: first.text + " Also: " + second.text, tools: tools(with: names, &dice), calls: calls,
      wrong: [[calls[0]], [calls[0], call(second.tool, second.slip)]], &dice)
  }

  /// No tool at hand can do it, so no call is right.
  private static func unservable(_ dice: inout DemoDice) -> DemoTask {
    let topic = dice.pick(DemoTopic.all)
    let request = request(dice.pick(ToolSchemas.names), &dice)
    return task(
      text: "Tell me one thing about \(topic.name).", tools: tools(with: [request.tool], &dice),
      calls: [], wrong: [[call(request.tool, request.arguments)]],
      sentences: topic.sentences, &dice)
  }

  private static func task(
    text: String, tools: [JSONValue], calls: [JSONValue], wrong: [[JSONValue]],
    sentences: [String] = [], _ dice: inout DemoDice
  ) -> DemoTask {
    let right = (0..<3).map { _ in
      calls.isEmpty
        ? DemoReply(reasoning: dice.pick(noToolThoughts), answer: dice.pick(sentences))
        : reply(calls, &dice)
    }
    return DemoTask(
      category: "tool_calling", turns: [text],
      gold: [("tools", .array(tools)), ("expected_tool_calls", .array(calls))],
      right: right, wrong: wrong.map { reply($0, &dice) })
  }

  private static func reply(_ calls: [JSONValue], _ dice: inout DemoDice) -> DemoReply {
    let names = calls.compactMap { $0["name"]?.string }.joined(separator: " and ")
    let blocks = calls.map { "<tool_call>\n\(spaced($0))\n</tool_call>" }
    return DemoReply(
      reasoning: DemoText.fill(dice.pick(thoughts), ["tools": names]),
      answer: blocks.joined(separator: "\n"))
  }

  /// JSON with the spaces that models write.
  private static func spaced(_ call: JSONValue) -> String {
    let name = call["name"]?.text ?? ""
    let members = call["arguments"]?.object?.members ?? []
    let arguments = members.map { "\(JSONValue.string($0.key).text): \($0.value.text)" }
    return "{\"name\": \(name), \"arguments\": {\(arguments.joined(separator: ", "))}}"
  }

  private static func call(_ name: String, _ arguments: JSONObject) -> JSONValue {
    ["name": .string(name), "arguments": .object(arguments)]
  }

  private static func otherTool(_ name: String) -> String {
    ToolSchemas.names.first { $0 != name } ?? name
  }

  /// The wanted tools and one or two more, in random order.
  private static func tools(with names: [String], _ dice: inout DemoDice) -> [JSONValue] {
    let others = ToolSchemas.names.filter { !names.contains($0) }
    let all = names + dice.sample(dice.within(1...2), of: others)
    return dice.shuffled(all).compactMap { ToolSchemas.schema($0) }
  }

  private static func request(_ tool: String, _ dice: inout DemoDice) -> Request {
    func make(_ text: String, _ right: [(String, JSONValue)], _ slip: [(String, JSONValue)])
      -> Request
    {
      Request(text: text, tool: tool, arguments: JSONObject(right), slip: JSONObject(slip))
    }
    let cities = dice.sample(
      2, of: DemoText.words("Oslo Lisbon Vienna Porto Gdansk Bergen Utrecht Graz"))
    let number = dice.within(2...48)
    switch tool {
    case "get_weather":
      return make(
        "What will the weather be like in \(cities[0]) over the next \(number % 7 + 2) days?",
        [("city", .string(cities[0])), ("days", .int(number % 7 + 2))],
        [("city", .string(cities[1])), ("days", .int(number % 7 + 2))])
    case "convert_currency":
      return make(
        "How much is \(number * 5) euros in US dollars?",
        [("amount", .int(number * 5)), ("from", "EUR"), ("to", "USD")],
        [("amount", .int(number * 5)), ("from", "USD"), ("to", "EUR")])
    case "set_timer":
      return make(
        "Please set a timer for \(number) minutes.", [("minutes", .int(number))],
        [("minutes", .string("\(number) minutes"))])
    case "find_train":
      return make(
        "Find me a train from \(cities[0]) to \(cities[1]) that leaves after \(number % 12 + 6):00.",
        [
          ("from", .string(cities[0])), ("to", .string(cities[1])),
          ("after_hour", .int(number % 12 + 6)),
        ],
        [("from", .string(cities[0])), ("to", .string(cities[1]))])
    case "add_to_list":
      let things = dice.sample(3, of: DemoText.words("rice milk pears soap candles tea oats nuts"))
      return make(
        "Put \(things[0]) and \(things[1]) on my shopping list.",
        [("items", .array(things.prefix(2).map(JSONValue.string)))],
        [("items", .array(things.map(JSONValue.string)))])
    default:
      let thing = dice.pick(DemoText.words("violin bicycle lantern telescope kettle"))
      return make(
        "Search the shop for a \(thing) below \(number * 10) dollars.",
        [("query", .string(thing)), ("max_price", .int(number * 10))],
        [("query", .string(thing)), ("max_price", .int(number * 10)), ("colour", "red")])
    }
  }

  private static let thoughts = DemoText.lines(
    """
    The user wants something that {tools} can do. I take the arguments from the request.
    I should call {tools} here with what the user said.
    All that is needed is in the request, so I can call {tools} right away.
    """)
  private static let noToolThoughts = DemoText.lines(
    """
    None of the tools helps with that, so I answer myself.
    This is a general question and no tool fits.
    """)
}
