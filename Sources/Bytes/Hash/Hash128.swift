import CXxhash

/// A hash of 16 bytes: XXH3-128 (https://github.com/Cyan4973/xxHash, seed 0), the same on every
/// machine and in every version of the library from 0.8.0 on.
///
/// Not for input that an adversary makes: it is no cryptographic hash (see `SHA256`).
public struct Hash128: Sendable, Hashable, Comparable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Hashes all the bytes at once.
  public init(of bytes: Span<UInt8>) {
    // SAFETY: the span lives during the call, which reads exactly its bytes.
    self.init(
      unsafe bytes.withUnsafeBufferPointer { unsafe XXH3_128bits($0.baseAddress, $0.count) })
  }

  public init(of bytes: [UInt8]) { self.init(of: bytes.span) }

  public init(of text: String) {
    let utf8 = text.utf8
    self.init(of: utf8.span)
  }

  fileprivate init(_ hash: XXH128_hash_t) { self.init(high: hash.high64, low: hash.low64) }

  /// 32 lower-case hexadecimal characters, the canonical form of xxHash.
  public var hex: String {
    var text: [UInt8] = []
    appendHex(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  public func appendHex(to out: inout [UInt8]) {
    appendHexadecimal(high, to: &out)
    appendHexadecimal(low, to: &out)
  }

  /// Reads the form of `hex`; capitals are allowed, other lengths and characters are not.
  public init?(hex: Span<UInt8>) {
    guard hex.count == 32, let high = hexadecimal64(hex.extracting(first: 16)),
      let low = hexadecimal64(hex.extracting(last: 16))
    else { return nil }
    self.init(high: high, low: low)
  }

  public init?(hex: String) {
    let utf8 = hex.utf8
    self.init(hex: utf8.span)
  }

  public static func < (a: Hash128, b: Hash128) -> Bool {
    a.high != b.high ? a.high < b.high : a.low < b.low
  }
}

/// `Hash128` of bytes that come in pieces; the pieces' borders do not matter.
@safe public struct Hasher128: ~Copyable {
  private let state: OpaquePointer

  public init() {
    guard let state = unsafe XXH3_createState() else { fatalError("out of memory for a hash") }
    unsafe self.state = state
    unsafe XXH3_128bits_reset(state)
  }

  deinit { unsafe XXH3_freeState(state) }

  public mutating func update(_ bytes: Span<UInt8>) {
    // SAFETY: the state is alive until deinit, the span during the call.
    unsafe bytes.withUnsafeBufferPointer {
      _ = unsafe XXH3_128bits_update(state, $0.baseAddress, $0.count)
    }
  }

  public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// Eight bytes, the lowest first: for lengths and numbers between texts.
  public mutating func update(_ number: UInt64) {
    let bytes: [8 of UInt8] = [
      UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8),
      UInt8(truncatingIfNeeded: number >> 16), UInt8(truncatingIfNeeded: number >> 24),
      UInt8(truncatingIfNeeded: number >> 32), UInt8(truncatingIfNeeded: number >> 40),
      UInt8(truncatingIfNeeded: number >> 48), UInt8(truncatingIfNeeded: number >> 56),
    ]
    update(bytes.span)
  }

  /// The hash of all bytes so far; more may follow.
  public var hash: Hash128 { unsafe Hash128(XXH3_128bits_digest(state)) }

  /// Begins again, as if new.
  public mutating func reset() { unsafe XXH3_128bits_reset(state) }
}
