/// One token of an answer in LaTeX or plain text.
package struct Token: Sendable {
  package var kind: Kind
  /// Bytes of the source that it came from.
  package var start: Int
  package var end: Int
  /// White space stood before it.
  package var spaced: Bool

  package enum Kind: Sendable, Equatable {
    /// An index into the lexer's literals.
    case number(Int)
    case symbol(Symbol)
    case constant(Constant)
    /// A run of letters that is no mathematics.
    case word
    case unit(Unit)
    case function(Function)
    case open(Bracket)
    case close(Bracket)
    case bar
    case plus, minus
    /// `reversed` is ∓.
    case plusMinus(reversed: Bool)
    case times, over
    case caret, underscore, bang, percent, degree, prime, currency
    case comma, semicolon, colon, wideSpace
    case and, or
    case comparison(Comparison)
    /// \not before a comparison.
    case not
    case setOperation(SetOperation)
    case such
    /// A number word that multiplies: million.
    case scale(Int)
    case fraction, binomial, root, infixChoose, infixOver
    case sum, iteratedProduct, integral, limit, nabla
    case mod, parenthesisedMod
    case begin(Environment)
    case end
    case ampersand, rowBreak
    case ellipsis
    case emptySet
    case numberSet(UInt8)

    var isUnit: Bool { if case .unit = self { true } else { false } }
  }
}

package enum Bracket: UInt8, Sendable {
  case parenthesis, square, brace, set, angle, floor, ceiling, bar
}

package enum Environment: UInt8, Sendable {
  case matrix, determinant, array, cases, rows
}

/// A number as it was written.
package struct NumberLiteral: Sendable {
  package var value: Rational
  /// Significant digits where it has a decimal point, else nil.
  package var decimalDigits: Int?
  /// The digits alone, with their point: what a base subscript reinterprets.
  package var start: Int
  package var end: Int
}

/// How what is ambiguous is read; the first reading is the usual one.
package struct Reading: Sendable, Hashable {
  /// Where `1,234` is one number.
  package enum Grouping: Sendable, Hashable { case nowhere, outsideBrackets, everywhere }
  package var grouping = Grouping.outsideBrackets
  /// `1,22` is one and 22 hundredths.
  package var decimalComma = false
  /// A letter after a number that names a unit, as in `5 m`, is the unit.
  package var bareUnits = false

  package init(
    grouping: Grouping = .outsideBrackets, decimalComma: Bool = false, bareUnits: Bool = false
  ) {
    self.grouping = grouping
    self.decimalComma = decimalComma
    self.bareUnits = bareUnits
  }
  package static let usual = Reading()
}

/// Why a text is not mathematics, and where.
package struct ParseFailure: Error, Sendable, CustomStringConvertible {
  package let offset: Int
  package let problem: String
  package var description: String { "byte \(offset): \(problem)" }
}
