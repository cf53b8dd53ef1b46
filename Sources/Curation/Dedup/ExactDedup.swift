import Bytes

/// Removes exact repeats among the samples that are still kept; one keeper a group stays.
///
/// The keeper is the sample that is correct rather than not, then the one with the smallest id, so
/// that it never depends on the order of the input.
///
/// - Returns: for each dropped sample its keeper, both as indices into `samples`.
package func dropExactDuplicates(
  _ samples: inout [SampleState], drops: inout DropTable
) -> [(duplicate: Int, keeper: Int)] {
  var keepers: [Hash128: Int] = [:]
  for index in samples.indices where samples[index].isKept {
    let key = samples[index].duplicateKey
    guard let keeper = keepers[key] else {
      keepers[key] = index
      continue
    }
    if KeeperOrder.isBetterCopy(samples[index], than: samples[keeper]) { keepers[key] = index }
  }
  let number = drops.number(Drop(stage: .dedup, filter: "dedup.exact", reason: "duplicate"))
  var pairs: [(duplicate: Int, keeper: Int)] = []
  for index in samples.indices where samples[index].isKept {
    guard let keeper = keepers[samples[index].duplicateKey], keeper != index else { continue }
    samples[index].drop = number
    pairs.append((index, keeper))
  }
  return pairs
}
