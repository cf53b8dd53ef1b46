import Bytes

/// A chained-arithmetic word problem: three to five additions and subtractions below 20.
///
/// Amounts are 2...5 and values 1...20, which a model of 0.4 million parameters learns in a million
/// tokens when it may write the steps down, and does not learn when it may not.
struct ArithmeticProblem {
  struct Step: Hashable {
    let isSum: Bool
    let amount: Int
  }

  let start: Int
  let steps: [Step]
  let text: String

  init(_ dice: inout DemoDice) {
    let name = dice.pick(Self.names)
    let items = dice.pick(Self.items)
    func filled(_ template: String, _ amount: Int) -> String {
      DemoText.fill(template, ["N": name, "I": items, "n": String(amount)])
    }
    var value = dice.within(2...5)
    start = value
    var sentences = [filled(dice.pick(Self.starts), value)]
    var steps: [Step] = []
    for _ in 0..<dice.within(3...5) {
      let isSum = value <= 3 || (value <= 15 && dice.chance(600))
      let amount = dice.within(2...(isSum ? 5 : min(5, value - 1)))
      sentences.append(filled(dice.pick(isSum ? Self.gains : Self.losses), amount))
      steps.append(Step(isSum: isSum, amount: amount))
      value += isSum ? amount : -amount
    }
    sentences.append(filled(dice.pick(Self.questions), value))
    self.steps = steps
    text = sentences.joined(separator: " ")
  }

  /// The sequence of operations and numbers: what is left when names and words are taken away.
  var skeleton: String {
    String(start) + steps.map { ($0.isSum ? "+" : "-") + String($0.amount) }.joined()
  }

  /// Whether every problem of this skeleton is kept for evaluation, whatever its words.
  ///
  /// The space of short chains is small, so a split by text would leave the same sums in both parts
  /// and "off" would be answered from memory.
  var isHeldOut: Bool {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in skeleton.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return DemoDice.scramble(hash) % 12 == 0
  }

  var answer: Int { steps.reduce(start) { $0 + ($1.isSum ? $1.amount : -$1.amount) } }

  /// The reply of somebody who computes each step with `rule`, going on from their own results.
  func reply(_ rule: (_ value: Int, _ step: Step, _ index: Int) -> Int) -> DemoReply {
    var value = start
    var lines: [String] = []
    for (index, step) in steps.enumerated() {
      let result = rule(value, step, index)
      lines.append("\(value)\(step.isSum ? "+" : "-")\(step.amount)=\(result)")
      value = result
    }
    return DemoReply(
      reasoning: lines.joined(separator: "\n"), answer: "The answer is \(value).")
  }

  private static let names = DemoText.words(
    "Ada Ben Cleo Dan Eva Finn Gus Hana Ivy Jack Kim Lena Max Nora Omar Pia")
  private static let items = DemoText.words(
    "apples beads books cards coins cups eggs keys pens rings shells stamps")
  private static let starts = ["{N} has {n} {I}.", "{N} starts with {n} {I}."]
  private static let gains = [
    "{N} gets {n} more.", "{N} buys {n} more.", "{N} finds {n} more.",
    "A friend gives {N} {n} more.",
  ]
  private static let losses = [
    "{N} gives away {n}.", "{N} loses {n}.", "{N} sells {n}.", "{N} uses {n}.",
  ]
  private static let questions = [
    "How many {I} are there now?", "How many {I} does {N} have now?",
  ]
}
