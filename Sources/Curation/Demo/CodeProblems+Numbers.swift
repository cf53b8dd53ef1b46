/// Functions of a number.
extension CodeProblems {
  @Sendable static func sumOfMultiples(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let (a, b) = (dice.within(2...6), dice.within(7...11))
    func sum(_ n: Int) -> String {
      String((0..<n).filter { $0 % a == 0 || $0 % b == 0 }.reduce(0, +))
    }
    return CodeTasks.Problem(
      name: "sum_multiples",
      request: "returns the sum of all integers from 0 below n that are multiples of \(a) or \(b).",
      plan:
        "Going through the numbers below n and adding those that \(a) or \(b) divides is enough.",
      right: [
        """
        def sum_multiples(n):
            return sum(i for i in range(n) if i % \(a) == 0 or i % \(b) == 0)
        """,
        """
        def sum_multiples(n):
            total = 0
            for i in range(n):
                if i % \(a) == 0 or i % \(b) == 0:
                    total += i
            return total
        """,
      ],
      wrong: [
        """
        def sum_multiples(n):
            return sum(range(0, n, \(a))) + sum(range(0, n, \(b)))
        """
      ],
      tests: [30, 100, 1].map { ("sum_multiples(\($0))", sum($0)) }
        + [("sum_multiples(\(a * b + 1))", sum(a * b + 1))])
  }

  @Sendable static func digitSum(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let factor = dice.within(2...9)
    func value(_ n: Int) -> String {
      String(String(n).reduce(0) { $0 + ($1.wholeNumberValue ?? 0) } * factor)
    }
    return CodeTasks.Problem(
      name: "scaled_digit_sum",
      request: "adds the decimal digits of a non-negative integer n and multiplies the sum "
        + "by \(factor).",
      plan: "The digits can be read off the decimal string of n.",
      right: [
        """
        def scaled_digit_sum(n):
            return \(factor) * sum(int(d) for d in str(n))
        """,
        """
        def scaled_digit_sum(n):
            total = 0
            while n:
                n, digit = divmod(n, 10)
                total += digit
            return total * \(factor)
        """,
      ],
      wrong: [
        """
        def scaled_digit_sum(n):
            total = 0
            while n > 9:
                total += n % 10
                n //= 10
            return total * \(factor)
        """
      ],
      tests: [347, 0, 9, 100_020].map { ("scaled_digit_sum(\($0))", value($0)) })
  }

  @Sendable static func toBase(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let base = dice.within(2...9)
    func digits(_ n: Int) -> String { "\"\(String(n, radix: base))\"" }
    return CodeTasks.Problem(
      name: "to_base",
      request: "writes a non-negative integer n in base \(base), as a string of digits.",
      plan: "Dividing by \(base) again and again gives the digits from the last to the first.",
      right: [
        """
        def to_base(n):
            if n == 0:
                return "0"
            digits = []
            while n:
                n, d = divmod(n, \(base))
                digits.append(str(d))
            return "".join(reversed(digits))
        """,
        """
        def to_base(n):
            if n < \(base):
                return str(n)
            return to_base(n // \(base)) + str(n % \(base))
        """,
      ],
      wrong: [
        """
        def to_base(n):
            digits = ""
            while n:
                digits = digits + str(n % \(base))
                n //= \(base)
            return digits
        """
      ],
      tests: [1000, 0, 7, base, 65].map { ("to_base(\($0))", digits($0)) })
  }

  @Sendable static func recurrence(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let (a, b) = (dice.within(1...3), dice.within(1...4))
    func value(_ n: Int) -> String {
      var (x, y) = (0, 1)
      for _ in 0..<n { (x, y) = (y, a * y + b * x) }
      return String(x)
    }
    return CodeTasks.Problem(
      name: "term",
      request: "returns f(n) for f(0) = 0, f(1) = 1 and f(n) = \(a) f(n-1) + \(b) f(n-2).",
      plan: "Two variables that move along the sequence are enough.",
      right: [
        """
        def term(n):
            x, y = 0, 1
            for _ in range(n):
                x, y = y, \(a) * y + \(b) * x
            return x
        """,
        """
        def term(n):
            values = [0, 1]
            while len(values) <= n:
                values.append(\(a) * values[-1] + \(b) * values[-2])
            return values[n]
        """,
      ],
      wrong: [
        """
        def term(n):
            x, y = 0, 1
            for _ in range(n):
                x = y
                y = \(a) * y + \(b) * x
            return x
        """
      ],
      tests: [6, 0, 1, 15].map { ("term(\($0))", value($0)) })
  }
}
