/// Rewrites a JSON file whose records are the elements of one array into a line a record, in place:
/// every byte keeps its offset, so what is said of a record is true of the file.
///
/// The array's brackets and the line ends within records become spaces, the commas between records
/// line ends. Records that follow one another without an array, and a file that is one record, come
/// out as lines too. Only strings and nesting are looked at; what is not JSON stays so.
public struct JSONArrayLines: Sendable {
  private var depth = 0
  private var isArray = false
  private var isInString = false
  private var isEscaped = false

  public init() {}

  /// Rewrites the next piece of the file.
  ///
  /// - Parameter start: where the piece begins in `bytes`; what stands before was rewritten already.
  public mutating func rewrite(_ bytes: inout [UInt8], from start: Int) {
    for index in start..<bytes.count {
      let byte = bytes[index]
      if isInString {
        // A raw line end in a string is an error, and must not look like one between records.
        if byte == 0x0A || byte == 0x0D { bytes[index] = 0x01 }
        passString(byte)
      } else {
        switch byte {
        case 0x22: isInString = true
        case 0x0A, 0x0D: if depth > 0 { bytes[index] = 0x20 }
        case UInt8(ascii: ","): if depth == 1, isArray { bytes[index] = 0x0A }
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte, &bytes[index])
        case UInt8(ascii: "}"), UInt8(ascii: "]"): close(&bytes[index])
        default: break
        }
      }
    }
  }

  private mutating func passString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == 0x22 {
      isInString = false
    }
  }

  private mutating func open(_ byte: UInt8, _ place: inout UInt8) {
    if depth == 0, byte == UInt8(ascii: "[") {
      isArray = true
      place = 0x20
    }
    depth += 1
  }

  private mutating func close(_ place: inout UInt8) {
    depth = max(depth - 1, 0)
    guard depth == 0, isArray else { return }
    isArray = false
    place = 0x0A
  }
}
