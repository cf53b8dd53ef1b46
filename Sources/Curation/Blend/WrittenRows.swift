// The rows of the written set and their order.
//
// Usually a kept sample is one row. It is several where the blend repeats it or writes it in several
// stages, and another one where the recipe derives rows from it.

import Bytes

/// A row of the written set.
package struct WrittenRow: Sendable {
  /// Of the sample that it is, or is derived from.
  package let index: Int32
  /// Number of its stage; 0 where the blend has none.
  package let stage: UInt8
  /// 0 for the first time that the sample is written in a stage.
  package let copy: UInt8
  package let isDerived: Bool
  /// Tells the pairs of a prompt apart; -1 where the row is no half of one.
  package let pair: Int32
}

/// Puts the rows in order and gives each kept sample the position of its first one.
package func arrange(_ samples: inout [SampleState], _ rule: BlendRule, _ derive: DeriveRule)
  -> [WrittenRow]
{
  let arrangement = Arrangement(rule: rule, keepsOrigin: derive.keepsOrigin)
  let rows = arrangement.ordered(arrangement.rows(samples), samples)
  for index in samples.indices { samples[index].order = -1 }
  for (position, row) in rows.enumerated() where samples[Int(row.index)].order < 0 {
    samples[Int(row.index)].order = Int32(position)
  }
  return rows
}

private struct Arrangement {
  let rule: BlendRule
  let keepsOrigin: Bool

  // MARK: Rows

  func rows(_ samples: [SampleState]) -> [WrittenRow] {
    var rows: [WrittenRow] = []
    rows.reserveCapacity(samples.count)
    for index in samples.indices where samples[index].isKept {
      let sample = samples[index]
      for stage in 0..<UInt8(BlendStage.most) where sample.stages & (1 << stage) != 0 {
        for copy in 0..<sample.copies { append(index, stage, copy, samples, to: &rows) }
      }
    }
    return rows
  }

  private func append(
    _ index: Int, _ stage: UInt8, _ copy: UInt8, _ samples: [SampleState],
    to rows: inout [WrittenRow]
  ) {
    let derivation = samples[index].derivation
    let isStripped = derivation == .stripped
    if derivation == .none || keepsOrigin {
      let pair =
        isStripped
        ? ownPair(samples[index], stage, copy) : pair(index, stage, copy, samples)
      rows.append(
        WrittenRow(index: Int32(index), stage: stage, copy: copy, isDerived: false, pair: pair))
    }
    guard derivation != .none else { return }
    var half: Int32 = -1
    if isStripped, keepsOrigin { half = ownPair(samples[index], stage, copy) }
    if !isStripped, !keepsOrigin { half = pair(index, stage, copy, samples) }
    rows.append(
      WrittenRow(index: Int32(index), stage: stage, copy: copy, isDerived: true, pair: half))
  }

  /// The number of the pair of this row and its partner's; both halves come to the same.
  private func pair(_ index: Int, _ stage: UInt8, _ copy: UInt8, _ samples: [SampleState]) -> Int32
  {
    let sample = samples[index]
    guard let partner = sample.partner.map({ samples[Int($0)] }), partner.isKept else { return -1 }
    let common = sample.stages & partner.stages
    let copies = min(sample.copies, partner.copies)
    guard common & (1 << stage) != 0, copy < copies else { return -1 }
    return number(sample.pairNumber, stage, copy, stages: common, copies: copies)
  }

  /// The number of the pair of a sample and the row that is derived from it.
  private func ownPair(_ sample: SampleState, _ stage: UInt8, _ copy: UInt8) -> Int32 {
    number(0, stage, copy, stages: sample.stages, copies: sample.copies)
  }

  /// 0 for the first pair of a prompt in the first of its stages.
  private func number(
    _ pair: Int32, _ stage: UInt8, _ copy: UInt8, stages: UInt8, copies: UInt8
  ) -> Int32 {
    let before = (stages & ((1 << stage) - 1)).nonzeroBitCount
    let place = Int32(before) * Int32(copies) + Int32(copy)
    let most = Int32(BlendStage.most) * 255
    return (pair &* most &+ place) & Int32.max
  }

  // MARK: Order

  func ordered(_ rows: [WrittenRow], _ samples: [SampleState]) -> [WrittenRow] {
    let byKey = sorted(rows, samples)
    guard rule.order == .easyToHard, rule.interleave > 0 else { return byKey }
    var result: [WrittenRow] = []
    result.reserveCapacity(rows.count)
    var start = 0
    while start < byKey.count {
      let stage = byKey[start].stage
      let end = byKey[start...].firstIndex { $0.stage != stage } ?? byKey.count
      interleave(byKey[start..<end], samples, into: &result)
      start = end
    }
    return result
  }

  private func sorted(_ rows: [WrittenRow], _ samples: [SampleState]) -> [WrittenRow] {
    var keyed: [(key: UInt64, row: WrittenRow)] = []
    keyed.reserveCapacity(rows.count)
    for row in rows { keyed.append((key(row, samples), row)) }
    keyed.sort { a, b in
      if a.row.stage != b.row.stage { return a.row.stage < b.row.stage }
      if a.key != b.key { return a.key < b.key }
      if a.row.index != b.row.index {
        return samples[Int(a.row.index)].id < samples[Int(b.row.index)].id
      }
      return (a.row.copy, a.row.isDerived ? 1 : 0) < (b.row.copy, b.row.isDerived ? 1 : 0)
    }
    return keyed.map(\.row)
  }

  private func key(_ row: WrittenRow, _ samples: [SampleState]) -> UInt64 {
    switch rule.order {
    case .shuffle:
      let key = rule.shuffleKey(leader(Int(row.index), samples))
      // Copies of a row should not stand side by side.
      return row.copy == 0 ? key : mix(key, seed: UInt64(row.copy))
    case .easyToHard: return orderedBits(samples[Int(row.index)].difficulty)
    }
  }

  private func mode(_ row: WrittenRow, _ samples: [SampleState]) -> Mode {
    let sample = samples[Int(row.index)]
    return row.isDerived && sample.derivation == .stripped ? .off : sample.mode
  }

  /// Runs of on and off rows in turn; what one side has more of comes at the end.
  private func interleave(
    _ rows: ArraySlice<WrittenRow>, _ samples: [SampleState], into result: inout [WrittenRow]
  ) {
    let on = rows.filter { mode($0, samples) == .on }
    let off = rows.filter { mode($0, samples) == .off }
    var a = 0
    var b = 0
    while a < on.count || b < off.count {
      let nextA = min(a + rule.interleave, on.count)
      let nextB = min(b + rule.interleave, off.count)
      result += on[a..<nextA]
      result += off[b..<nextB]
      (a, b) = (nextA, nextB)
    }
  }
}

/// Bits that compare as the numbers do.
func orderedBits(_ value: Double) -> UInt64 {
  let bits = value.bitPattern
  return bits >> 63 == 1 ? ~bits : bits | 1 << 63
}
