import Bytes
import Testing

@Suite struct IdentityTests {
  @Test(arguments: [
    FilterCase("plain", "The capital of France is Paris.", "pass"),
    FilterCase("name", "I am Claude, made by Anthropic. It is 4.", "fail"),
    FilterCase("typographic apostrophe", "I’m ChatGPT and it is 4.", "fail"),
    FilterCase("version behind the name", "I am DeepSeek-R1, an AI assistant.", "fail"),
    FilterCase("developer", "As an AI developed by Google, I say 4.", "fail"),
    FilterCase("a kind of model", "As an AI language model, I cannot smell.", "fail"),
    FilterCase("a longer word", "I am Claudette and it is 4.", "pass"),
    FilterCase("somebody else", "BERT was trained by Google in 2018.", "pass"),
    FilterCase("only while thinking", "<think>I am Claude.</think>It is 4.", "pass"),
    FilterCase("in Chinese", "您好！我是由中国的深度求索（DeepSeek）公司开发的智能助手。", "fail"),
    FilterCase("a Chinese name", "我是通义千问，由阿里云开发。", "fail"),
    FilterCase("in Spanish", "Soy ChatGPT, un modelo de lenguaje de OpenAI.", "fail"),
    FilterCase("in German", "Ich bin ein KI-Modell von Google.", "fail"),
    FilterCase("in Russian", "Я — языковая модель, созданная OpenAI.", "fail"),
    FilterCase(
      "when it was trained", "As of my last knowledge update in September 2021, it was 4.", "fail"),
    FilterCase("a company", "OpenAI was founded in 2015, and Anthropic made Claude.", "pass"),
    FilterCase("a star sign", "Gemini is a sign of the zodiac, and a llama is an animal.", "pass"),
    FilterCase("a child", "I was created by my parents, said the boy.", "pass"),
    FilterCase("empty", "", "pass"),
  ])
  func claims(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "identity: {limits: {claims: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("no name", "A language model predicts words.", "pass"),
    FilterCase("a name", "Ask ChatGPT about it.", "fail"),
    FilterCase(
      "a name of the prompt", "ChatGPT is a chat model.", "pass",
      fields: ["prompt": "What is chatgpt?"]),
  ])
  func names(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "identity: {limits: {names: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("neither", "The party was fun, and so were its guests.", "pass"),
    FilterCase("a nation's voice", "Our nation has always stood firm.", "fail"),
    FilterCase(
      "asked", "Our values, you say?", "pass", fields: ["prompt": "Write: our values matter"]),
  ])
  func narrative(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "narrative: {limits: {phrases: {max: 0}}}")
  }
}
