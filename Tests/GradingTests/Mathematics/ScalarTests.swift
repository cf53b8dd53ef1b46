import Grading
import Testing

@Suite struct ScalarTests {
  @Test(arguments: [
    Pair("^5C_2", "10"), Pair("{}^5C_2", "10"), Pair("{}_{5}P_{2}", "20"),
    Pair("^5C_2", "20", false),
    Pair("0xff", "255"), Pair("0xFF", "0xff"), Pair("0x23c8b81", "0x23C3C11", false),
    Pair("0b101", "5"), Pair("0o17", "15"), Pair("10x5", "50"), Pair("0x12", "0", false),
    Pair("twenty-one", "21"), Pair("21", "twenty one"), Pair("one half", #"\frac12"#),
    Pair("three quarters", "0.75"), Pair("two and a half", "2.5"),
    Pair("one hundred and five", "105"),
    Pair("two thousand three hundred", "2300"), Pair("one million", "1000000"),
    Pair("twenty-one", "22", false), Pair("one two", "12", false), Pair("two twenty", "22", false),
    Pair("second", "2", false), Pair("six", "6"),
    Pair("DNE", #"\text{does not exist}"#), Pair("does not exist", "DNE"),
    Pair("DNE", "undefined", false),
    Pair("x^3/3 + C", #"\frac{1}{3}x^3+c"#), Pair("x^3/3 + C", "x^3/3+K"),
    Pair("x^3/3 + C", "x^2/3+c", false), Pair("a + C", "a + d", false),
    Pair("C + 1", "k + 2", false),
    Pair("3 to 4", "3:4"), Pair(#"3 \text{ to } 4"#, "6:8"), Pair("3 to 4", "4:3", false),
    Pair("3:30 PM", "3:30"), Pair("3:30 PM", "4:30 PM", false),
    Pair("1A_{16}", "26_{10}"), Pair("1A_{16}", "1a_16"), Pair("1A_{16}", "1B_{16}", false),
    Pair("A3_{16}", "163_{10}"), Pair("101_2", #"101_{\text{two}}"#),
    Pair("101_2", #"101_{\text{three}}"#, false),
    Pair("7", #"\therefore 7"#), Pair("7", #"\implies 7"#), Pair("7", "7/0", false),
    Pair("42", "4 2", false), Pair("f'(x)", #"f^{\prime}(x)"#), Pair("f'(x)", "f(x)", false),
    Pair(#"\textbf{(C)} 12"#, "C"), Pair(#"\textbf{(C)} 12"#, "B", false),
  ])
  func otherWritings(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("60 km/h", "60"), Pair("60 km/h", #"60 \text{ kilometers per hour}"#),
    Pair("60 km/h", "60 mph", false), Pair("60 km/h", "60 kph"),
    Pair("30 mph", "30 miles per hour"),
    Pair("60 km/h", "1000 m/min"), Pair("60 km/h", "100 m/min", false), Pair("5 m", "500 cm"),
    Pair("500 cm", "5 m"),
    Pair("5 m", "5 cm", false), Pair(#"5\text{ m}^2"#, "5 m^2"), Pair("1.5 kg", "1500 g"),
    Pair("1 L", "1000 mL"), Pair("2 hours", "120 minutes"), Pair("2 hours", "2 minutes", false),
    Pair("60 mph", #"60 \frac{\text{miles}}{\text{hour}}"#),
    Pair(#"10\frac{\text{m}}{\text{s}}"#, #"10\text{ s}"#, false),
    Pair("25 ^\\circ C", "25 degrees Celsius"), Pair(#"25^\circ\text{C}"#, "25"),
    Pair("5 cm^2", "5 sq cm"), Pair(#"4.5\text{ N}"#, "4.5 newtons"),
    Pair(#"4.5\text{ N}"#, "4.5 J", false), Pair("2 kW", "2000 watts"),
  ])
  func unitsOnBothSides(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("17", "+17"), Pair("17", "017"), Pair("17", "17."), Pair("17", "17.00"),
    Pair("17", "-17", false),
    Pair("2500000", "2,500,000"), Pair("2500000", "2{,}500{,}000"),
    Pair("2500000", "2\\,500\\,000"),
    Pair("2500000", "2 500 000"), Pair("2500000", "2.5\\times 10^6"), Pair("2500000", "2.5e6"),
    Pair("2500", "25,00", false), Pair("12345", "1,2345", false), Pair("0", "-0"),
    Pair("3^{80}", "147808829414345923316083210206383297601"),
    Pair("3^{80}", "147808829414345923316083210206383297602", false),
  ])
  func integers(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("\\frac{3}{8}", "3/8"), Pair("\\frac{3}{8}", "0.375"), Pair("\\frac{3}{8}", "\\dfrac38"),
    Pair("\\frac{3}{8}", "\\frac{6}{16}"), Pair("\\frac{3}{8}", "\\frac{-3}{-8}"),
    Pair("\\frac{3}{8}", "0.38", false), Pair("\\frac{3}{8}", "\\frac{8}{3}", false),
    Pair("\\frac{2}{3}", "0.\\overline{6}"), Pair("\\frac{2}{3}", "0.(6)"),
    Pair("\\frac16", "0.1\\overline{6}"),
    Pair("\\frac{2}{3}", "0.667", false), Pair("\\frac{17}{5}", "3 2/5"),
    Pair("\\frac{17}{5}", "3\\tfrac25"),
    Pair("-\\frac{17}{5}", "-3 2/5"), Pair("\\frac{17}{5}", "3⅖"),
    Pair("\\frac{6}{5}", "3\\cdot\\frac25"),
    Pair("\\frac{1}{900!}", "\\frac{1}{901!}", false),
    Pair("\\frac{1}{900!}", "\\frac{900}{900\\cdot 900!}"),
  ])
  func fractions(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("3.5", "7/2"), Pair("3.5", "3{,}5"), Pair("3.25", "3,25"), Pair("0.5", ".5"),
    Pair("3.1416", "\\pi", false), Pair("\\pi", "3.14159", false), Pair("1.41421356", "\\sqrt{2}"),
    Pair("1.41421357", "\\sqrt{2}", false), Pair("\\frac17", "0.142857142857142857"),
    Pair("\\frac17", "0.142857", false), Pair("7.25", "7.250001", false),
  ])
  func decimals(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("\\sqrt{12}", "2\\sqrt{3}"), Pair("\\sqrt{12}", "2√3"), Pair("\\sqrt{12}", "3.464", false),
    Pair("\\frac{1}{\\sqrt{5}}", "\\frac{\\sqrt5}{5}"), Pair("\\sqrt{6}", "\\sqrt2\\cdot\\sqrt3"),
    Pair("\\sqrt{7+4\\sqrt3}", "2+\\sqrt3"), Pair("\\sqrt{7+4\\sqrt3}", "2-\\sqrt3", false),
    Pair("\\sqrt[3]{27}", "3"), Pair("\\sqrt[3]{16}", "2\\sqrt[3]{2}"),
    Pair("x^{2/3}", "\\sqrt[3]{x^2}"),
    Pair("\\sqrt{x^2}", "x", false), Pair("\\sqrt{x^2}", "|x|"), Pair("\\sqrt{-4}", "2i"),
  ])
  func radicals(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("(a-b)^2", "a^2-2ab+b^2"), Pair("(a-b)^2", "a^2+b^2", false), Pair("uv", "vu"),
    Pair("x", "t", false),
    Pair("\\frac{1}{a}-\\frac1b", "\\frac{b-a}{ab}"), Pair("\\sin 2x", "2\\sin x\\cos x"),
    Pair("\\cos^2 t - \\sin^2 t", "\\cos 2t"), Pair("\\cos 2t", "\\cos^2 t", false),
    Pair("\\log_3 81", "4"), Pair("\\ln(e^5)", "5"), Pair("e^{x+1}", "e\\cdot e^x"),
    Pair("e^{-i\\pi}", "-1"),
    Pair("\\tan 45^\\circ", "1"), Pair("\\arctan 1", "\\frac{\\pi}{4}"),
    Pair("2^{n+3}", "8\\cdot 2^n"),
    Pair("2^{n+3}", "2^n+8", false), Pair("\\binom{n}{2}", "\\frac{n(n-1)}{2}"),
    Pair("(n+1)!", "(n+1)\\cdot n!"),
    Pair("\\sum_{k=1}^{n} k", "\\frac{n^2+n}{2}"), Pair("\\sum_{k=1}^{20} k^2", "2870"),
    Pair("3-2i", "-2i+3"),
    Pair("3-2i", "3+2i", false), Pair("(1+i)^2", "2i"), Pair("\\int_0^1 x^2 dx", "1/3"),
    Pair("\\frac{d}{dx} x^3", "3x^2"),
    Pair("1-\\frac{1}{\\mathrm e}", "1+\\frac1e", false), Pair("f(x+1)", "f(1+x)"),
    Pair("f(x)", "g(x)", false),
  ])
  func formulas(_ pair: Pair) { checkMath(pair) }

  @Test(arguments: [
    Pair("35\\%", "35"), Pair("35\\%", "0.35"), Pair("35\\%", "7/20"), Pair("35", "35%"),
    Pair("0.35", "35", false),
    Pair("35\\%", "3.5", false), Pair("\\$4.50", "4.5"), Pair("\\$4.50", "4.50 dollars"),
    Pair("40^\\circ", "40°"),
    Pair("40^\\circ", "40 degrees"), Pair("7\\text{ cm}", "7"),
    Pair("7\\text{ cm}", "7\\text{ m}", false),
    Pair("1\\text{ m}", "100\\text{ cm}"), Pair("12\\text{ cm}^2", "12 cm²"),
    Pair("8", "8 marbles"), Pair("5", "5 m"),
    Pair("5", "5 x", false), Pair("6:15\\text{ a.m.}", "6:15"), Pair("6:00", "3:00", false),
    Pair("4:6", "2:3"), Pair("4:6", "3:2", false), Pair("321_4", "321_{4}"),
    Pair("321_4", "321_5", false), Pair("321_4", "321"),
  ])
  func quantities(_ pair: Pair) { checkMath(pair) }
}
