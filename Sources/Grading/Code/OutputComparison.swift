/// When a program's output counts as the expected one.
package struct OutputComparison: Equatable, Sendable {
  let whitespace: CodeSettings.WhiteSpace
  let anyOrder: Bool
  /// Absolute or relative difference between numbers; 0 compares texts.
  let tolerance: Double

  package init(whitespace: CodeSettings.WhiteSpace, anyOrder: Bool, tolerance: Double) {
    self.whitespace = whitespace
    self.anyOrder = anyOrder
    self.tolerance = tolerance
  }

  /// Whether an output is the expected one.
  ///
  /// - Complexity: O(*n* log *n*) in the bytes where lines may come in any order, else O(*n*).
  package func accepts(_ output: [UInt8], expected: [UInt8]) -> Bool {
    if output == expected { return true }
    let (left, right) = (units(of: output), units(of: expected))
    guard left.count == right.count else { return false }
    if anyOrder {
      return zip(left.sorted(by: precedes), right.sorted(by: precedes)).allSatisfy(areEqual)
    }
    return zip(left, right).allSatisfy(areEqual)
  }

  /// The parts that are compared one by one: lines, or words.
  private func units(of output: [UInt8]) -> [ArraySlice<UInt8>] {
    switch whitespace {
    case .words where !anyOrder: return output.split(whereSeparator: isSpace)
    case .exact:
      let text = output.last == 0x0A ? output.dropLast() : output[...]
      return text.split(separator: 0x0A, omittingEmptySubsequences: false)
    case .lines, .words:
      var lines = trimmed(output[...]).split(separator: 0x0A, omittingEmptySubsequences: false)
        .map(trimmed)
      if anyOrder { lines.removeAll(where: \.isEmpty) }
      return lines
    }
  }

  private func areEqual(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    if left == right { return true }
    guard tolerance > 0 || whitespace == .words else { return false }
    let (ours, theirs) = (left.split(whereSeparator: isSpace), right.split(whereSeparator: isSpace))
    return ours.count == theirs.count && zip(ours, theirs).allSatisfy(areEqualWords)
  }

  private func areEqualWords(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    if left == right { return true }
    guard tolerance > 0, let a = number(left), let b = number(right) else { return false }
    return abs(a - b) <= tolerance * max(1, abs(a), abs(b))
  }

  private func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard let first = text.firstIndex(where: { !isSpace($0) }),
    let last = text.lastIndex(where: { !isSpace($0) })
  else { return [] }
  return text[first...last]
}

/// A finite decimal number; hexadecimal, infinities and NaN are text.
private func number(_ word: ArraySlice<UInt8>) -> Double? {
  guard word.count <= 400, word.allSatisfy({ isNumeric($0) }) else { return nil }
  return Double(String(decoding: word, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
}

private func isNumeric(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
}
