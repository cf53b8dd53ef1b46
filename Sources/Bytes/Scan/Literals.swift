extension [UInt8] {
  /// Appends the bytes of a literal, without a String or an array in between.
  public mutating func append(literal: StaticString) {
    // SAFETY: the bytes of a literal are constants of the program. A literal that is a single scalar is
    // no string, and has no such bytes.
    precondition(literal.hasPointerRepresentation, "a literal of a single scalar")
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }
}
