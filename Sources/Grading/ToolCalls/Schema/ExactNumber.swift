import BigInt
import Bytes

/// A JSON number as sign, digits and a power of ten: compared and divided without rounding.
///
/// The value is ±0.d₁d₂d₃… · 10^`point`; the digits begin and end with others than zero, so each value
/// has one form: `1`, `1.0` and `10e-1` are equal, and so are `0` and `-0.0`.
struct ExactNumber: Hashable, Sendable {
  let isNegative: Bool
  let digits: [UInt8]  // 0...9
  let point: Int

  /// - Parameter token: of JSON's grammar; an exponent beyond ±10^15 is held at that bound.
  init(token: String) {
    var digits: [UInt8] = []
    var point = 0
    var exponent = 0
    var isExponentNegative = false
    var phase = Phase.whole
    for byte in token.utf8 {
      switch (byte, phase) {
      case (0x30...0x39, .exponent): exponent = min(exponent * 10 + Int(byte - 0x30), Self.bound)
      case (0x30...0x39, _):
        if !digits.isEmpty || byte != 0x30 { digits.append(byte - 0x30) }
        if phase == .whole, !digits.isEmpty { point += 1 }
        if phase == .fraction, digits.isEmpty { point -= 1 }
      case (0x2E, _): phase = .fraction
      case (0x65, _), (0x45, _): phase = .exponent
      case (0x2D, .exponent): isExponentNegative = true
      default: break
      }
    }
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    self.point = digits.isEmpty ? 0 : point + (isExponentNegative ? -exponent : exponent)
    isNegative = !digits.isEmpty && token.utf8.first == 0x2D
  }

  private enum Phase { case whole, fraction, exponent }
  private static let bound = 1_000_000_000_000_000

  var isZero: Bool { digits.isEmpty }

  /// Whether the value has no fraction, however it is written: `3.0` and `1e3` are integers.
  var isInteger: Bool { digits.count <= point || isZero }
}

extension ExactNumber: Comparable {
  static func < (a: ExactNumber, b: ExactNumber) -> Bool {
    if a.isNegative != b.isNegative { return a.isNegative }
    return a.isNegative ? b.isSmaller(than: a) : a.isSmaller(than: b)
  }

  /// Compares magnitudes.
  private func isSmaller(than other: ExactNumber) -> Bool {
    if isZero || other.isZero { return isZero && !other.isZero }
    if point != other.point { return point < other.point }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}

extension ExactNumber {
  /// Whether the quotient is an integer.
  ///
  /// False for a divisor of zero; nil where a number has more digits than are worth dividing.
  /// With a = A·10^s and m = M·10^t, A and M without trailing zeros: for s >= t the question is whether
  /// M divides A·10^(s-t), which modular powers answer whatever the exponents; for s < t it would make
  /// A divisible by 10, which it is not.
  func isMultiple(of divisor: ExactNumber) -> Bool? {
    guard !divisor.isZero else { return false }
    guard !isZero else { return true }
    guard digits.count <= 5_000, divisor.digits.count <= 5_000 else { return nil }
    let shift = (point - digits.count) - (divisor.point - divisor.digits.count)
    guard shift >= 0 else { return false }
    let modulus = divisor.coefficient
    let scale = BigUInt(10).power(BigUInt(shift), modulus: modulus)
    return (coefficient % modulus * scale) % modulus == 0
  }

  private var coefficient: BigUInt {
    if digits.count <= 18 { return BigUInt(digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }) }
    return BigUInt(String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)) ?? 0
  }
}
