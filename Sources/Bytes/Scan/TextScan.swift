import CBytes

/// Scans over bytes with vector instructions.
///
/// All take O(*n*) time and no memory of their own.
public enum TextScan {
  /// How many bytes equal `byte`.
  public static func count(_ byte: UInt8, in text: Span<UInt8>) -> Int {
    // SAFETY: here and below, C reads exactly the bytes of a span that lives during the call.
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe cb_count_byte(base, buffer.count, byte)
    }
  }

  /// The number of Unicode scalars of well-formed UTF-8.
  public static func scalarCount(_ text: Span<UInt8>) -> Int {
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe cb_count_scalars(base, buffer.count)
    }
  }

  /// The number of runs without white space (Unicode's White_Space property).
  public static func wordCount(_ text: Span<UInt8>) -> Int {
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe cb_count_words(base, buffer.count)
    }
  }

  /// The offset where the first ill-formed UTF-8 sequence begins; nil for well-formed text.
  public static func firstInvalidUTF8(_ text: Span<UInt8>) -> Int? {
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      let offset = unsafe cb_validate_utf8(base, buffer.count)
      return offset == buffer.count ? nil : offset
    }
  }

  public static func isASCII(_ text: Span<UInt8>) -> Bool {
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return true }
      return unsafe cb_ascii_prefix(base, buffer.count) == buffer.count
    }
  }

  /// The offset of the first `needle` at or behind `start`; an empty one is found at once.
  public static func find(
    _ needle: Span<UInt8>, in text: Span<UInt8>, from start: Int = 0
  ) -> Int? {
    guard start >= 0, start + needle.count <= text.count else { return nil }
    if needle.isEmpty { return start }
    return unsafe text.withUnsafeBufferPointer { text -> Int? in
      unsafe needle.withUnsafeBufferPointer { needle -> Int? in
        guard let base = text.baseAddress, let pattern = needle.baseAddress else { return nil }
        let count = text.count - start
        let found = unsafe cb_find(base + start, count, pattern, needle.count)
        return found == count ? nil : start + found
      }
    }
  }

  /// The offset of the first such byte at or behind `start`.
  public static func first(_ byte: UInt8, in text: Span<UInt8>, from start: Int = 0) -> Int? {
    guard start >= 0, start < text.count else { return nil }
    return unsafe text.withUnsafeBufferPointer { text -> Int? in
      guard let base = text.baseAddress else { return nil }
      let count = text.count - start
      let found = unsafe cb_find_first(base + start, count, byte)
      return found == count ? nil : start + found
    }
  }

  /// The offset of the first `needle` at or behind `start`.
  public static func find(_ needle: String, in text: Span<UInt8>, from start: Int = 0) -> Int? {
    let utf8 = needle.utf8
    return find(utf8.span, in: text, from: start)
  }

  /// The ranges of lines; `\r\n` ends one line, and text behind the last line end is a line.
  public static func lines(in text: Span<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    forEachLineEnd(in: text) { end in
      let isCRLF = end > start && text[end - 1] == 0x0D
      lines.append(start..<(isCRLF ? end - 1 : end))
      start = end + 1
    }
    if start < text.count { lines.append(start..<text.count) }
    return lines
  }

  /// Calls `body` with the offset of each `\n`.
  static func forEachLineEnd(in text: Span<UInt8>, _ body: (Int) -> Void) {
    let window = 1 << 16
    // SAFETY: the kernel reads the window and writes at most as many offsets as the list takes. The
    // list is on the stack, since most texts are short.
    unsafe text.withUnsafeBufferPointer { text in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512) { list in
        guard let base = text.baseAddress, let found = list.baseAddress else { return }
        var start = 0
        while start < text.count {
          let part = min(window, text.count - start)
          let count = unsafe cb_find_bytes(base + start, part, 0x0A, found, list.count)
          for index in 0..<count { body(start + Int(unsafe found[index])) }
          // A full list may have left some of the window unsearched.
          start += count == list.count ? Int(unsafe found[count - 1]) + 1 : part
        }
      }
    }
  }

  static func firstLineEnd(in text: Span<UInt8>) -> Int? {
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return nil }
      let found = unsafe cb_find_first(base, text.count, 0x0A)
      return found == text.count ? nil : found
    }
  }

  static func lastLineEnd(in text: Span<UInt8>) -> Int? {
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return nil }
      let found = unsafe cb_find_last(base, text.count, 0x0A)
      return found == text.count ? nil : found
    }
  }
}
