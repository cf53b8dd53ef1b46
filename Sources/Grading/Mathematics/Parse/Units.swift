// Units of measure: enough to tell 5 cm from 5 m and 1 m from 100 cm. A unit is a product of powers
// of base dimensions with an exact factor; words that are no unit ("apples") say nothing about the
// value and are dropped.

/// What a quantity is measured in.
package struct Unit: Sendable, Hashable {
  /// Powers of the base dimensions as digits in base 64 (see `Dimension`); 0 for a unit that is only
  /// a word.
  package var dimension: UInt64
  /// How many base units one is, as a fraction.
  package var factor: Rational

  package static let percent = Unit(dimension: Dimension.percent.rawValue, factor: .one)
  package static let degree = Unit(dimension: Dimension.angle.rawValue, factor: .one)
  package static let currency = Unit(dimension: Dimension.dollar.rawValue, factor: .one)
  package static let word = Unit(dimension: 0, factor: .one)
  static let celsius = of(.celsius, 1)
  static let fahrenheit = of(.fahrenheit, 1)

  package var isWord: Bool { dimension == 0 }

  /// A sign that stands before its number: €77.
  var isCurrency: Bool {
    switch dimension {
    case Dimension.euro.rawValue, Dimension.pound.rawValue, Dimension.yen.rawValue,
      Dimension.rupee.rawValue, Dimension.yuan.rawValue:
      true
    default: self == .currency
    }
  }

  /// Degrees of a scale; the scales are told apart, and both are "degrees".
  private var isTemperature: Bool {
    dimension == Dimension.celsius.rawValue || dimension == Dimension.fahrenheit.rawValue
  }

  /// Whether two quantities of these units can be equal at all.
  package func comparable(with other: Unit) -> Bool {
    isWord || other.isWord || dimension == other.dimension
      || self == .degree && other.isTemperature || isTemperature && other == .degree
  }

  package func raised(_ power: Int) -> Unit {
    guard !isWord, power != 1, abs(power) <= 4, let factor = factor.power(power) else {
      return self
    }
    return Unit(dimension: dimension &* UInt64(bitPattern: Int64(power)), factor: factor)
  }

  package func times(_ other: Unit) -> Unit {
    if isWord || other.isWord { return .word }
    if self == .degree, other.isTemperature { return other }
    return Unit(dimension: dimension &+ other.dimension, factor: factor * other.factor)
  }
}

/// Base dimensions as digits of a number in base 64, so that products add and powers multiply.
package enum Dimension: UInt64 {
  case length = 1
  case time = 64
  case mass = 4_096
  case angle = 262_144
  case dollar = 16_777_216
  case percent = 1_073_741_824
  case euro = 68_719_476_736
  case pound = 4_398_046_511_104
  case other = 281_474_976_710_656
  case mole = 18_014_398_509_481_984
  // never multiplied
  case celsius = 0x1000_0000_0000_0000
  case fahrenheit = 0x2000_0000_0000_0000
  case yen = 0x3000_0000_0000_0000
  case rupee = 0x4000_0000_0000_0000
  case yuan = 0x5000_0000_0000_0000
}

extension Unit {
  static func of(_ dimension: Dimension, _ top: Int, _ bottom: Int = 1) -> Unit {
    Unit(dimension: dimension.rawValue, factor: Rational(top, over: bottom) ?? .one)
  }
  private static let liter = Unit(dimension: 3, factor: .small(1, 1000))

  // kg·m/s² and what follows from it
  private static let newton = Unit(dimension: 4_096 + 1 - 128, factor: .one)
  private static let joule = Unit(dimension: newton.dimension + 1, factor: .one)
  private static let watt = Unit(dimension: joule.dimension - 64, factor: .one)
  private static let ampere = of(.other, 1)
  private static let volt = Unit(
    dimension: watt.dimension &- ampere.dimension, factor: .one)
  private static let hertz = Unit(dimension: 0 &- 64, factor: .one)

  static let ohm = Unit(dimension: volt.dimension &- ampere.dimension, factor: .one)
  private static let pascal = Unit(dimension: newton.dimension &- 2, factor: .one)
  private static let coulomb = Unit(dimension: ampere.dimension &+ 64, factor: .one)
  private static let farad = Unit(dimension: coulomb.dimension &- volt.dimension, factor: .one)
  /// Exact since 2019: 1.602 176 634 · 10^-19 J.
  private static let electronvolt = Unit(
    dimension: joule.dimension,
    factor: Rational(1_602_176_634, over: 1)?.divided(by: Rational(10).power(28) ?? .one) ?? .one)

  private func scaled(_ factor: Int) -> Unit {
    Unit(dimension: dimension, factor: Rational(factor))
  }
  func scaled(_ factor: Rational) -> Unit {
    Unit(dimension: dimension, factor: self.factor * factor)
  }

  /// What the SI's prefixes multiply by, but for those of two letters.
  static let prefixes: [UInt8: Rational] = [
    UInt8(ascii: "n"): .small(1, 1_000_000_000), UInt8(ascii: "u"): micro,
    UInt8(ascii: "m"): .small(1, 1000), UInt8(ascii: "c"): .small(1, 100),
    UInt8(ascii: "k"): .small(1000, 1), UInt8(ascii: "M"): .small(1_000_000, 1),
    UInt8(ascii: "G"): .small(1_000_000_000, 1),
  ]
  static let micro = Rational.small(1, 1_000_000)

