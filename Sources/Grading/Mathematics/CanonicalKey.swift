import BigInt

// One text for one value, for voting and for the entropy of answers: 0.5, 1/2 and \frac{2}{4} have
// the key `1/2`. Equal keys mean equal values (to 30 digits); equal values have equal keys for
// rational numbers, for formulas of known functions, and for lists, sets, tuples and matrices of
// them. Not decided: different forms of one interval, inequality or equation, units (they are
// dropped), and answers that have several readings; those keep a key of their own form.

public enum CanonicalAnswer {
  /// The key of an answer, extracted before; equal for equal values where that is decidable.
  public static func key(_ answer: String) -> String {
    let text = AnswerText(Array(answer.utf8))
    guard let parsed = try? text.parsed(.usual), let key = key(parsed.expression) else {
      return "text:" + text.words
    }
    return key
  }

  private static func key(_ expression: Expression) -> String? {
    switch expression.settled {
    case .number(let value): return "\(value)"
    case .text(let words): return "text:" + words
    case .quantity(let value, _): return key(value)
    case .based(let number): return number.value.map { "\($0) in base \(number.base)" }
    case .list(let parts), .set(let parts):
      return keys(parts).map { "{" + Set($0).sorted().joined(separator: ", ") + "}" }
    case .tuple(let parts): return keys(parts).map { "(" + $0.joined(separator: ", ") + ")" }
    case .residue(let value, let modulus):
      return keys([value, modulus]).map { $0.joined(separator: " mod ") }
    case .ratio(let parts): return keys(parts).map { $0.joined(separator: ":") }
    case .matrix(let rows):
      let lines = rows.map { keys($0)?.joined(separator: ", ") }
      return lines.contains(nil) ? nil : "[" + lines.compactMap { $0 }.joined(separator: "; ") + "]"
    case .interval(let interval):
      return keys([interval.from, interval.to]).map {
        (interval.closedBelow ? "[" : "]") + $0.joined(separator: ", ")
          + (interval.closedAbove ? "]" : "[")
      }
    case .setOperation(let operation, let left, let right):
      return keys([left, right]).map {
        "\(operation)(" + (operation == .difference ? $0 : $0.sorted()).joined(separator: ", ")
          + ")"
      }
    case .numberSet(let letter): return "set:" + String(Unicode.Scalar(letter))
    case .relation(let relation): return relationKey(relation)
    case let scalar: return scalar.isPurelyScalar ? scalarKey(scalar) : nil
    }
  }

  private static func keys(_ parts: [Expression]) -> [String]? {
    let keys = parts.compactMap(key)
    return keys.count == parts.count ? keys : nil
  }

  private static func relationKey(_ relation: Relation) -> String? {
    if let value = relation.soleValue { return key(value) }
    guard let sides = keys(relation.sides) else { return nil }
    let signs = relation.comparisons.map { "\($0)" }.joined(separator: ",")
    return signs + "(" + sides.joined(separator: ", ") + ")"
  }

  /// A rational by its digits, other values by 30 digits at two fixed points.
  private static func scalarKey(_ expression: Expression) -> String? {
    // Most answers are such numbers, whose key the evaluation below would find again.
    if case .number(let number) = expression, case .small(_, ..<(1 << 20)) = number {
      return "\(number)"
    }
    if expression.isInfinite {
      return Fingerprint(expression).map { "infinity:\($0.value.re)" }
    }
    let points: [SamplePoint] =
      expression.needsWholeNumbers ? SamplePoint.wholes : [.positive, .small]
    var digits: [String] = []
    for point in expression.hasVariables ? points : [.positive] {
      var evaluator = NumericEvaluator<BigBall>(point: point, logIsNatural: false)
      guard let value = evaluator.value(expression), let re = value.re.decimalKey,
        let im = value.im.decimalKey
      else { return Fingerprint(expression).map { "form:\($0.value.re),\($0.value.im)" } }
      digits.append(value.im.mayBeZero ? re : re + "+i" + im)
    }
    // a formula that has one value everywhere is that value
    if let only = digits.first, digits.allSatisfy({ $0 == only }) { return only }
    return "f(" + digits.joined(separator: "; ") + ")"
  }
}

extension BigBall {
  /// Thirty significant digits, or the fraction where the value is one with a small denominator; nil
  /// where so many are not known.
  fileprivate var decimalKey: String? {
    if mayBeZero { return radius < -200 ? "0" : nil }
    guard isPrecise(160), abs(exponent) < 4_000 else { return nil }
    if let fraction = simpleFraction { return "\(fraction)" }
    // digits · 10^-places, with some 30 digits
    let places = 30 - Int((Double(mantissa.magnitude.bitWidth + exponent) * 0.30103).rounded(.down))
    let power = BigInt(10).power(abs(places))
    return
      "\(places >= 0 ? rounded(mantissa * power, over: 1) : rounded(mantissa, over: power))e\(-places)"
  }

  /// numerator · 2^exponent / divisor, to the nearest integer.
  private func rounded(_ numerator: BigInt, over divisor: BigInt) -> BigInt {
    let top = exponent >= 0 ? numerator << exponent : numerator
    let bottom = exponent >= 0 ? divisor : divisor << -exponent
    let (quotient, rest) = (2 * top + bottom).quotientAndRemainder(dividingBy: 2 * bottom)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// Whether a double of the value is as near to a fraction with a denominator below two million as
  /// to its own: arithmetic on large integers is dear, and hardly any value is a fraction.
  private var mayBeSimpleFraction: Bool {
    let value = Swift.abs(approximation)
    guard value > 1e-6, value < 1e6 else { return true }
    var rest = value
    var (p, previousP) = (1.0, 0.0)
    var (q, previousQ) = (0.0, 1.0)
    while true {
      let part = rest.rounded(.down)
      (p, previousP) = (part * p + previousP, p)
      (q, previousQ) = (part * q + previousQ, q)
      guard q < 2_097_152 else { return false }
      if Swift.abs(p / q - value) < value * 1e-14 { return true }
      guard rest > part else { return true }
      rest = 1 / (rest - part)
    }
  }

  /// The continued fraction of the value where it ends early: p/q with q below a million.
  private var simpleFraction: Rational? {
    guard mayBeSimpleFraction else { return nil }
    let numerator = exponent >= 0 ? mantissa << exponent : mantissa
    let denominator = exponent >= 0 ? BigInt(1) : BigInt(1) << -exponent
    var (top, bottom) = (numerator, denominator)
    var (p, previousP) = (BigInt(1), BigInt(0))
    var (q, previousQ) = (BigInt(0), BigInt(1))
    while bottom != 0 {
      var (part, rest) = top.quotientAndRemainder(dividingBy: bottom)
      if rest < 0 { (part, rest) = (part - 1, rest + bottom) }
      (p, previousP) = (part * p + previousP, p)
      (q, previousQ) = (part * q + previousQ, q)
      guard q.bitWidth <= 20 else { return nil }
      (top, bottom) = (bottom, rest)
      // |value - p/q| below 2^-150, without a fraction in lowest terms at every step
      let difference = (numerator * q - denominator * p).magnitude
      if difference.isZero || (denominator * q).bitWidth - difference.bitWidth > 150 {
        return Rational(p, over: q)
      }
    }
    return nil
  }
}
