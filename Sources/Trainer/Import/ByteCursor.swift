/// Reads a file's little-endian numbers from the start, a window at a time.
struct ByteCursor: ~Copyable {
  let file: FileReader
  private var window: [UInt8] = []
  private var windowStart = 0
  private var at = 0

  init(_ file: consuming FileReader) { self.file = file }

  /// Bytes of the file before the next one.
  var position: Int { windowStart + at }
  var remaining: Int { file.size - position }

  /// The next bytes.
  ///
  /// - Throws: where fewer are left, before memory is taken for them.
  mutating func take(_ count: Int, what: String) throws(TrainerError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else {
      throw file.error("the \(what) at byte \(position) ends beyond the file")
    }
    if at + count > window.count {
      let start = position
      let end = min(start + max(count, 1 << 18), file.size)
      window = try file.read(start..<end, what: what)
      windowStart = start
      at = 0
    }
    defer { at += count }
    return window[at..<at + count]
  }

  mutating func unsigned(_ size: Int, what: String) throws(TrainerError) -> UInt64 {
    try take(size, what: what).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A count of things of which each takes at least `least` bytes of the file.
  mutating func count(of what: String, least: Int) throws(TrainerError) -> Int {
    let value = try unsigned(8, what: what)
    guard value <= UInt64(remaining / least) else {
      throw file.error("\(value) \(what) in the last \(remaining) bytes")
    }
    return Int(value)
  }

  mutating func string(_ what: String) throws(TrainerError) -> String {
    let length = try unsigned(8, what: what)
    guard length <= UInt64(remaining) else {
      throw file.error("a \(what) of \(length) bytes, of which \(remaining) are left")
    }
    return String(decoding: try take(Int(length), what: what), as: UTF8.self)
  }
}
