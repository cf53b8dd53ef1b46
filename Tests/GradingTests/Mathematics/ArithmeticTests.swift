import BigInt
import Grading
import Testing

@Suite struct ArithmeticTests {
  @Test func rationalsHaveOneForm() throws {
    #expect(Rational(6, over: -8) == Rational(-3, over: 4))
    #expect(Rational(0, over: 5) == .zero)
    #expect(Rational(1, over: 0) == nil)
    let big = Rational(BigInt(2).power(80))
    #expect(big.divided(by: big) == .one)
    #expect(Rational(Int.max) + .one - .one == Rational(Int.max))
    #expect(Rational(Int.min) + Rational(Int.max) == .minusOne)
    #expect(
      (Rational(Int.max) * Rational(Int.max)).divided(by: Rational(Int.max)) == Rational(Int.max))
  }

  @Test(arguments: [(7, 2, 3), (-7, 2, -4), (6, 3, 2), (-6, 3, -2)])
  func floors(_ top: Int, _ bottom: Int, _ floor: Int) {
    #expect(Rational(top, over: bottom)?.floor == Rational(floor))
  }

  @Test func decimalsOfManyDigitsReduce() {
    #expect(Rational(BigInt(125), tenthPowers: 3) == Rational(1, over: 8))
    #expect(Rational(BigInt(0), tenthPowers: 40) == .zero)
    #expect(Rational(BigInt(3), tenthPowers: 40) == Rational(BigInt(3), over: BigInt(10).power(40)))
  }

  @Test func fieldIsAField() throws {
    let x = FieldElement(123_456_789, 987_654_321)
    let inverse = try #require(x.reciprocal)
    #expect(x * inverse == .one)
    #expect(FieldElement.i * FieldElement.i == FieldElement(-1))
    #expect(FieldElement.zero.reciprocal == nil)
    for n: UInt64 in 2..<60 {
      let root = FieldElement.root(ofReal: n)
      #expect(root * root == FieldElement(n))
    }
  }

  /// The product reduced by shifts, against the remainder of the full product.
  @Test func productsAgreeWithDivision() {
    var x: UInt64 = 0x1234_5678_9ABC_DEF
    for _ in 0..<500 {
      x = Mixer.scramble(x)
      let a = x % FieldElement.prime
      let b = Mixer.scramble(x &+ 1) % FieldElement.prime
      let full = a.multipliedFullWidth(by: b)
      let expected = FieldElement.prime.dividingFullWidth((full.high, full.low)).remainder
      #expect(FieldElement.product(a, b) == expected)
    }
    let last = FieldElement.prime - 1
    #expect(FieldElement.product(last, last) == 1)
  }
}
