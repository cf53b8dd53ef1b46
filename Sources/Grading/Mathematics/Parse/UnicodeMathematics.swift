// Mathematics in Unicode, rewritten as the ASCII and LaTeX that the lexer knows: − as -, ² as ^{2},
// √ as \sqrt, full-width digits as digits. Texts without a byte above 127 pass untouched.

package enum UnicodeMathematics {
  /// The text with known symbols replaced; letters of other scripts stay as they are.
  package static func asciified(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 16)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        out.append(byte)
        at += 1
        continue
      }
      let (scalar, length) = decode(bytes, at)
      if let script = script(scalar) {
        at += length
        let start = out.count
        appendScript(script, bytes, &at, &out)
        // ³√8
        if case .above = script, bytes[at...].starts(with: "√".utf8) {
          let degree = out[(start + 2)..<(out.count - 1)]
          out.replaceSubrange(start..., with: "\\sqrt[".utf8 + degree + "] ".utf8)
          at += "√".utf8.count
        }
      } else if let replacement = replacement(of: scalar) {
        out += replacement.utf8
        at += length
      } else {
        out += bytes[at..<at + length]
        at += length
      }
    }
    return out
  }

  /// The scalar at an offset and its length; malformed bytes count as one replacement character.
  package static func decode(_ bytes: [UInt8], _ at: Int) -> (UInt32, Int) {
    let first = bytes[at]
    let length = first >= 0xF0 ? 4 : (first >= 0xE0 ? 3 : (first >= 0xC2 ? 2 : 1))
    guard length > 1, at + length <= bytes.count, first < 0xF5 else { return (0xFFFD, 1) }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for next in bytes[at + 1..<at + length] {
      guard next & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(next & 0x3F)
    }
    return (value, length)
  }

  private enum Script {
    case above(UInt8)
    case below(UInt8)
  }

  private static func script(_ scalar: UInt32) -> Script? {
    switch scalar {
    case 0xB2, 0xB3: .above(UInt8(scalar - 0xB0) + 0x30)
    case 0xB9: .above(0x31)
    case 0x2070, 0x2074...0x2079: .above(UInt8(scalar - 0x2070) + 0x30)
    case 0x207A: .above(UInt8(ascii: "+"))
    case 0x207B: .above(UInt8(ascii: "-"))
    case 0x207D: .above(UInt8(ascii: "("))
    case 0x207E: .above(UInt8(ascii: ")"))
    case 0x207F: .above(UInt8(ascii: "n"))
    case 0x02E3: .above(UInt8(ascii: "x"))
    case 0x2071: .above(UInt8(ascii: "i"))
    case 0x2080...0x2089: .below(UInt8(scalar - 0x2080) + 0x30)
    case 0x2099: .below(UInt8(ascii: "n"))
    default: nil
    }
  }

  /// Writes a run of raised or lowered characters as one group.
  private static func appendScript(
    _ first: Script, _ bytes: [UInt8], _ at: inout Int, _ out: inout [UInt8]
  ) {
    let raised: Bool
    switch first {
    case .above(let byte):
      raised = true
      out += [UInt8(ascii: "^"), UInt8(ascii: "{"), byte]
    case .below(let byte):
      raised = false
      out += [UInt8(ascii: "_"), UInt8(ascii: "{"), byte]
    }
    scan: while at < bytes.count, bytes[at] >= 0x80 {
      let (scalar, length) = decode(bytes, at)
      switch (script(scalar), raised) {
      case (.above(let byte), true), (.below(let byte), false):
        out.append(byte)
        at += length
      default: break scan
      }
    }
    out.append(UInt8(ascii: "}"))
  }

  private static func replacement(of scalar: UInt32) -> String? {
    switch scalar {
    case 0xFF01...0xFF5E: return String(Unicode.Scalar(UInt8(scalar - 0xFF01 + 0x21)))
    case 0x0660...0x0669: return String(Unicode.Scalar(UInt8(scalar - 0x0660 + 0x30)))
    case 0x06F0...0x06F9: return String(Unicode.Scalar(UInt8(scalar - 0x06F0 + 0x30)))
    case 0x0966...0x096F: return String(Unicode.Scalar(UInt8(scalar - 0x0966 + 0x30)))
    case 0x09E6...0x09EF: return String(Unicode.Scalar(UInt8(scalar - 0x09E6 + 0x30)))
    case 0x24B6...0x24CF: return String(Unicode.Scalar(UInt8(scalar - 0x24B6 + 0x41)))
    case 0x0E50...0x0E59: return String(Unicode.Scalar(UInt8(scalar - 0x0E50 + 0x30)))
    case 0x1D400...0x1D6A3: return String(Unicode.Scalar(alphanumeric(scalar - 0x1D400)))
    case 0x1D7CE...0x1D7FF: return String(Unicode.Scalar(UInt8((scalar - 0x1D7CE) % 10 + 0x30)))
    case 0x03B1...0x03C9: return greek[Int(scalar - 0x03B1)]
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF, 0xFE0F:
      return ""
    case 0x2000...0x200A, 0xA0, 0x202F, 0x205F, 0x3000: return " "
    default: return symbols[scalar]
    }
  }

  /// The letter of a mathematical alphabet: bold, italic, script and so on, 26 capitals and 26 small
  /// letters each.
  private static func alphanumeric(_ offset: UInt32) -> UInt8 {
    let place = UInt8(offset % 52)
    return place < 26 ? 0x41 + place : 0x61 + place - 26
  }

  /// α to ω; the final sigma reads as sigma.
  private static let greek =
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi o pi rho sigma sigma tau upsilon phi chi psi omega"
    .split(separator: " ").map { $0 == "o" ? "o" : "\\\($0) " }

  private static let symbols: [UInt32: String] = {
    let table: [(Unicode.Scalar, String)] = [
      ("−", "-"), ("‐", "-"), ("‑", "-"), ("–", "-"), ("—", " - "), ("×", "\\times "),
      ("⋅", "\\cdot "), ("·", "\\cdot "), ("∙", "\\cdot "), ("∗", "*"), ("÷", "\\div "),
      ("±", "\\pm "), ("∓", "\\mp "), ("√", "\\sqrt "), ("∛", "\\sqrt[3]"), ("∜", "\\sqrt[4]"),
      ("∞", "\\infty "), ("≤", "\\le "), ("⩽", "\\le "), ("≥", "\\ge "), ("⩾", "\\ge "),
      ("≠", "\\ne "), ("≈", "\\approx "), ("≅", "\\cong "), ("≡", "\\equiv "), ("∈", "\\in "),
      ("∉", "\\notin "), ("⊂", "\\subset "), ("⊆", "\\subset "), ("∪", "\\cup "),
      ("∩", "\\cap "), ("∖", "\\setminus "), ("∅", "\\emptyset "), ("ø", "\\emptyset "),
      ("Ø", "\\emptyset "), ("ℝ", "\\mathbb{R}"), ("ℤ", "\\mathbb{Z}"), ("ℕ", "\\mathbb{N}"),
      ("ℚ", "\\mathbb{Q}"), ("ℂ", "\\mathbb{C}"), ("°", "^\\circ "), ("º", "^\\circ "),
      ("′", "'"), ("’", "'"), ("‘", "'"), ("“", "\""), ("”", "\""), ("⟨", "\\langle "),
      ("⟩", "\\rangle "), ("〈", "\\langle "), ("〉", "\\rangle "), ("⌊", "\\lfloor "),
      ("⌋", "\\rfloor "), ("⌈", "\\lceil "), ("⌉", "\\rceil "), ("∑", "\\sum "),
      ("∏", "\\prod "), ("∫", "\\int "), ("→", "\\to "), ("⇒", "\\Rightarrow "),
      ("⇔", "\\iff "), ("∧", "\\land "), ("∨", "\\lor "), ("∣", "\\mid "), ("…", "\\ldots "),
      ("⋯", "\\ldots "), ("½", " 1/2 "), ("⅓", " 1/3 "), ("⅔", " 2/3 "), ("¼", " 1/4 "),
      ("¾", " 3/4 "), ("⅕", " 1/5 "), ("⅖", " 2/5 "), ("⅗", " 3/5 "), ("⅘", " 4/5 "),
      ("⅙", " 1/6 "), ("⅚", " 5/6 "), ("⅛", " 1/8 "), ("⅜", " 3/8 "), ("⅝", " 5/8 "),
      ("⅞", " 7/8 "), ("Δ", "\\Delta "), ("Ω", "\\Omega "), ("Σ", "\\Sigma "), ("Φ", "\\Phi "),
      ("Θ", "\\Theta "), ("Π", "\\prod "), ("∠", "\\angle "), ("△", "\\triangle "),
      ("€", "\\euro "), ("¥", "\\yen "), ("￥", "\\yen "), ("₹", "\\rupee "), ("µ", "\\mu "),
      ("Ω", "\\Omega "), ("℃", "^\\circ C"), ("℉", "^\\circ F"), ("″", "''"), ("¢", " cents"),
      ("⅑", " 1/9 "), ("⅒", " 1/10 "), ("⅐", " 1/7 "), ("↉", " 0/3 "), ("٫", "."), ("٬", ","),
      ("£", "\\pounds "), ("，", ","), ("；", ";"), ("。", "."), ("、", ","),
      ("：", ":"), ("ϕ", "\\phi "), ("⁄", "/"), ("∕", "/"), ("✓", ""), ("✅", ""), ("¬", "\\not "),
    ]
    return Dictionary(table.map { ($0.0.value, $0.1) }) { first, _ in first }
  }()
}
