// The toggle: the line of a prompt that asks a teacher to think or not to. It says the mode, and is
// taken out, so that both modes of a prompt share one id.

import Grading

/// A pair of phrases that switch reasoning on and off.
public struct Toggle: Sendable, Hashable {
  public let on: String
  public let off: String
  private let phrases: [Phrase]

  private struct Phrase: Hashable {
    let bytes: [UInt8]
    let mode: Mode
  }

  public init(on: String, off: String) {
    self.on = on
    self.off = off
    phrases = [(on, Mode.on), (off, Mode.off)].map {
      Phrase(bytes: $0.0.utf8.map(lowercased), mode: $0.1)
    }
  }

  /// `detailed thinking on`, of Llama-Nemotron (arXiv 2505.00949, section 3).
  public static let detailedThinking = Toggle(
    on: "detailed thinking on", off: "detailed thinking off")
  /// `/think`, of Qwen3 and Nemotron Nano 2; it may also end the text.
  public static let slash = Toggle(on: "/think", off: "/no_think")

  /// The names in a dataset's YAML.
  static let known: KeyValuePairs<String, Toggle> = [
    "detailed_thinking": .detailedThinking, "slash": .slash,
  ]

  /// Whether it is a command that may also stand in a user's turn.
  var isCommand: Bool { on.hasPrefix("/") }

  /// Finds the toggle and takes it out.
  ///
  /// It must stand alone on a line, in any case and with or without a full stop; a phrase that starts
  /// with `/` may also be the last word. Of several the last one counts, as it does for the models.
  ///
  /// - Returns: the mode, and the rest without white space at its ends (nil where nothing is left);
  ///   without a toggle the text is returned as it was.
  func read(_ text: String) -> (mode: Mode?, rest: String?) {
    if text == on { return (.on, nil) }
    if text == off { return (.off, nil) }
    var mode: Mode?
    var kept: [ArraySlice<UInt8>] = []
    let bytes = Array(text.utf8)
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if let asked = phrase(trimmed(line)) { mode = asked } else { kept.append(line) }
    }
    if let (asked, head) = ending(kept) {
      mode = asked
      kept = head
    }
    guard mode != nil else { return (nil, text) }
    let rest = trimmed(Array(kept.joined(separator: [0x0A]))[...])
    return (mode, rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self))
  }

  private func phrase(_ line: ArraySlice<UInt8>) -> Mode? {
    let plain = line.last == UInt8(ascii: ".") ? line.dropLast() : line
    for phrase in phrases where plain.lazy.map(lowercased).elementsEqual(phrase.bytes) {
      return phrase.mode
    }
    return nil
  }

  /// A slash command at the end of the last line that holds anything.
  private func ending(_ lines: [ArraySlice<UInt8>]) -> (Mode, [ArraySlice<UInt8>])? {
    guard let at = lines.lastIndex(where: { !trimmed($0).isEmpty }) else { return nil }
    let line = trimmed(lines[at])
    for phrase in phrases where phrase.bytes.first == UInt8(ascii: "/") {
      let head = line.dropLast(phrase.bytes.count)
      guard let space = head.last, isSpace(space),
        line.suffix(phrase.bytes.count).lazy.map(lowercased).elementsEqual(phrase.bytes)
      else { continue }
      return (phrase.mode, lines[..<at] + [trimmed(head)])
    }
    return nil
  }
}

extension [Toggle] {
  /// Finds the first toggle that a text has and takes it out; see `Toggle.read`.
  func read(_ text: String) -> (mode: Mode?, rest: String?) {
    for toggle in self {
      let result = toggle.read(text)
      if result.mode != nil { return result }
    }
    return (nil, text)
  }
}

extension Mode {
  /// The mode that a text suggests where nobody says what was asked for.
  init(inferredFrom response: Response, openTagPrefilled: Bool) {
    self.init(inferredFrom: response.thinking, openTagPrefilled: openTagPrefilled)
  }

  init(inferredFrom split: ThinkSplit, openTagPrefilled: Bool) {
    self = openTagPrefilled || split.reasoning != nil ? .on : .off
  }
}

/// Without white space at both ends.
func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  guard let first = text.firstIndex(where: { !isSpace($0) }),
    let last = text.lastIndex(where: { !isSpace($0) })
  else { return [] }
  return text[first...last]
}

/// Space, tab, line feed, vertical tab, form feed and carriage return.
@inline(__always) func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}
