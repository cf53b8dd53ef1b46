/// What became of the last `\boxed` of an answer.
public enum BoxedAnswer: Sendable, Hashable {
  case absent
  /// Empty, blank, or never closed: no earlier box may stand in for it.
  case broken
  case present

  /// Looks at the last `\boxed` of a region, escaped braces left out of the count.
  public init(_ text: Span<UInt8>, in region: Range<Int>) {
    var at = region.upperBound - boxed.count
    while at >= region.lowerBound {
      if text[at] == UInt8(ascii: "\\"), matches(text, boxed, at: at),
        !isLetter(text, at + boxed.count, region.upperBound)
      {
        self = Self.content(text, at + boxed.count..<region.upperBound)
        return
      }
      at -= 1
    }
    self = .absent
  }

  /// How often a region names `\boxed`.
  public static func count(in text: Span<UInt8>, _ region: Range<Int>) -> Int {
    var count = 0
    var at = region.lowerBound
    while at + boxed.count <= region.upperBound {
      if text[at] == UInt8(ascii: "\\"), matches(text, boxed, at: at),
        !isLetter(text, at + boxed.count, region.upperBound)
      {
        count += 1
      }
      at += 1
    }
    return count
  }

  private static func content(_ text: Span<UInt8>, _ rest: Range<Int>) -> BoxedAnswer {
    let open = firstNonBlank(text, rest)
    guard open < rest.upperBound else { return .broken }
    guard text[open] == UInt8(ascii: "{") else { return .present }  // `\boxed 7`
    var depth = 0
    var at = open
    while at < rest.upperBound {
      switch text[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default: break
      }
      if depth == 0 { return isBlank(text, open + 1..<at) ? .broken : .present }
      at += 1
    }
    return .broken
  }
}

private let boxed = Array("\\boxed".utf8)

private func isLetter(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Bool {
  at < end && (0x61...0x7A).contains(text[at] | 0x20)
}

/// Whether a prompt asks for a boxed answer: it names the command.
public func demandsBox(_ prompt: Span<UInt8>) -> Bool {
  var at = 0
  while at + boxed.count <= prompt.count {
    if prompt[at] == UInt8(ascii: "\\"), matches(prompt, boxed, at: at) { return true }
    at += 1
  }
  return false
}

extension Reason {
  public static let missingBox: Reason = "missing_box"
  public static let brokenBox: Reason = "broken_box"
  public static let codeInReasoning: Reason = "code_in_reasoning"
}
