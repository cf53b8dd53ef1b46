// Kept apart from `Dictionary`, whose hashing alone costs more than the filters that use this.

/// How often 64-bit hashes come: open addressing in two arrays, cheaper than `Dictionary` by an order.
struct HashCounts64 {
  private var slots: [UInt64]
  /// 0 marks an empty place.
  private var counts: [UInt32]
  private let mask: Int

  /// - Parameter capacity: the most distinct hashes that will be added.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    counts = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  /// How often the hash has come now.
  mutating func add(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash >> 20 ^ hash) & mask
    while counts[slot] != 0, slots[slot] != hash { slot = (slot + 1) & mask }
    slots[slot] = hash
    counts[slot] += 1
    return Int(counts[slot])
  }
}
