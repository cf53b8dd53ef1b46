/// A positive fraction in lowest terms, as text.
struct DemoFraction {
  let numerator: Int
  let denominator: Int

  init(_ numerator: Int, _ denominator: Int) {
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// `\frac{3}{4}`; an integer where the denominator is 1.
  var latex: String { latex("frac") }
  var displayLatex: String { latex("dfrac") }

  private func latex(_ command: String) -> String {
    denominator == 1 ? "\(numerator)" : "\\\(command){\(numerator)}{\(denominator)}"
  }

  /// `2.5` where the denominator is 2, else `latex`.
  var decimalHalf: String { denominator == 2 ? "\(numerator / 2).5" : latex }
}
