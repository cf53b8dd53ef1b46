/// The words of a text: runs of anything but ASCII white space, with a hash each.
///
/// Made once a sample and shared by all filters that count or compare words.
public struct WordTable: Sendable {
  /// Where each word ends, and where it starts, in bytes.
  public private(set) var starts: [Int32] = []
  public private(set) var ends: [Int32] = []
  /// A hash of each word's bytes (FNV-1a folded over eight bytes at a time is not needed: words are
  /// short).
  public private(set) var hashes: [UInt64] = []

  public init() {}

  public init(_ bytes: [UInt8]) {
    let span = bytes.span
    let capacity = bytes.count / 6 + 8
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
    hashes.reserveCapacity(capacity)
    var at = 0
    let count = span.count
    while at < count {
      while at < count, isWordBreak(span[at]) { at += 1 }
      guard at < count else { break }
      let start = at
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      while at < count {
        let byte = span[at]
        if isWordBreak(byte) { break }
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        at += 1
      }
      starts.append(Int32(truncatingIfNeeded: start))
      ends.append(Int32(truncatingIfNeeded: at))
      hashes.append(hash ^ (hash >> 29))
    }
  }

  public var count: Int { hashes.count }
}

@inline(__always)
private func isWordBreak(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
