// The loose reading of IFEval (Zhou et al. 2023, https://arxiv.org/abs/2311.07911, section 2.2): an
// instruction counts as followed if one of eight versions of the response follows it. A version may
// lack its first line, its last line or both, and markdown's asterisks.

extension ScalarText {
  /// The response as it is, then its seven loosened versions; blank ones are left out.
  var looseVariants: [ScalarText] {
    let shortened = [
      withoutLines(first: 1), withoutLines(last: 1), withoutLines(first: 1, last: 1),
    ]
    let all = [self] + shortened
    let hasAsterisk = contains(scalar("*"))
    let plain = hasAsterisk ? all.map { $0.removing { $0 == scalar("*") } } : []
    return (all + plain).filter { !$0.isBlank }
  }

  /// The text without its first or last line, trimmed; empty where there are no more lines.
  private func withoutLines(first: Int = 0, last: Int = 0) -> ScalarText {
    var rest = scalars
    if first > 0 {
      guard let newline = rest.firstIndex(of: scalar("\n")) else { return ScalarText([]) }
      rest = rest[(newline + 1)...]
    }
    if last > 0 {
      guard let newline = rest.lastIndex(of: scalar("\n")) else { return ScalarText([]) }
      rest = rest[..<newline]
    }
    return ScalarText(rest).trimmed()
  }
}