  /// A prefix and a letter: mA, nm, kV.
  ///
  /// Where letters could be variables, only a text or the end of the answer makes them one.
  static func prefixed(_ prefix: UInt8, _ letter: UInt8) -> Unit? {
    guard let factor = prefixes[prefix], let unit = symbols[letter], !unit.isWord else {
      return nil
    }
    return unit.scaled(factor)
  }

  /// The letters of units that take prefixes; F and C are no degrees behind one.
  static let symbols: [UInt8: Unit] = letters.merging([
    UInt8(ascii: "F"): farad, UInt8(ascii: "C"): coulomb,
  ]) { $1 }.filter { $0.key != UInt8(ascii: "h") }

  /// Names by unit; a singular is given where the plural only adds an s.
  static let names: [(String, Unit)] = [
    ("mm millimeter millimetre", of(.length, 1, 1000)),
    ("cm centimeter centimetre", of(.length, 1, 100)),
    ("dm decimeter decimetre", of(.length, 1, 10)),
    ("meter metre", of(.length, 1)),
    ("km kilometer kilometre", of(.length, 1000)),
    ("inch inches", of(.length, 254, 10_000)),
    ("ft foot feet", of(.length, 3048, 10_000)),
    ("yd yard", of(.length, 9144, 10_000)),
    ("mi mile", of(.length, 1_609_344, 1000)),
    ("second", of(.time, 1)),
    ("minute", of(.time, 60)),
    ("hr hrs hour", of(.time, 3600)),
    ("day", of(.time, 86_400)),
    ("week", of(.time, 604_800)),
    ("mg milligram", of(.mass, 1, 1_000_000)),
    ("gram", of(.mass, 1, 1000)),
    ("kg kilogram", of(.mass, 1)),
    ("lb lbs", of(.mass, 45_359_237, 100_000_000)),
    ("oz ounce", of(.mass, 45_359_237, 1_600_000_000)),
    ("ml mL milliliter millilitre", Unit(dimension: 3, factor: .small(1, 1_000_000))),
    ("liter litre", liter),
    ("degree degrees deg", of(.angle, 1)),
    ("dollar usd", of(.dollar, 1)),
    ("cent cents", of(.dollar, 1, 100)),
    ("euro eur", of(.euro, 1)),
    ("gbp", of(.pound, 1)),
    ("yen jpy", of(.yen, 1)), ("rupee inr Rs", of(.rupee, 1)), ("yuan rmb cny", of(.yuan, 1)),
    ("celsius centigrade", celsius), ("fahrenheit", fahrenheit),
    ("mole mol", of(.mole, 1)), ("coulomb", coulomb), ("farad", farad),
    ("micrometer micrometre micron", of(.length, 1, 1_000_000)),
    ("nanometer nanometre", of(.length, 1, 1_000_000_000)),
    ("millisecond", of(.time, 1, 1000)), ("microsecond", of(.time, 1, 1_000_000)),
    ("tonne", of(.mass, 1000)), ("hectare", Unit(dimension: 2, factor: Rational(10_000))),
    ("kilohm", ohm.scaled(1000)), ("megahertz", hertz.scaled(1_000_000)),
    ("milliamp milliampere", ampere.scaled(.small(1, 1000))),
    ("millivolt", volt.scaled(.small(1, 1000))), ("microfarad", farad.scaled(.small(1, 1_000_000))),
    ("calorie", joule.scaled(.small(4184, 1000))), ("kcal kilocalorie", joule.scaled(4184)),
    ("atmosphere atm", pascal.scaled(101_325)),
    ("eV electronvolt", electronvolt), ("keV", electronvolt.scaled(1000)),
    ("MeV", electronvolt.scaled(1_000_000)), ("GeV", electronvolt.scaled(1_000_000_000)),
    ("kph kmh", Unit(dimension: 1 &- 64, factor: .small(1000, 3600))),
    ("newton", newton), ("kN kilonewton", newton.scaled(1000)),
    ("joule", joule), ("kJ kilojoule", joule.scaled(1000)), ("kWh", joule.scaled(3_600_000)),
    ("watt", watt), ("kW kilowatt", watt.scaled(1000)), ("MW megawatt", watt.scaled(1_000_000)),
    ("amp ampere", ampere), ("volt", volt), ("kV kilovolt", volt.scaled(1000)),
    ("ohm", ohm), ("Pa pascal", pascal), ("kPa kilopascal", pascal.scaled(1000)),
    ("Hz hertz", hertz), ("kHz", hertz.scaled(1000)), ("MHz", hertz.scaled(1_000_000)),
    ("GHz gigahertz", hertz.scaled(1_000_000_000)), ("MPa megapascal", pascal.scaled(1_000_000)),
    ("mph", Unit(dimension: 1 &- 64, factor: .small(1_609_344, 3_600_000))),
  ]

  /// Single letters that name a unit after a number when the answer is read that way.
  static let letters: [UInt8: Unit] = [
    UInt8(ascii: "m"): of(.length, 1), UInt8(ascii: "s"): of(.time, 1),
    UInt8(ascii: "h"): of(.time, 3600), UInt8(ascii: "g"): of(.mass, 1, 1000),
    UInt8(ascii: "L"): liter, UInt8(ascii: "l"): liter, UInt8(ascii: "N"): newton,
    UInt8(ascii: "J"): joule, UInt8(ascii: "W"): watt, UInt8(ascii: "V"): volt,
    UInt8(ascii: "A"): ampere, UInt8(ascii: "K"): word, UInt8(ascii: "C"): word,
    UInt8(ascii: "F"): word,
  ]
}
