/// The templates of the longer word problems; all arithmetic is on integers.
enum MathTemplates {
  typealias Template = @Sendable (inout DemoDice) -> MathWords.Problem

  static let all: [Template] = [
    discount, raise, remainder, marbles, journey, garden, interest, average, ratio, equation,
    series, pipes, change, ladder, diagonal, roots,
  ]

  @Sendable private static func discount(_ dice: inout DemoDice) -> MathWords.Problem {
    let price = dice.within(2...24) * 20
    let percent = dice.within(1...9) * 5
    let off = price * percent / 100
    let thing = dice.pick(DemoText.words("coat lamp desk tent chair bicycle"))
    return MathWords.Problem(
      question: "A \(thing) costs \(price) dollars. In a sale its price falls by \(percent)%. "
        + "How many dollars does it cost in the sale?",
      steps: [
        "The price before the sale is \(price) dollars.",
        "The discount is \(percent)% of \(price), which is \(off) dollars.",
      ],
      last: "Taking \(off) away from \(price) leaves {x} dollars.",
      gold: "\(price - off)", slips: ["\(price + off)", "\(off)", "\(price - off + 10)"])
  }

  @Sendable private static func raise(_ dice: inout DemoDice) -> MathWords.Problem {
    let base = dice.within(2...20) * 100
    let percent = dice.within(2...15) * 5
    let end = base + base * percent / 100
    return MathWords.Problem(
      question:
        "A club had \(DemoText.grouped(base)) members and now has \(DemoText.grouped(end)). "
        + "By what percentage did it grow?",
      steps: [
        "The club grew by \(DemoText.grouped(end - base)) members.",
        "Growth is measured against the \(DemoText.grouped(base)) members of before.",
      ],
      last: "Dividing \(end - base) by \(base) gives a growth of {x}.",
      gold: "\(percent)\\%", slips: ["\(percent + 5)\\%", "\(percent * 2)\\%"])
  }

  @Sendable private static func remainder(_ dice: inout DemoDice) -> MathWords.Problem {
    let (first, second) = (dice.within(3...6), dice.within(7...9))
    let done = DemoFraction(first + second, first * second)
    let rest = DemoFraction(first * second - first - second, first * second)
    let name = dice.pick(DemoText.words("Amira Jonas Petra Samuel Yuki"))
    return MathWords.Problem(
      question: "\(name) reads 1/\(first) of a book on Monday and 1/\(second) of it on Tuesday. "
        + "What fraction of the book is left?",
      steps: [
        "A common denominator of 1/\(first) and 1/\(second) is \(first * second).",
        "Together both days make $\(done.latex)$ of the book.",
      ],
      last: "What is left of the whole is ${x}$.",
      gold: rest.latex, forms: [rest.displayLatex],
      slips: [done.latex, DemoFraction(1, second).latex])
  }

  @Sendable private static func marbles(_ dice: inout DemoDice) -> MathWords.Problem {
    let (red, blue) = (dice.within(2...9), dice.within(3...12))
    let chance = DemoFraction(red, red + blue)
    return MathWords.Problem(
      question: "A bag holds \(red) red and \(blue) blue marbles. One marble is drawn at random. "
        + "What is the probability that it is red?",
      steps: [
        "There are \(red + blue) marbles in all.",
        "Of these, \(red) are red.",
      ],
      last: "The probability is ${x}$.",
      gold: chance.latex, forms: [chance.displayLatex],
      slips: [DemoFraction(red, blue).latex, DemoFraction(blue, red + blue).latex])
  }

  @Sendable private static func journey(_ dice: inout DemoDice) -> MathWords.Problem {
    let speed = dice.within(4...12) * 10
    let halves = dice.within(3...9)
    let time = DemoFraction(halves, 2)
    return MathWords.Problem(
      question: "A train goes \(speed * halves / 2) kilometres at a steady "
        + "\(speed) kilometres an hour. How many hours does it take?",
      steps: [
        "Time is distance divided by speed.",
        "The distance is \(speed * halves / 2) kilometres and the speed is \(speed).",
      ],
      last: "So the journey takes ${x}$ hours.",
      gold: time.latex, forms: [time.displayLatex, time.decimalHalf],
      slips: ["\(halves)", DemoFraction(halves + 1, 2).latex])
  }

