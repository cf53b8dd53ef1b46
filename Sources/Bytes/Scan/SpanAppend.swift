extension Array where Element == UInt8 {
  /// Appends the bytes of a span.
  public mutating func append(copying bytes: Span<UInt8>) {
    // SAFETY: the buffer lives during the call, which copies its bytes.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
