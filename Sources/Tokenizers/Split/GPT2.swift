// GPT-2's pattern, by hand:
//   's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
// (https://github.com/openai/gpt-2/blob/master/src/encoder.py)

/// The pieces that GPT-2's pattern finds.
func gpt2Pieces(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
  var pieces: [Range<Int>] = []
  var at = range.lowerBound
  while at < range.upperBound {
    let end = gpt2PieceEnd(bytes, at: at, end: range.upperBound)
    pieces.append(at..<end)
    at = end
  }
  return pieces
}

private func gpt2PieceEnd(_ bytes: [UInt8], at start: Int, end: Int) -> Int {
  if let contraction = contractionEnd(bytes, at: start, end: end) { return contraction }
  let first = ClassifiedScalar(bytes, at: start, end: end)
  if first.kind != .space { return runEnd(bytes, at: start, end: end, of: first.kind) }
  let next = start + first.length
  if first.scalar == " ", next < end {
    let second = ClassifiedScalar(bytes, at: next, end: end)
    if second.kind != .space { return runEnd(bytes, at: next, end: end, of: second.kind) }
  }
  return spaceEnd(bytes, at: start, end: end)
}

/// The end of `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d`; nil where there is none.
private func contractionEnd(_ bytes: [UInt8], at start: Int, end: Int) -> Int? {
  guard bytes[start] == UInt8(ascii: "'"), start + 1 < end else { return nil }
  switch bytes[start + 1] {
  case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return start + 2
  case let first where start + 2 < end:
    let pair = [first, bytes[start + 2]]
    let isLong = ["re", "ve", "ll"].contains { Array($0.utf8) == pair }
    return isLong ? start + 3 : nil
  default: return nil
  }
}

private func runEnd(_ bytes: [UInt8], at start: Int, end: Int, of kind: ScalarClass) -> Int {
  var at = start
  while at < end {
    let scalar = ClassifiedScalar(bytes, at: at, end: end)
    guard scalar.kind == kind else { break }
    at += scalar.length
  }
  return at
}

/// `\s+(?!\S)|\s+`: the whole run at the end of the text, else all but its last character, which
/// belongs to what follows; a single one is a piece.
private func spaceEnd(_ bytes: [UInt8], at start: Int, end: Int) -> Int {
  var at = start
  var last = start
  while at < end {
    let scalar = ClassifiedScalar(bytes, at: at, end: end)
    guard scalar.kind == .space else { return last > start ? last : at }
    last = at
    at += scalar.length
  }
  return at
}
