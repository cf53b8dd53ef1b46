/// Two neighbouring tokens as one key.
struct TokenPair: Hashable, Comparable {
  let key: UInt64

  init(_ left: Int32, _ right: Int32) {
    key = UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
  var left: Int32 { Int32(truncatingIfNeeded: key >> 32) }
  var right: Int32 { Int32(truncatingIfNeeded: key) }
  static func < (a: TokenPair, b: TokenPair) -> Bool { a.key < b.key }
}
