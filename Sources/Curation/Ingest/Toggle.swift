// The toggle: the line of a system prompt that asks a teacher to think or not to. It says the mode,
// and is taken out of the prompt, so that both modes of a prompt share one id.

import Grading

/// A pair of phrases that switch reasoning on and off.
public struct Toggle: Sendable, Hashable {
  public let on: String
  public let off: String

  /// `detailed thinking on`, of Llama-Nemotron (arXiv 2505.00949, section 3).
  public static let detailedThinking = Toggle(
    on: "detailed thinking on", off: "detailed thinking off")
  /// `/think`, of Qwen3 and Nemotron Nano 2; it may also end the text.
  public static let slash = Toggle(on: "/think", off: "/no_think")

  /// Finds the toggle and takes it out.
  ///
  /// It must stand alone on a line, in any case; a phrase that starts with `/` may also be the last
  /// word. Of several the last one counts, as it does for the models.
  ///
  /// - Returns: the mode, and the rest without white space at its ends (nil where nothing is left);
  ///   without a toggle the text is returned as it was.
  func read(_ text: String) -> (mode: Mode?, rest: String?) {
    if text == on { return (.on, nil) }
    if text == off { return (.off, nil) }
    var mode: Mode?
    var kept: [Substring] = []
    for bytes in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = Substring(bytes)
      if let asked = phrase(trimmed(line)) {
        mode = asked
      } else {
        kept.append(line)
      }
    }
    if let (asked, head) = ending(kept) {
      mode = asked
      kept = head
    }
    guard mode != nil else { return (nil, text) }
    let rest = trimmed(Substring(kept.joined(separator: "\n")))
    return (mode, rest.isEmpty ? nil : String(rest))
  }

  private func phrase(_ line: Substring) -> Mode? {
    // Lower-casing a long line only to compare it with a short one would be waste.
    guard line.utf8.count <= max(on.utf8.count, off.utf8.count) + 1 else { return nil }
    let line = line.lowercased()
    if line == on || line == on + "." { return .on }
    return line == off || line == off + "." ? .off : nil
  }

  /// A slash command at the end of the last line that holds anything.
  private func ending(_ lines: [Substring]) -> (Mode, [Substring])? {
    guard on.hasPrefix("/"), let at = lines.lastIndex(where: { !trimmed($0).isEmpty }) else {
      return nil
    }
    let line = trimmed(lines[at])
    for (word, mode) in [(on, Mode.on), (off, Mode.off)] where line.hasSuffix(" " + word) {
      return (mode, lines[..<at] + [trimmed(line.dropLast(word.count))])
    }
    return nil
  }
}

extension Mode {
  /// The mode that a text suggests where nobody says what was asked for.
  init(inferredFrom response: Response, openTagPrefilled: Bool) {
    let hasReasoning = openTagPrefilled || response.thinking.reasoning != nil
    self = hasReasoning ? .on : .off
  }
}

/// Without white space at both ends; on bytes, as `Character` would join "\r\n".
func trimmed(_ text: Substring) -> Substring {
  let bytes = text.utf8
  guard let first = bytes.firstIndex(where: { !isSpace($0) }),
    let last = bytes.lastIndex(where: { !isSpace($0) })
  else { return "" }
  return text[first...last]
}

/// White space of JSON and form feed, vertical tab.
@inline(__always) func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
}