  @Sendable private static func garden(_ dice: inout DemoDice) -> MathWords.Problem {
    let width = dice.within(6...40)
    let length = width + dice.within(5...50)
    let area = width * length
    return MathWords.Problem(
      question: "A rectangular garden is \(length) metres long. Its fence is "
        + "\(2 * (length + width)) metres long in all. What is its area in square metres?",
      steps: [
        "Half of the fence is \(length + width) metres, a length and a width.",
        "So the width is \(width) metres.",
      ],
      last: "The area is \(length) times \(width), which is {x} square metres.",
      gold: "\(area)", forms: area > 999 ? [DemoText.grouped(area)] : [],
      slips: ["\(area + 10)", "\(length + width)", "\(area - width)"])
  }

  @Sendable private static func interest(_ dice: inout DemoDice) -> MathWords.Problem {
    let principal = dice.within(4...60) * 100
    let (rate, years) = (dice.within(2...8), dice.within(2...6))
    let yearly = principal * rate / 100
    let total = principal + yearly * years
    return MathWords.Problem(
      question:
        "Somebody puts \(DemoText.grouped(principal)) dollars into an account that pays \(rate)% "
        + "simple interest a year. How many dollars are there after \(years) years?",
      steps: [
        "One year brings \(rate)% of \(DemoText.grouped(principal)), which is \(yearly) dollars.",
        "In \(years) years the interest is \(yearly * years) dollars.",
      ],
      last: "With the \(DemoText.grouped(principal)) dollars of the start this makes {x} dollars.",
      gold: "\(total)", forms: total > 999 ? [DemoText.grouped(total)] : [],
      slips: ["\(yearly * years)", "\(total + yearly)", "\(principal + yearly)"])
  }

  @Sendable private static func average(_ dice: inout DemoDice) -> MathWords.Problem {
    let points = (0..<4).map { _ in dice.within(10...60) }
    let sum = points.reduce(0, +)
    let mean = DemoFraction(sum, 4)
    let list = points.map(String.init).joined(separator: ", ")
    return MathWords.Problem(
      question: "Four rounds of a game bring \(list) points. What is the average of a round?",
      steps: ["The sum of the points is \(sum).", "There are 4 rounds."],
      last: "So the average is ${x}$ points.",
      gold: mean.latex, forms: [mean.displayLatex],
      slips: ["\(sum)", DemoFraction(sum + 4, 4).latex, DemoFraction(sum, 3).latex])
  }

  @Sendable private static func ratio(_ dice: inout DemoDice) -> MathWords.Problem {
    let (left, part) = (dice.within(2...5), dice.within(3...30))
    let right = left + dice.within(1...4)
    return MathWords.Problem(
      question: "Two friends share \((left + right) * part) stamps in the ratio \(left):\(right). "
        + "How many stamps does the one with more get?",
      steps: [
        "The ratio has \(left + right) parts in all.",
        "One part is \(part) stamps.",
      ],
      last: "The larger share is \(right) parts, which makes {x} stamps.",
      gold: "\(right * part)", slips: ["\(left * part)", "\((right + 1) * part)"])
  }

  @Sendable private static func equation(_ dice: inout DemoDice) -> MathWords.Problem {
    let (factor, x, shift) = (dice.within(2...9), dice.within(-9...12), dice.within(1...20))
    let right = factor * x + shift
    return MathWords.Problem(
      question: "Solve for $x$: $\(factor)x + \(shift) = \(right)$.",
      steps: [
        "Taking \(shift) away from both sides gives $\(factor)x = \(factor * x)$.",
        "Now both sides are divided by \(factor).",
      ],
      last: "So $x$ is ${x}$.",
      gold: "\(x)", forms: ["x = \(x)"],
      slips: ["\(x + 1)", "\(x == 0 ? 2 : -x)", "\(factor * x + 1)"])
  }

