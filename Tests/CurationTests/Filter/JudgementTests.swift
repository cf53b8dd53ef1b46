import Bytes
import Testing

@Suite struct JudgementTests {
  @Test(arguments: [
    FilterCase("no judge", "4", "skipped"),
    FilterCase("yes", "4", "pass", fields: ["scores": ["judgement": "Judgement: Yes"]]),
    FilterCase("no", "4", "fail", fields: ["scores": ["judgement": "Judgement: No"]]),
    FilterCase(
      "the last announcement", "4", "fail",
      fields: ["judgement": "Judgement: Yes? No. Reasoning: wrong.\n**Judgement**: no"]),
    FilterCase("both", "4", "unsure", fields: ["judgement": "Judgement: Yes/No"]),
    FilterCase("either", "4", "unsure", fields: ["judgement": "Judgement: yes or no"]),
    FilterCase("nothing to read", "4", "unsure", fields: ["judgement": "It depends."]),
    FilterCase("a sentence", "4", "pass", fields: ["judgement": "Yes, they are equal."]),
    FilterCase("a truth value", "4", "fail", fields: ["judgement": false]),
    FilterCase("bold", "4", "pass", fields: ["judgement": "Verdict: **[Correct]**"]),
    FilterCase("in brackets", "4", "fail", fields: ["judgement": "I see. [[incorrect]]"]),
    FilterCase("thinking of the judge", "4", "fail", fields: ["judgement": "<think>Yes</think>No"]),
    FilterCase("a number above", "4", "pass", fields: ["reward": .double(0.5)]),
    FilterCase("a number below", "4", "fail", fields: ["reward": .double(0.49)]),
    FilterCase("a number in words", "4", "pass", fields: ["reward": "Score: 8/10"]),
    FilterCase("out of ten", "4", "fail", fields: ["reward": "Rating: 4 out of 10."]),
    FilterCase("a scale is no score", "4", "unsure", fields: ["reward": "Score: 1 or 2"]),
    FilterCase(
      "metadata", "4", "fail", fields: ["metadata": #"{"judgement": "Judgement: No"}"#]),
    FilterCase("metadata that is an object", "4", "pass", fields: ["metadata": ["reward": 1]]),
    FilterCase("the first field counts", "4", "pass", fields: ["reward": 0, "judgement": "Yes"]),
    FilterCase("null is no judgement", "4", "pass", fields: ["reward": 1, "judgement": .null]),
    FilterCase("most of three", "4", "pass", fields: ["judgement": ["Yes", "No", "yes"]]),
    FilterCase("one of three", "4", "fail", fields: ["judgement": [true, false, false]]),
    FilterCase("one of two is not read", "4", "unsure", fields: ["judgement": ["Yes", "?"]]),
    FilterCase("another word", "4", "unsure", fields: ["judgement": "perhaps"]),
    FilterCase("not a number", "4", "unsure", fields: ["reward": "nan"]),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "judge: {limits: {score: {min: 0.5}}}")
  }

  @Test(arguments: [
    FilterCase("above", "4", "pass", fields: ["scores": ["model": ["quality": -3]]]),
    FilterCase("below", "4", "fail", fields: ["scores": ["model": ["quality": -9]]]),
    FilterCase("a name with a dot", "4", "pass", fields: ["scores": ["model.quality": 1]]),
  ])
  func otherScales(_ c: FilterCase) throws {
    let line = "judge: {settings: {fields: [model.quality]}, limits: {score: {above: -5}}}"
    try check(c, family: "correctness", recipe: line)
  }

  @Test(arguments: [
    FilterCase("their word", "4", "pass", fields: ["judgement": "判定: 正确"]),
    FilterCase("their other word", "4", "fail", fields: ["judgement": "错误"]),
  ])
  func otherWords(_ c: FilterCase) throws {
    try check(
      c, family: "correctness",
      recipe: "judge: {settings: {accept: [正确], reject: [错误]}, limits: {score: {min: 0.5}}}")
  }
}
