import CJSON

/// Text to the inside of a JSON string and back, with vector instructions.
public enum JSONEscape {
  /// Appends a quoted JSON string.
  ///
  /// `"`, `\` and control characters are escaped; all other bytes stay as they are, also where they
  /// are not UTF-8.
  public static func append(_ text: Span<UInt8>, to out: inout [UInt8]) {
    out.append(0x22)
    appendInside(text, to: &out)
    out.append(0x22)
  }

  public static func append(_ text: [UInt8], to out: inout [UInt8]) { append(text.span, to: &out) }

  public static func append(_ text: String, to out: inout [UInt8]) {
    let utf8 = text.utf8
    append(utf8.span, to: &out)
  }

  /// Appends the escaped text without quotes.
  public static func appendInside(_ text: Span<UInt8>, to out: inout [UInt8]) {
    var done = 0
    while done < text.count {
      let left = text.extracting(droppingFirst: done)
      // Room for an escape in eight bytes; where there are more, the kernel comes back.
      let room = left.count + left.count / 8 + 128
      var consumed = 0
      // SAFETY: the kernel reads the span, writes at most `room` bytes and says how many.
      out.append(addingCapacity: room) { span in
        unsafe span.withUnsafeMutableBufferPointer { buffer, written in
          unsafe left.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress, let target = buffer.baseAddress else { return }
            written = unsafe cj_escape(base, source.count, &consumed, target, room)
          }
        }
      }
      done += consumed
    }
  }

  /// Appends what the inside of a JSON string stands for.
  ///
  /// - Throws: for an ill-formed escape and a lone surrogate; nothing has been appended then.
  public static func unescape(
    _ text: Span<UInt8>, appendingTo out: inout [UInt8]
  ) throws(JSONError) {
    var code: Int32 = 0
    var result = 0
    // SAFETY: the kernel reads the span and writes at most count + 64 bytes, the last 64 of which
    // are beyond what it counts.
    out.append(addingCapacity: text.count + 64) { span in
      unsafe span.withUnsafeMutableBufferPointer { buffer, written in
        unsafe text.withUnsafeBufferPointer { source in
          guard let base = source.baseAddress, let target = buffer.baseAddress else { return }
          result = unsafe cj_unescape(base, source.count, target, &code)
        }
        written = max(result, 0)
      }
    }
    if result < 0 { throw JSONError(code: code, offset: -1 - result) }
  }
}

extension JSONError {
  /// The error of a kernel of CJSON.
  init(code: Int32, offset: Int) {
    self.init(offset: offset, problem: JSONError.problem(code))
  }

  private static func problem(_ code: Int32) -> String {
    switch Int(code) {
    case CJ_ENDS_EARLY: "the text ends where a value should be"
    case CJ_NO_VALUE: "expected a value"
    case CJ_BAD_LITERAL: "expected true, false or null"
    case CJ_BAD_NUMBER: "expected a digit"
    case CJ_BAD_ESCAPE: "an unknown escape"
    case CJ_BAD_HEX: "expected four hexadecimal digits"
    case CJ_CONTROL: "a raw control character in a string"
    case CJ_NOT_UTF8: "a string that is not UTF-8"
    case CJ_STRING_OPEN: "a string that never ends"
    case CJ_NO_KEY: "expected a key"
    case CJ_NO_COLON: "expected ':'"
    case CJ_NO_COMMA_OBJECT: "expected ',' or '}'"
    case CJ_NO_COMMA_ARRAY: "expected ',' or ']'"
    case CJ_TRAILING: "text after the value"
    case CJ_TOO_DEEP: "nested too deep"
    case CJ_TOO_MANY: "too many values"
    case CJ_TOO_LONG: "longer than 4 GiB"
    case CJ_LONE: "a lone surrogate"
    default: "out of memory"
    }
  }
}