  @Sendable private static func series(_ dice: inout DemoDice) -> MathWords.Problem {
    let (first, step, count) = (dice.within(1...9), dice.within(2...7), dice.within(8...20))
    let end = first + (count - 1) * step
    let sum = (first + end) * count / 2
    return MathWords.Problem(
      question: "The first row of a theatre has \(first + 10) seats and each row has \(step) more "
        + "than the one before it. How many seats are there in the first \(count) rows?",
      steps: [
        "Row \(count) has \(end + 10) seats.",
        "The rows have \(first + 10) and \(end + 10) seats at the ends, so twice the average is "
          + "\(first + end + 20).",
      ],
      last: "Half of \(first + end + 20) times \(count) is {x}.",
      gold: "\(sum + 10 * count)", slips: ["\(sum)", "\(sum + 10 * count + step)"])
  }

  @Sendable private static func pipes(_ dice: inout DemoDice) -> MathWords.Problem {
    let fast = dice.within(2...6)
    let slow = fast + dice.within(1...6)
    let time = DemoFraction(fast * slow, fast + slow)
    return MathWords.Problem(
      question: "One pipe fills a tank in \(fast) hours and another one in \(slow) hours. "
        + "How many hours do they take together?",
      steps: [
        "In one hour they fill 1/\(fast) and 1/\(slow) of the tank.",
        "Together that is $\(DemoFraction(fast + slow, fast * slow).latex)$ of the tank an hour.",
      ],
      last: "The time is the reciprocal, ${x}$ hours.",
      gold: time.latex, forms: [time.displayLatex],
      slips: [DemoFraction(fast + slow, fast * slow).latex, DemoFraction(fast + slow, 2).latex])
  }

  @Sendable private static func change(_ dice: inout DemoDice) -> MathWords.Problem {
    let (price, count) = (dice.within(21...95) * 5, dice.within(2...4))
    let left = 2000 - price * count
    return MathWords.Problem(
      question: "A notebook costs \(money(price)) dollars. Somebody buys \(count) of them and pays "
        + "with a note of 20 dollars. How many dollars come back?",
      steps: [
        "The notebooks cost \(count) times \(money(price)), which is \(money(price * count)).",
        "The note is worth 20.00 dollars.",
      ],
      last: "The change is {x} dollars.",
      gold: money(left), slips: [money(left + 100), money(price * count), money(left + 10)])
  }

  @Sendable private static func ladder(_ dice: inout DemoDice) -> MathWords.Problem {
    let (a, b, c) = dice.pick([(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29)])
    let scale = dice.within(1...9)
    return MathWords.Problem(
      question: "A ramp rises \(a * scale) centimetres over a level distance of \(b * scale) "
        + "centimetres. How long is the ramp itself in centimetres?",
      steps: [
        "The ramp is the hypotenuse of a right triangle.",
        "Its square is $\(a * scale)^2 + \(b * scale)^2 = \(c * c * scale * scale)$.",
      ],
      last: "The root of that is {x}.",
      gold: "\(c * scale)", slips: ["\((a + b) * scale)", "\(c * scale + 1)"])
  }

  @Sendable private static func diagonal(_ dice: inout DemoDice) -> MathWords.Problem {
    let side = dice.within(2...40)
    return MathWords.Problem(
      question: "A square has sides of \(side) centimetres. "
        + "Give the exact length of its diagonal in centimetres.",
      steps: [
        "The diagonal is the hypotenuse of two sides.",
        "Its square is $2 \\cdot \(side)^2 = \(2 * side * side)$.",
      ],
      last: "So the diagonal is ${x}$.",
      gold: "\(side)\\sqrt{2}", forms: ["\\sqrt{\(2 * side * side)}"],
      slips: ["\(2 * side)", "\(side)\\sqrt{3}", "\(side + 1)\\sqrt{2}"])
  }

  @Sendable private static func roots(_ dice: inout DemoDice) -> MathWords.Problem {
    let small = dice.within(1...9)
    let large = small + dice.within(1...9)
    return MathWords.Problem(
      question: "What is the larger solution of $x^2 - \(small + large)x + \(small * large) = 0$?",
      steps: [
        "Two numbers with sum \(small + large) and product \(small * large) are wanted.",
        "These are \(small) and \(large).",
      ],
      last: "The larger one is ${x}$.",
      gold: "\(large)", slips: ["\(small)", "\(small + large)", "-\(large)"])
  }

  /// Cents as dollars: `4.05`.
  private static func money(_ cents: Int) -> String {
    let rest = cents % 100
    return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
