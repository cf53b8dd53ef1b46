/// Whether an answer that is an object or array of JSON never comes to its end.
func hasOpenJSON(_ text: Span<UInt8>) -> Bool {
  var at = 0
  while at < text.count, text[at] <= 0x20 { at += 1 }
  guard at < text.count, "{[".utf8.contains(text[at]) else { return false }
  var next = at + 1
  while next < text.count, text[next] <= 0x20 { next += 1 }
  // `{x | x > 0}` and `[1, 2)` are mathematics.
  guard next < text.count, "\"{[".utf8.contains(text[next]) else { return false }
  var depth = 0
  var isQuoted = false
  while at < text.count {
    switch text[at] {
    case UInt8(ascii: "\\") where isQuoted: at += 1
    case UInt8(ascii: "\""): isQuoted.toggle()
    case UInt8(ascii: "{") where !isQuoted, UInt8(ascii: "[") where !isQuoted: depth += 1
    case UInt8(ascii: "}") where !isQuoted, UInt8(ascii: "]") where !isQuoted:
      depth -= 1
      if depth == 0 { return false }
    default: break
    }
    at += 1
  }
  return true
}
