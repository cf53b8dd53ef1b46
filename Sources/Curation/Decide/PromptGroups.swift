import Bytes

/// The samples of each prompt, by index, in the order of their ids; prompts in the order of theirs.
///
/// - Complexity: O(*n* log *n*) time once; 4 bytes a sample and 4 a prompt are kept.
package struct PromptGroups: Sequence {
  private let order: [Int32]
  /// Where each group begins in `order`, and the end of the last.
  private let starts: [Int32]

  package init(_ samples: [SampleState]) {
    // The first half of a hash tells nearly all prompts apart, and sorting it touches no states.
    var keyed: [(key: UInt64, index: Int32)] = []
    keyed.reserveCapacity(samples.count)
    for index in samples.indices { keyed.append((samples[index].prompt.high, Int32(index))) }
    keyed.sort { a, b in
      if a.key != b.key { return a.key < b.key }
      let (left, right) = (Int(a.index), Int(b.index))
      if samples[left].prompt.low != samples[right].prompt.low {
        return samples[left].prompt.low < samples[right].prompt.low
      }
      return samples[left].id < samples[right].id
    }
    order = keyed.map(\.index)
    var starts: [Int32] = []
    for (place, index) in order.enumerated()
    where place == 0 || samples[Int(index)].prompt != samples[Int(order[place - 1])].prompt {
      starts.append(Int32(place))
    }
    self.starts = starts + [Int32(order.count)]
  }

  /// Prompts.
  package var count: Int { starts.count - 1 }

  package struct Iterator: IteratorProtocol {
    fileprivate let groups: PromptGroups
    fileprivate var at = 0

    package mutating func next() -> [Int]? {
      guard at < groups.count else { return nil }
      let range = Int(groups.starts[at])..<Int(groups.starts[at + 1])
      at += 1
      return groups.order[range].map { Int($0) }
    }
  }

  package func makeIterator() -> Iterator { Iterator(groups: self) }
}
