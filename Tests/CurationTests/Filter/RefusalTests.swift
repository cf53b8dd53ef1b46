import Testing

@Suite struct RefusalTests {
  @Test(arguments: [
    FilterCase("answer", "The capital of France is Paris.", "pass"),
    FilterCase("refusal", "I'm sorry, but I can't help with that.", "fail"),
    FilterCase("capitals", "AS AN AI LANGUAGE MODEL, I have no opinion.", "fail"),
    FilterCase("after thinking", "<think>Hmm.</think>\nI cannot assist with this.", "fail"),
    FilterCase(
      "considered only while thinking", "<think>I cannot assist?</think>\nIt is 4.", "pass"),
    FilterCase(
      "quoted far down", String(repeating: "A line of prose. ", count: 40) + "I cannot assist",
      "pass"),
    FilterCase("typographic apostrophe", "I’m sorry, but I can’t assist with it.", "fail"),
    FilterCase("letters go on", "Sorry, I cannot say.", "fail"),
    FilterCase("a longer word before", "Hi can't help withal", "pass"),
    FilterCase("discomfort", "I'm not comfortable writing this.", "fail"),
    FilterCase("respectfully", "<think>No.</think>\n\nI must respectfully decline this.", "fail"),
    FilterCase("in Spanish", "Lo siento, pero no puedo ayudar con eso.", "fail"),
    FilterCase("in French", "Je suis désolé, mais je ne peux pas vous aider.", "fail"),
    FilterCase("in German", "Es tut mir leid, aber dabei kann ich nicht helfen.", "fail"),
    FilterCase("in Chinese", "你好，这个问题我暂时无法回答，让我们换个话题再聊聊吧。", "fail"),
    FilterCase("in Japanese", "申し訳ありませんが、そのご要望にはお応えできません。", "fail"),
    FilterCase("in Russian", "Извините, но я не могу помочь с этим.", "fail"),
    FilterCase("in Korean", "죄송하지만 그 요청은 도와드릴 수 없습니다.", "fail"),
    FilterCase("what mathematics cannot", "We can't divide by zero, so x = 2 is excluded.", "pass"),
    FilterCase("no solution, in Chinese", "这个方程无法分解，因此无实数解。", "pass"),
    FilterCase(
      "what a function cannot", "This function is unable to handle empty lists; here is a fix.",
      "pass"),
    FilterCase("help in German", "Ich kann dir helfen: Die Lösung ist 4.", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "refusal: {limits: {phrases: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("short and sorry", "I apologize for this, it is beyond me.", "fail"),
    FilterCase(
      "long and sorry", "I apologize for this. " + String(repeating: "word ", count: 80), "pass"),
    FilterCase("a sorry state", "The house is in a sorry state.", "pass"),
  ])
  func apologies(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "refusal: {limits: {shortApology: {max: 0}}}")
  }
}
