// What commands and words mean. Lookup is by a 64-bit hash of the name's bytes, so the lexer makes
// no strings; that two names of the tables share a hash is ruled out by a test.

package enum Command: Sendable {
  /// Says nothing about the value: spacing, sizes, fonts of a following group.
  case skip
  /// The same, and so does its argument in braces.
  case skipArgument
  case token(Token.Kind)
  /// Its argument is prose that may hold numbers.
  case text
  /// Its argument is a name in upright letters.
  case roman
}

package enum Vocabulary {
  /// FNV-1a, 64 bits.
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }

  private static func spread(_ names: String) -> [UInt64] {
    names.split(separator: " ").map { hash($0.utf8) }
  }

  package static let commands: [UInt64: Command] = {
    var table: [UInt64: Command] = [:]
    func add(_ names: String, _ command: Command) {
      for key in spread(names) { table[key] = command }
    }
    add(
      """
      left right mleft mright big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle
      displaystyle textstyle scriptstyle limits nolimits thinspace negthinspace medspace thickspace
      enspace mathbf boldsymbol bm mathit mathsf mathcal mathfrak mathscr mathord mathop mathstrut
      hat widehat vec bar tilde widetilde underline overrightarrow mathnormal rm bf it em
      boxed fbox framebox ensuremath emph strut hfill nonumber notag underbrace overbrace hline
      therefore because blacksquare Box qed checkmark
      centering Large large small normalsize tiny bold noindent cancel num mathbin mathrel mathopen mathclose mathpunct mathinner
      """.replacingNewlines, .skip)
    add(
      "hspace vspace label color textcolor colorbox tag phantom hphantom vphantom kern cline",
      .skipArgument)
    add("text textbf textit textrm textsf texttt mbox hbox textnormal textup textsc", .text)
    add("mathrm operatorname unit si", .roman)
    for (names, function) in functions { add(names, .token(.function(function))) }
    for (name, kind) in marks { add(name, .token(kind)) }
    add("euro texteuro", .token(.unit(.of(.euro, 1))))
    add("pounds textsterling", .token(.unit(.of(.pound, 1))))
    add("yen textyen", .token(.unit(.of(.yen, 1))))
    add("rupee", .token(.unit(.of(.rupee, 1))))
    add("ohm", .token(.unit(.ohm)))
    add("celsius", .token(.unit(.celsius)))
    for (position, name) in greek.enumerated() {
      table[hash(name.utf8)] = .token(.symbol(Symbol(code: 256 + UInt64(position))))
    }
    return table
  }()

  private static let greek = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma",
    "Delta", "Theta", "Lambda", "Xi", "Sigma", "Phi", "Psi", "Omega", "varepsilon", "vartheta",
    "varphi", "varrho", "ell", "hbar", "angle", "triangle", "square", "star", "ast", "bullet",
  ]

  private static let functions: [(String, Function)] = [
    ("sin", .sin), ("cos", .cos), ("tan tg", .tan), ("cot ctg cotan", .cot), ("sec", .sec),
    ("csc cosec", .csc), ("arcsin asin", .arcsin), ("arccos acos", .arccos),
    ("arctan atan arctg", .arctan), ("arccot acot", .arccot), ("arcsec", .arcsec),
    ("arccsc", .arccsc), ("sinh", .sinh), ("cosh", .cosh), ("tanh", .tanh),
    ("coth", .coth), ("sech", .sech), ("csch", .csch), ("arsinh arcsinh asinh", .arsinh),
    ("arcosh arccosh acosh", .arcosh), ("artanh arctanh atanh", .artanh), ("ln", .ln),
    ("log lg", .log), ("exp", .exp), ("abs", .abs), ("floor", .floor), ("ceil", .ceiling),
    ("gcd hcf", .gcd), ("lcm", .lcm), ("max", .maximum), ("min", .minimum), ("det", .determinant),
    ("arg Arg", .argument), ("Re", .realPart), ("Im", .imaginaryPart), ("cis", .cis),
    ("sgn sign", .sign), ("conj overline", .conjugate),
  ]

  private static let marks: [(String, Token.Kind)] = [
    ("frac dfrac tfrac cfrac nicefrac sfrac", .fraction),
    ("binom dbinom tbinom", .binomial), ("sqrt", .root), ("choose", .infixChoose),
    ("over", .infixOver), ("cdot times ast", .times), ("div", .over),
    ("pm", .plusMinus(reversed: false)),
    ("mp", .plusMinus(reversed: true)), ("pi", .constant(.pi)), ("infty", .constant(.infinity)),
    ("exponentialE", .constant(.e)), ("imaginaryI imaginaryJ imath", .constant(.i)),
    ("le leq leqslant leqq", .comparison(.lessOrEqual)),
    ("ge geq geqslant geqq", .comparison(.greaterOrEqual)),
    ("lt", .comparison(.less)), ("gt", .comparison(.greater)), ("ne neq", .comparison(.notEqual)),
    ("approx approxeq simeq sim thickapprox doteq cong", .comparison(.approximately)),
    ("equiv", .comparison(.congruent)), ("in isin", .comparison(.element)),
    ("notin", .comparison(.notElement)), ("subset subseteq", .comparison(.subset)),
    (
      "to rightarrow longrightarrow Rightarrow implies mapsto iff Leftrightarrow",
      .comparison(.arrow)
    ),
    ("not", .not), ("cup bigcup", .setOperation(.union)),
    ("cap bigcap", .setOperation(.intersection)),
    ("setminus smallsetminus backslash", .setOperation(.difference)),
    ("land wedge", .and), ("lor vee", .or), ("emptyset varnothing O", .emptySet),
    ("mid", .such), ("vert lvert rvert", .bar), ("Vert lVert rVert", .bar),
    ("langle", .open(.angle)), ("rangle", .close(.angle)),
    ("lfloor llcorner", .open(.floor)), ("rfloor lrcorner", .close(.floor)),
    ("lceil ulcorner", .open(.ceiling)), ("rceil urcorner", .close(.ceiling)),
    ("lbrace", .open(.set)), ("rbrace", .close(.set)), ("lbrack", .open(.square)),
    ("rbrack", .close(.square)), ("lgroup lparen", .open(.parenthesis)),
    ("rgroup rparen", .close(.parenthesis)), ("quad qquad", .wideSpace),
    ("sum", .sum), ("prod", .iteratedProduct), ("int", .integral), ("lim", .limit),
    ("mod bmod", .mod), ("pmod", .parenthesisedMod),
    ("ldots dots cdots dotsc dotsb vdots", .ellipsis),
    ("circ degree textdegree", .degree), ("prime", .prime), ("percent", .percent),
    ("partial", .symbol(Symbol(letter: UInt8(ascii: "d")))),
    ("top", .symbol(Symbol(letter: UInt8(ascii: "T")))),
    ("forall", .word), ("textdollar", .currency), ("colon", .colon), ("cr", .rowBreak),
  ]

  package static let words: [UInt64: Token.Kind] = {
    var table: [UInt64: Token.Kind] = [:]
    func add(_ names: String, _ kind: Token.Kind) {
      for key in spread(names) { table[key] = kind }
    }
    for (names, function) in functions { add(names, .function(function)) }
    for (position, name) in greek.prefix(31).enumerated() {
      table[hash(name.utf8)] = .symbol(Symbol(code: 256 + UInt64(position)))
    }
    for (names, unit) in Unit.names {
      for name in names.split(separator: " ") {
        table[hash(name.utf8)] = .unit(unit)
        if name != "inch" { table[hash((name + "s").utf8)] = .unit(unit) }
      }
    }
    add("pi", .constant(.pi))
    add("inf infinity infty oo", .constant(.infinity))
    add("sqrt", .root)
    add("frac dfrac tfrac", .fraction)
    add("and AND und", .and)
    add("or OR oder", .or)
    add("percent pct percentage", .percent)
    add("mod", .mod)
    add("sq cu", .word)
    for (name, power) in [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)] {
      table[hash(name.utf8)] = .scale(power)
    }
    add("union", .setOperation(.union))
    add("comb nCr", .function(.binomial))
    add("factorial", .function(.factorial))
    add("ceiling", .function(.ceiling))
    return table
  }()

  /// Two- and three-letter words of prose; other short runs of letters are products of variables.
  package static let shortWords: Set<UInt64> = Set(
    spread(
      """
      is so the we it of to in at on be by as an are was not has for get its all any but can may yes
      no now use per via her his she he you my our out up us if do did off one two ten six set sum
      odd day man men box way pay per cup bag car dog cat egg pen hen pie had who how why too let see
      got net old new red few age end tie toy bus ice pts pt won pm am vs
      """.replacingNewlines))

  /// Words that turn a number into something else than the answer.
  package static let negations: Set<UInt64> = Set(
    spread(
      """
      not no isn't isnt never neither nor cannot can't than least most except unless between without
      wrong incorrect greater less fewer
      """.replacingNewlines))

  package static let environments: [UInt64: Environment] = {
    var table: [UInt64: Environment] = [:]
    for key in spread("matrix pmatrix bmatrix Bmatrix smallmatrix") { table[key] = .matrix }
    for key in spread("vmatrix") { table[key] = .determinant }
    for key in spread("array tabular") { table[key] = .array }
    for key in spread("cases dcases rcases") { table[key] = .cases }
    for key in spread("align align* aligned gather gather* gathered equation equation* split") {
      table[key] = .rows
    }
    return table
  }()
}

extension Symbol {
  /// \mu and \Omega, by their places in the table of Greek letters.
  static let mu = Symbol(code: 256 + 11)
  static let ohmSign = Symbol(code: 256 + 30)
}

extension String {
  fileprivate var replacingNewlines: String {
    String(decoding: utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
  }
}
