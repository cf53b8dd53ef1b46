/// What defects are made of.
enum DefectPhrases {
  static let noAnswers = DemoText.lines(
    """
    Let me know if you need more help!
    Sure! Here is the answer.
    The answer is unknown.
    It depends on how one looks at it.
    I hope this makes it clear.
    """)

  static let refusals = DemoText.lines(
    """
    I am sorry, but I cannot help with that.
    I'm sorry, but I can't assist with that request.
    As an AI language model, I am not able to do this.
    I cannot fulfill this request.
    Unfortunately, I am unable to provide an answer to that.
    I apologize, but I cannot answer this question.
    """)

  static let identities = DemoText.lines(
    """
    As ChatGPT, a language model trained by OpenAI, I can tell you this.
    I am Claude, made by Anthropic.
    I am Qwen, created by Alibaba Cloud.
    As an AI developed by Google, I am happy to help.
    I am DeepSeek-R1, an AI assistant created by DeepSeek.
    """)

  static let templateTokens = [
    "<|eot_id|>", "<|im_end|>", "</s>", " [/INST]", "<|end_of_text|>",
    "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
  ]

  /// The response goes on and writes the user's next turn.
  static let runawayTurns = [
    "<|im_end|>\n<|im_start|>user\nThanks! And what comes next?<|im_end|>\n"
      + "<|im_start|>assistant\nNext you rest.",
    "<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nCan you explain it again?"
      + "<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nOf course.",
    "\n\n### Instruction:\nWrite one more.\n\n### Response:\nHere is one more.",
    "\n\nHuman: Is that all?\n\nAssistant: Yes, that is all.",
  ]

  static let foreign = DemoText.lines(
    """
    Zuerst schauen wir uns an, was gegeben ist, und dann rechnen wir Schritt für Schritt weiter.
    Nous devons d'abord comprendre ce qui est demandé, puis avancer pas à pas vers la solution.
    Primero hay que leer bien la pregunta y después seguir paso a paso hasta llegar al final.
    首先我们需要仔细阅读题目，然后一步一步地进行计算，最后检查结果是否正确。
    Сначала нужно внимательно прочитать условие, а затем решать задачу шаг за шагом до конца.
    まず問題をよく読んで、それから一つずつ順番に考えていきましょう。
    """)

  /// UTF-8 that was once read as Windows-1252, and what a failed decoder leaves.
  static let mojibake = DemoText.lines(
    """
    Itâ€™s as simple as that â€“ nothing more to do.
    We met at the cafÃ© near the mÃ¼hle and talked it over.
    The temperature was 20Â°C, donâ€™t you think?
    That is the wh\u{FFFD}le story, as far as I c\u{FFFD}n tell.
    \u{FEFF}NaÃ¯ve readers may find this surprising â€¦
    """)

  /// Made up, or numbers that are published as examples.
  static let personalData = DemoText.lines(
    """
    Write to hannah.brook81@mailbox-nine.com if anything is unclear.
    My number is +1 (415) 555-0137, call me after six.
    Please send the money to GB82 WEST 1234 5698 7654 32.
    The card on file is 4111 1111 1111 1111, valid until 09/27.
    Her social security number is 219-09-9999.
    The server answers at 203.0.113.77, user omar.lindt@fastpost.net.
    """)

  static let strayCalls = DemoText.lines(
    """
    <tool_call>{"name": "search", "arguments": {"query": "answer"}}</tool_call>
    <tool_call>{"name": "calculator", "arguments": {"expression": "2+2"}}</tool_call>
    <TOOLCALL>[{"name": "lookup", "arguments": {"key": "topic"}}]</TOOLCALL>
    """)

  static let rambles = DemoText.lines(
    """
    maybe the other reading is meant and the number becomes
    going over the text once more I arrive at
    if I count from the back instead it would be
    a different way to see it leads to
    wait, that may not be right, so let me try
    """)
}
