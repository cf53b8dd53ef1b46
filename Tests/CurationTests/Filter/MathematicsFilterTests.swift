import Bytes
import Testing

@Suite struct MathematicsFilterTests {
  private static let gold: JSONObject = ["expected_answer": "4"]

  @Test(arguments: [
    FilterCase("right", #"\boxed{4}"#, "pass", fields: gold),
    FilterCase("wrong", #"\boxed{5}"#, "fail", fields: gold),
    FilterCase("nothing", "No idea.", "fail", fields: gold),
    FilterCase("no gold", #"\boxed{4}"#, "skipped"),
    FilterCase(
      "several tries, the last is right", #"\boxed{1} no, \boxed{2} no, it is \boxed{4}"#, "pass",
      fields: gold),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "math: {policy: drop}")
  }

  @Test(arguments: [
    FilterCase("one box", #"So \boxed{4}."#, "pass", fields: gold),
    FilterCase(
      "as many as are allowed", #"Not \boxed{3} as it seemed. In truth \boxed{4}."#, "pass",
      fields: gold),
    FilterCase(
      "one more", #"Not \fbox{2} nor \boxed{3}, as I thought above. In truth \boxed{4}."#, "fail",
      fields: gold),
    FilterCase(
      "boxes of the thinking", #"<think>\boxed{1} \boxed{2} \boxed{3}</think>\boxed{4}"#, "pass",
      fields: gold),
    FilterCase("no box", "The answer is 4.", "pass", fields: gold),
  ])
  func boxes(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "math: {limits: {boxes: {max: 2}}}")
  }
}
