import Bytes
import Grading

/// Pseudo-random texts of pieces that break readers; the same for a seed on every run.
struct NastyTexts {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state = Mixer.scramble(state &+ 0x9E37_79B9_7F4A_7C15)
    return Int(state % UInt64(max(1, bound)))
  }

  mutating func text(of pieces: [String], upTo count: Int) -> String {
    var text = ""
    for _ in 0..<next(count) + 1 {
      let piece = pieces[next(pieces.count)]
      text += next(40) == 0 ? String(repeating: piece, count: 1 + next(200)) : piece
    }
    return text
  }

  /// The text with bytes overwritten, cut out or doubled; mostly no UTF-8 any more.
  mutating func damaged(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<next(4) where !bytes.isEmpty {
      let at = next(bytes.count)
      switch next(3) {
      case 0: bytes[at] = UInt8(next(256))
      case 1: bytes.remove(at: at)
      default: bytes.insert(bytes[at], at: next(bytes.count))
      }
    }
    return bytes
  }

  static let mathematics =
    latex + structures
    + "0 1 2 3 9 10 007 1,000 3.14 0.(3) 1e6 1e400 .5 5. 99999999999999999999 -9223372036854775808"
    .pieces
    + "+ - * / ^ _ ! ' = < > <= , ; : | || ( ) [ ] { } & $ % ~ ... .".pieces
    + "x y n k e i f(x) A P C and or not the cm m s km/h mA Ω µ hours PM base per to".pieces
    + ["°", "√", "∞", "½", "²", "±", "≤", "∪", "∈", "…", "−", "𝑥", "３", "٣", "四", "\u{305}", "è"]
    + ["\u{0}", "\u{FEFF}", "\u{202E}", "\u{200B}", "\u{FFFD}", "\n", "  ", "\t", "👩‍👩‍👧", "\u{300}"]

  private static let latex =
    #"""
    \frac \dfrac{1}{2} \frac{ \sqrt \sqrt[3]{ \sin \log_2 \ln \pi \theta \infty \pm \mp \cdot \times
    \left \right \left. \le \ge \ne \in \cup \cap \setminus \emptyset \mathbb{R} \text{ \mathrm{m}
    \boxed{ \overline{3} \dot{3} \ldots \binom{5}{2} \choose \over \pmod \bmod \equiv \Rightarrow \approx
    \sum_{k=1}^{n} \sum_{n=0}^{\infty} \prod_{i=1}^{3} \int_0^1 dx \lim_{x\to0} \frac{d}{dx} \max \gcd
    \lfloor \rfloor \lceil \langle \rangle \{ \} \| \\ \, \! \% \$ \circ ^\circ \prime \forall \Omega \mu
    """#.pieces
  private static let structures = [
    #"\begin{pmatrix}"#, #"\end{pmatrix}"#, #"\begin{cases}"#, #"\end{cases}"#, #"\begin{"#,
    #"\text{ or }"#, #"\text{ and }"#, "x^2<4", "(1,2]", "k\\in\\mathbb{Z}", "1,2,\\ldots,9",
    "3:30 PM",
    "45^\\circ30'", "2 h 30 min", "1.234,56", "1'000", "x\\equiv3\\pmod7", "July 4, 1776",
  ]

  static let responses =
    [
      "<think>", "</think>", "<answer>", "</answer>", "\\boxed{", "}", "#### ", "The answer is ",
      "Answer: ", "答案是", "उत्तर ", "\n\n", "**", "$$", "\\[", "```python\n", "```\n", "def f(x):\n",
      "    return x\n", "assert f(1) == 1\n", "(A)", " B ", "C.", "not D", "both A and B",
      "* item\n", "1. ",
      "<<title>>", "[name]", "P.S. ", "******", "\"", "“", "I can't help.", "Judgement: Yes",
      "<svg>",
      "</svg>", "<!DOCTYPE x [", "<![CDATA[", "&amp;", "&#x0;", "score: 7/10", "Hello World. ",
      "été ",
    ] + mathematics.suffix(10)

  static let json =
    #"""
    { } [ ] , : "name" "arguments" "a" "parameters" "function" null true false 0 -1 1e9 1e999 0.1 "" "\u0000"
    "\ud800" " \ <tool_call> </tool_call> <TOOLCALL> </TOOLCALL> get_weather( city="Paris" days=3 ) ' ''
    {"name":"now"} {"name":"get_weather","arguments":{"city":"Paris"}} math.add(a=1,b=2) # // NaN Infinity
    """#.pieces + ["\u{0}", "\u{2028}", "\n", " ", "é", "👍"]
}

extension String {
  /// What stands between white space.
  fileprivate var pieces: [String] { split { $0 == " " || $0 == "\n" }.map(String.init) }
}
