// The field of p² elements, p = 2^61 - 1: complex numbers a + bi with a, b modulo p. As p leaves 3
// modulo 4, -1 has no root modulo p, so i is new and the pairs are a field; every rational number
// and i map into it, and so does the square root of every integer. A rational expression that is
// not identically zero vanishes at a random point with probability at most degree / p (Schwartz
// 1980, Zippel 1979), which makes comparison at one point an exact test with a known chance of
// error: below 2^-48 for degrees up to 8,192.

/// An element a + bi of the field with (2^61 - 1)² elements.
package struct FieldElement: Hashable, Sendable {
  package static let prime: UInt64 = (1 << 61) - 1
  package var re: UInt64
  package var im: UInt64

  package init(_ re: UInt64, _ im: UInt64 = 0) {
    self.re = re
    self.im = im
  }

  package init(_ value: Int) {
    let rest = value.magnitude % UInt(FieldElement.prime)
    self.init(value < 0 ? FieldElement.negated(UInt64(rest)) : UInt64(rest))
  }

  package static let zero = FieldElement(0 as UInt64)
  package static let one = FieldElement(1 as UInt64)
  package static let i = FieldElement(0, 1)
  package var isZero: Bool { re == 0 && im == 0 }

  @inline(__always)
  private static func reduced(_ x: UInt64) -> UInt64 { x >= prime ? x - prime : x }
  private static func negated(_ x: UInt64) -> UInt64 { x == 0 ? 0 : prime - x }

  @inline(__always)
  package static func product(_ x: UInt64, _ y: UInt64) -> UInt64 {
    let (high, low) = x.multipliedFullWidth(by: y)
    return reduced((low & prime) &+ reduced((low >> 61) | (high << 3)))
  }

  package static func + (x: FieldElement, y: FieldElement) -> FieldElement {
    FieldElement(reduced(x.re &+ y.re), reduced(x.im &+ y.im))
  }
  package static prefix func - (x: FieldElement) -> FieldElement {
    FieldElement(negated(x.re), negated(x.im))
  }
  package static func - (x: FieldElement, y: FieldElement) -> FieldElement { x + -y }

  package static func * (x: FieldElement, y: FieldElement) -> FieldElement {
    if x.im == 0, y.im == 0 { return FieldElement(product(x.re, y.re)) }
    return FieldElement(
      reduced(product(x.re, y.re) &+ negated(product(x.im, y.im))),
      reduced(product(x.re, y.im) &+ product(x.im, y.re)))
  }

  package func power(_ exponent: UInt64) -> FieldElement {
    var result = FieldElement.one
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      square = square * square
      rest >>= 1
    }
    return result
  }

  /// One over the element; nil for zero.
  package var reciprocal: FieldElement? {
    guard !isZero else { return nil }
    if im == 0 { return power(FieldElement.prime - 2) }
    let conjugate = FieldElement(re, FieldElement.negated(im))
    let norm = FieldElement((self * conjugate).re)
    return conjugate * norm.power(FieldElement.prime - 2)
  }

  /// A square root of an element modulo p, the same one at every call.
  ///
  /// x^((p+1)/4) where x is a square, i times that of -x where it is not.
  package static func root(ofReal value: UInt64) -> FieldElement {
    let x = FieldElement(value)
    let root = x.power((prime + 1) / 4)
    if root * root == x { return root }
    return i * (-x).power((prime + 1) / 4)
  }
}

/// Pseudo-random values that depend only on what is evaluated, so that a verdict is the same on every
/// run: splitmix64 (Steele, Lea and Flood, 2014).
package struct Mixer {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  package mutating func mix(_ value: UInt64) { state = Mixer.scramble(state ^ value) }

  package static func scramble(_ x: UInt64) -> UInt64 {
    var z = x &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  package var hash: UInt64 { Mixer.scramble(state) }
  package var element: FieldElement { FieldElement(hash % FieldElement.prime) }
}
