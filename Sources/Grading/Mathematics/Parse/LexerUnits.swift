// Letters whose neighbours decide what they are: the units of `2 h 30 min`, `5 μm` and `3 kΩ`, and the
// "and" of other languages in `1 et 2`.

extension Lexer {
  /// The h of `2 h 30 min`, and the m of `2h30m`: between two numbers nothing is multiplied.
  func compoundUnit(_ letter: UInt8, _ start: Int) -> Unit? {
    guard "hmsdLg".utf8.contains(letter), followsNumber(allowGap: true) else { return nil }
    let before = tokens.dropLast().last?.kind
    var next = start + 1
    while byte(next) == 0x20 { next += 1 }
    let hours = Unit.of(.time, 3600)
    if before == .unit(hours) || before == .unit(.of(.time, 60)) {
      switch letter {
      case UInt8(ascii: "m"): return .of(.time, 60)
      case UInt8(ascii: "s"): return .of(.time, 1)
      default: break
      }
    }
    guard isDigit(byte(next)), before == nil || before?.isUnit == true else { return nil }
    return letter == UInt8(ascii: "d") ? .of(.time, 86_400) : Unit.letters[letter]
  }

  /// The m of `5 \mu\text{m}`, and of `5 μm` where nothing follows: the μ becomes part of the unit.
  mutating func micro(_ letter: UInt8, _ start: Int) -> Bool {
    guard tokens.count >= 2, tokens[tokens.count - 1].kind == .symbol(.mu),
      case .number = tokens[tokens.count - 2].kind, let unit = Unit.symbols[letter], !unit.isWord,
      inText || tokens.count == 2 && !bytes[at...].contains(where: { $0 > 0x20 })
    else { return false }
    tokens.removeLast()
    emit(.unit(unit.scaled(Unit.micro)), from: start)
    return true
  }

  /// The Ω of `5 Ω`, `3\text{ k}Ω`: an ohm behind a number.
  mutating func ohm(_ start: Int) -> Bool {
    guard let last = tokens.last?.kind else { return false }
    if case .number = last {
      emit(.unit(.ohm), from: start)
      return true
    }
    guard tokens.count >= 2, case .number = tokens[tokens.count - 2].kind else { return false }
    let factor: Rational?
    switch last {
    case .symbol(Symbol.mu): factor = Unit.micro
    case .symbol(let name): factor = name.letter.flatMap { Unit.prefixes[$0] }
    default: factor = nil
    }
    guard let factor else { return false }
    tokens.removeLast()
    emit(.unit(Unit.ohm.scaled(factor)), from: start)
    return true
  }

  /// "and" or "or" of another language between two values: 1 et 2, 1 или 2, x=1或x=2.
  func conjunction(_ start: Int, _ stop: Int) -> Int? {
    switch tokens.last?.kind {
    case .number?, .close?: break
    default: return nil
    }
    if bytes[start] >= 0x80 {
      for word in LexerWords.conjunctions where bytes.has(word, at: start) {
        return bytes[start] < 0xE0 && start + word.utf8CodeUnitCount < stop
          ? nil : word.utf8CodeUnitCount
      }
      return nil
    }
    guard spaced, stop - start <= 4, byte(stop) == 0x20, byte(stop + 1) != 0x20,
      isDigit(byte(stop + 1)) || "-(\\".utf8.contains(byte(stop + 1)),
      LexerWords.shortConjunctions.contains(Vocabulary.hash(bytes[start..<stop]))
    else { return nil }
    return stop - start
  }
}
