// What an answer says, as a tree: numbers and functions below, structures (lists, sets, relations)
// above. Trees are small and their depth is bounded by the parser, so recursion over them is safe.

/// A mathematical expression or structure.
package indirect enum Expression: Sendable {
  case number(Rational)
  case constant(Constant)
  case symbol(Symbol)
  case sum([Expression])
  case product([Expression])
  case power(Expression, Expression)
  case call(Function, [Expression])
  /// A function that has only a name, such as f(x).
  case apply(Symbol, [Expression])
  /// A sequence's term with a computed index, such as F_{n-1}.
  case indexed(Symbol, Expression)
  /// The two values a + b and a - b.
  case plusMinus(Expression, Expression)
  case iterated(Iterated)
  case calculus(Calculus)

  /// A value with a mark that gives it a second reading: percent, degrees, a unit.
  case quantity(Expression, Unit)
  /// Digits in a stated base.
  case based(BasedNumber)
  /// A value modulo another: 3 (mod 7).
  case residue(Expression, Expression)
  /// a : b (: c …).
  case ratio([Expression])

  case list([Expression])
  case tuple([Expression])
  case set([Expression])
  case interval(Interval)
  case setOperation(SetOperation, Expression, Expression)
  /// All real numbers, all integers …; the letter that names them.
  case numberSet(UInt8)
  case matrix([[Expression]])
  case relation(Relation)
  /// Words, normalised.
  case text(String)
}

package enum Constant: UInt8, Sendable { case pi, e, i, infinity }

/// A variable's name.
///
/// Two spellings of one name (`x_1`, `x_{1}`) have the same code.
package struct Symbol: Hashable, Sendable {
  package let code: UInt64

  package init(code: UInt64) { self.code = code }
  package init(letter: UInt8) { code = UInt64(letter) }

  /// The ASCII letter where the name is just that.
  package var letter: UInt8? { code < 128 ? UInt8(code) : nil }

  /// The name with something attached: a subscript, a prime.
  package func decorated(_ mark: UInt64) -> Symbol {
    var mixer = Mixer(code)
    mixer.mix(mark)
    return Symbol(code: mixer.hash | 1 << 63)
  }
}

package enum Function: UInt8, Sendable {
  case sin, cos, tan, cot, sec, csc
  case arcsin, arccos, arctan, arccot, arcsec, arccsc
  case sinh, cosh, tanh, coth, sech, csch
  case arsinh, arcosh, artanh
  /// `log` has an optional second argument, its base; without one it is read as 10 or as e.
  case ln, log, exp
  case abs, floor, ceiling, sign
  case factorial, doubleFactorial, binomial, permutations
  case gcd, lcm, maximum, minimum, modulo
  case realPart, imaginaryPart, conjugate, argument, cis
  case determinant
}

/// A sum or a product over a range.
package struct Iterated: Sendable {
  package var isProduct: Bool
  package var index: Symbol
  package var from: Expression
  package var to: Expression
  package var body: Expression

  /// The same with another name for the index, in the range only: the body follows.
  func renamed(_ index: Symbol) -> Iterated {
    var copy = self
    copy.index = index
    return copy
  }
}

package struct Calculus: Sendable {
  package enum Kind: Sendable {
    case derivative
    case limit(Expression)
    case integral(from: Expression, to: Expression)
    case antiderivative
  }
  package var kind: Kind
  package var variable: Symbol
  package var body: Expression
}

package struct Interval: Sendable {
  package var from: Expression
  package var to: Expression
  package var closedBelow: Bool
  package var closedAbove: Bool
}

package enum SetOperation: UInt8, Sendable { case union, intersection, difference }

package enum Comparison: UInt8, Sendable {
  case equal, approximately, less, lessOrEqual, greater, greaterOrEqual, notEqual
  case element, notElement, subset, congruent, arrow

  package var flipped: Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: self
    }
  }
  package var isOrder: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

/// a = b = c, 0 < x ≤ 1: one more side than there are comparisons.
package struct Relation: Sendable {
  package var sides: [Expression]
  package var comparisons: [Comparison]
}

/// The digits of a number in a base, most significant first, and how many follow the point.
package struct BasedNumber: Sendable, Hashable {
  package var digits: [UInt8]
  package var fraction: Int
  package var negative: Bool
  package var base: Int
}
