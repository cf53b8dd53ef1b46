import Bytes

/// The functions that tool tasks offer, as JSON Schema.
enum ToolSchemas {
  static let names = DemoText.words(
    "get_weather convert_currency set_timer find_train add_to_list search_shop")

  /// The definition of a tool; nil for an unknown name.
  static func schema(_ name: String) -> JSONValue? {
    switch name {
    case "get_weather":
      function(
        name, "Forecast for a city.",
        [("city", text("Name of the city")), ("days", integer("Number of days", 1, 14))],
        required: ["city"])
    case "convert_currency":
      function(
        name, "Converts an amount of money.",
        [
          ("amount", ["type": "number", "description": "Amount of money"]),
          ("from", text("Currency code")), ("to", text("Currency code")),
        ], required: ["amount", "from", "to"])
    case "set_timer":
      function(
        name, "Starts a timer.", [("minutes", integer("Minutes until it rings", 1, 600))],
        required: ["minutes"])
    case "find_train":
      function(
        name, "Finds trains between two cities.",
        [
          ("from", text("City of departure")), ("to", text("City of arrival")),
          ("after_hour", integer("Earliest hour of departure", 0, 23)),
        ], required: ["from", "to", "after_hour"])
    case "add_to_list":
      function(
        name, "Puts items on the shopping list.",
        [("items", ["type": "array", "items": ["type": "string"]])], required: ["items"])
    case "search_shop":
      function(
        name, "Searches the shop.",
        [("query", text("What to look for")), ("max_price", integer("Price limit", 1, 10000))],
        required: ["query"])
    default: nil
    }
  }

  private static func function(
    _ name: String, _ description: String, _ properties: [(String, JSONValue)],
    required: [String]
  ) -> JSONValue {
    let parameters: JSONValue = [
      "type": "object", "properties": .object(JSONObject(properties)),
      "required": .array(required.map(JSONValue.string)), "additionalProperties": false,
    ]
    return [
      "type": "function",
      "function": [
        "name": .string(name), "description": .string(description), "parameters": parameters,
      ],
    ]
  }

  private static func text(_ description: String) -> JSONValue {
    ["type": "string", "description": .string(description)]
  }

  private static func integer(_ description: String, _ low: Int, _ high: Int) -> JSONValue {
    [
      "type": "integer", "description": .string(description), "minimum": .int(low),
      "maximum": .int(high),
    ]
  }
}
