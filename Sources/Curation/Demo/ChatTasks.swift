/// Short chat: nothing to check, but replies that differ in length and order, and some second turns.
enum ChatTasks {
  static func task(_ dice: inout DemoDice) -> DemoTask {
    let topic = dice.pick(DemoTopic.all)
    let count = dice.within(2...5)
    let values = ["topic": topic.name, "count": numerals[count] ?? "some"]
    var turns = [DemoText.fill(dice.pick(askings), values)]
    if dice.chance(200) {
      turns.append(dice.sample(2, of: topic.sentences).joined(separator: " "))
      turns.append(DemoText.fill(dice.pick(followUps), values))
    }
    let right = (0..<6).map { _ in reply(topic, count, &dice) }
    return DemoTask(category: "chat", turns: turns, right: right)
  }

  private static func reply(_ topic: DemoTopic, _ count: Int, _ dice: inout DemoDice) -> DemoReply {
    let sentences = dice.sample(count, of: topic.sentences)
    let reasoning = [
      DemoText.fill(dice.pick(thoughts), ["topic": topic.name]),
      "A few things come to mind: "
        + sentences.map { $0.dropLast().lowercased() }
        .joined(separator: "; ") + ".",
      dice.pick(plans),
    ]
    let answer = [dice.pick(openers)] + sentences + [dice.pick(closers)]
    return DemoReply(
      reasoning: reasoning.joined(separator: "\n"),
      answer: answer.filter { !$0.isEmpty }.joined(separator: " "))
  }

  private static let numerals = [2: "two", 3: "three", 4: "four", 5: "five"]
  private static let askings = DemoText.lines(
    """
    What should I know about {topic}?
    Tell me {count} things about {topic}, please.
    My niece asked me about {topic}. What could I tell her?
    Why do people like {topic} so much?
    I would like to talk about {topic} for a bit.
    Can you say something about {topic} in {count} sentences?
    """)
  private static let followUps = DemoText.lines(
    """
    Nice, what else?
    Could you tell me more about {topic}?
    And what would you add to that?
    """)
  private static let thoughts = DemoText.lines(
    """
    The user would like to hear about {topic}.
    A friendly question about {topic}, so a short and friendly reply will do.
    This is small talk about {topic}.
    """)
  private static let plans = DemoText.lines(
    """
    I will put them in a good order and keep it short.
    That is enough for a short reply.
    No list is needed here, plain sentences are fine.
    """)
  private static let openers = ["Gladly.", "Of course.", "With pleasure.", "Here you go.", ""]
  private static let closers = [
    "I hope that helps.", "Have fun with it.", "Ask me if you want to know more.", "",
  ]
}
