/// What mutations are made of; none of it is taken from a filter's own lists or from the demo.
enum AuditTexts {
  static let noAnswers = lines(
    """
    I hope this helps. Do ask if anything is unclear!
    Here is what you were looking for.
    The result follows from the steps above.
    As one can see, the question is more subtle than it looks.
    Further work would be needed to settle this.
    """)

  static let thoughts = lines(
    """
    Let me think about what is being asked here before I answer it properly.
    The user wants a short answer. First I should recall the facts, then put them in order.
    Okay, so I need to work this out one step at a time and then check the result.
    """)

  static let stuckPhrases = lines(
    """
    and so on and
    but wait, maybe
    the same way as
    I think that is right, but
    """)

  static let stuckSentences = lines(
    """
    Hmm, let me go over this once more to be sure that nothing was overlooked
    Alternatively, we could look at it from the other side and see what changes
    Wait, no, that is not what the question asks, so let me start again
    """)

  static let rambles = lines(
    """
    perhaps the statement was meant differently and the value would be
    reading it from the end instead of the start one gets
    supposing for a moment that the opposite holds it comes to
    a rough estimate by another road gives something near
    """)

  static let refusals = lines(
    """
    I'm sorry, but I can't help with that.
    I apologize, but I'm unable to assist with this request.
    Sorry, I cannot answer that question.
    As an AI, I'm not able to provide that information.
    I must decline to answer this.
    I won't be able to help you with that request.
    Unfortunately I can't comply with this request, as it goes against my guidelines.
    """)

  static let identities = lines(
    """
    I'm ChatGPT, a large language model created by OpenAI.
    As a language model developed by Alibaba Cloud, I can say the following.
    I am Claude, an AI assistant made by Anthropic.
    My name is DeepSeek-R1 and I was built by DeepSeek.
    I'm Gemini, a model trained by Google.
    Being LLaMA, a model from Meta AI, I will do my best.
    """)

  static let foreign = lines(
    """
    Also, schauen wir uns die Sache noch einmal ganz genau an, bevor wir weitermachen.
    Reprenons depuis le début et vérifions chaque étape avant de conclure quoi que ce soit.
    Ahora tenemos que comprobar si todo esto es correcto antes de seguir adelante.
    让我们再仔细检查一遍前面的步骤，确认没有任何遗漏之后再继续往下进行。
    Теперь давайте ещё раз внимательно проверим все предыдущие шаги, прежде чем продолжать.
    それでは、次に進む前に、これまでの手順をもう一度よく確認してみましょう。
    دعونا نراجع الخطوات السابقة مرة أخرى بعناية قبل أن نواصل العمل.
    """)

  static let foreignAnswers = lines(
    """
    Das ist eine gute Frage, und die Antwort hängt davon ab, was man genau wissen möchte. Im Allgemeinen gilt aber, dass man zuerst die Grundlagen verstehen sollte, bevor man sich an die Einzelheiten wagt.
    C'est une très bonne question, et la réponse dépend de ce que l'on cherche exactement à savoir. En général, il vaut mieux comprendre les bases avant de s'intéresser aux détails.
    这是一个很好的问题，答案取决于您具体想知道什么。一般来说，应该先了解基础知识，然后再研究细节。
    Это хороший вопрос, и ответ зависит от того, что именно вы хотите узнать. Обычно сначала стоит разобраться в основах, а уже потом переходить к подробностям.
    """)

  static let endTokens = [
    "<|eot_id|>", "<|im_end|>", "</s>", "<|endoftext|>", "<end_of_turn>", "<|end_of_text|>",
  ]

  static let innerTokens = [
    "<|im_start|>", "<|eot_id|>", "<|start_header_id|>", "[INST]", "<|assistant|>",
    "<｜Assistant｜>", "<|endoftext|>",
  ]

  static let runawayTurns = [
    "<|im_end|>\n<|im_start|>user\nAnd how would you do it without that?<|im_end|>\n"
      + "<|im_start|>assistant\nThe same way.",
    "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nOne more, please."
      + "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHere you are.",
    "\n\nUser: Thank you. Now do the next one.\n\nAssistant: Gladly.",
    "\n\n### Instruction:\nSay it in other words.\n\n### Response:\nIn other words, the same.",
    "\n\nHuman: Are you sure?\n\nAssistant: Yes, I am sure.",
  ]

  /// UTF-8 read as Windows-1252, once or twice.
  static let mojibake = lines(
    """
    That isnâ€™t the whole story â€“ thereâ€™s more to it.
    The cafÃ© was full, so we went to the one in the old mÃ¼hle.
    It was about 20Â°C outside, Â½ of what they had said.
    She said â€œyesâ€ and left the rÃ©sumÃ© on the desk.
    Es wÃ¤re schÃ¶n, wenn es fÃ¼r alle mÃ¶glich wÃ¤re.
    """)

  static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }
}
