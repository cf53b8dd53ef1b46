import Bytes
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    FilterCase("on", "<think>a</think>4", "pass", fields: ["reasoning": "on"]),
    FilterCase("on without a pair", "4", "fail", fields: ["reasoning": "on"]),
    FilterCase("on, empty reasoning", "<think>\n</think>4", "fail", fields: ["reasoning": "on"]),
    FilterCase("off", "4", "pass", fields: ["reasoning": "off"]),
    FilterCase("off with a pair", "<think>a</think>4", "fail", fields: ["reasoning": "off"]),
    FilterCase(
      "prefilled", "a</think>4", "pass", fields: ["reasoning": "on", "open_tag_prefilled": true]),
    FilterCase("a template's token", "4<|im_end|>", "fail", fields: ["reasoning": "off"]),
    FilterCase(
      "a box that is asked for", #"So \boxed{4}."#, "pass",
      fields: ["prompt": #"Answer in \boxed{}."#, "reasoning": "off"]),
    FilterCase(
      "a box that is missing", "So 4.", "fail",
      fields: ["prompt": #"Answer in \boxed{}."#, "reasoning": "off"]),
    FilterCase(
      "a box only in the reasoning", #"<think>\boxed{4}</think>4"#, "fail",
      fields: ["prompt": #"Answer in \boxed{}."#, "reasoning": "on"]),
    FilterCase(
      "a box asked for in a list of messages", "So 4.", "fail",
      fields: ["input": [["role": "user", "content": #"Use \boxed{}"#]], "reasoning": "off"]),
    FilterCase(
      "a box asked for by the system", "So 4.", "fail",
      fields: [
        "input": [
          ["role": "system", "content": #"Use \boxed{}"#], ["role": "user", "content": "2 + 2"],
        ], "reasoning": "off",
      ]),
    FilterCase("a box nobody asked for", "So 4.", "pass", fields: ["reasoning": "off"]),
    FilterCase(
      "code in the reasoning of code", "<think>\n```\nx\n```\n</think>4", "fail",
      fields: ["reasoning": "on", "category": "code"]),
    FilterCase(
      "code in other reasoning", "<think>\n```\nx\n```\n</think>4", "pass",
      fields: ["reasoning": "on", "category": "math"]),
    FilterCase(
      "code in the answer", "<think>a</think>\n```\nx\n```", "pass",
      fields: ["reasoning": "on", "category": "code"]),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "format: {policy: drop}")
  }

  @Test(arguments: [
    FilterCase("on, empty reasoning", "<think>\n</think>4", "pass", fields: ["reasoning": "on"]),
    FilterCase("off, empty pair", "<think>\n</think>4", "pass", fields: ["reasoning": "off"]),
    FilterCase("off, a pair", "<think>a</think>4", "fail", fields: ["reasoning": "off"]),
    FilterCase(
      "a box that is missing", "So 4.", "pass",
      fields: ["prompt": #"Answer in \boxed{}."#, "reasoning": "off"]),
  ])
  func settings(_ c: FilterCase) throws {
    let line =
      "format: {settings: {emptyThink: allow, emptyThinkOff: allow, boxedWhenAsked: false}}"
    try check(c, family: "correctness", recipe: line)
  }

  @Test(arguments: [
    FilterCase("a tag in code", "Write `<think>`.", "fail", fields: ["reasoning": "off"]),
    FilterCase("no tag in code", "Write `<b>`.", "pass", fields: ["reasoning": "off"]),
  ])
  func limits(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "format: {limits: {quotedTags: {max: 0}}}")
  }

  /// NeMo-Skills can drop solutions with several boxes; those of the reasoning are not counted.
  @Test(arguments: [
    FilterCase(
      "one box", #"<think>\boxed{1}</think>\boxed{4}"#, "pass", fields: ["reasoning": "on"]),
    FilterCase("two boxes", #"\boxed{1} and \boxed{4}"#, "fail", fields: ["reasoning": "off"]),
  ])
  func boxes(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "format: {limits: {boxes: {max: 1}}}")
  }
}
