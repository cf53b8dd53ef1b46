import CCrypto

/// A SHA-256 digest (FIPS 180-4), by OpenSSL, which uses the processor's instructions for it.
public struct SHA256: Sendable, Hashable {
  /// 32 bytes.
  public let bytes: [UInt8]

  fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

  public init(of bytes: Span<UInt8>) {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    self = hasher.digest()
  }

  public init(of bytes: [UInt8]) { self.init(of: bytes.span) }

  /// 64 lower-case hexadecimal characters, as `sha256sum` prints them.
  public var hex: String { hexadecimal(bytes) }
}

/// SHA-256 of bytes that come in pieces.
@safe public struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  public init() {
    guard let context = unsafe EVP_MD_CTX_new() else { fatalError("out of memory for a digest") }
    unsafe self.context = context
    unsafe precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto: no SHA-256")
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  public mutating func update(_ bytes: Span<UInt8>) {
    // SAFETY: the context is alive until deinit, the span during the call.
    unsafe bytes.withUnsafeBufferPointer {
      let isDone = unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count) == 1
      precondition(isDone, "libcrypto refused bytes")
    }
  }

  public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  /// Ends the digest.
  public consuming func digest() -> SHA256 {
    // SAFETY: SHA-256 writes 32 bytes.
    let bytes = [UInt8](capacity: 32) { out in
      unsafe out.withUnsafeMutableBufferPointer { buffer, count in
        let isDone = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil) == 1
        precondition(isDone, "libcrypto gave no digest")
        count = 32
      }
    }
    return SHA256(bytes: bytes)
  }
}
