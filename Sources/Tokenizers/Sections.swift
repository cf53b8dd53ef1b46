// From a text to the parts that are cut and merged, as Hugging Face's library goes: added tokens are
// taken out, what is between them is normalized, added tokens that are looked for in normalized text
// are taken out of that, and the rest is opened with a space or `▁` where the tokenizer wants it.

/// What is done with a text's parts, in their order.
protocol TokenSink {
  mutating func token(_ id: Int32)
  mutating func text(_ text: Span<UInt8>)
}

struct EncodingSink: TokenSink {
  let engine: MergeEngine
  let state: EngineState
  var tokens: [Int32] = []

  mutating func token(_ id: Int32) { tokens.append(id) }
  mutating func text(_ text: Span<UInt8>) { engine.encode(text, state, into: &tokens) }
}

struct CountingSink: TokenSink {
  let engine: MergeEngine
  let state: EngineState
  var count = 0

  mutating func token(_ id: Int32) { count += 1 }
  mutating func text(_ text: Span<UInt8>) { count += engine.count(text, state) }
}

extension Tokenizer {
  func visit<Sink: TokenSink>(_ text: Span<UInt8>, special: Bool, _ sink: inout Sink) {
    separate(text, finder, special: special, &sink) { section, offset, sink in
      guard !normalizers.isEmpty else {
        return visitNormalized(section, isFirst: offset == 0, special: special, &sink)
      }
      if let changed = normalizers.changed(section) {
        visitNormalized(changed.span, isFirst: offset == 0, special: special, &sink)
      } else {
        visitNormalized(section, isFirst: offset == 0, special: special, &sink)
      }
    }
  }

  private func visitNormalized<Sink: TokenSink>(
    _ text: Span<UInt8>, isFirst: Bool, special: Bool, _ sink: inout Sink
  ) {
    guard let normalizedFinder else { return open(text, isFirst: isFirst, &sink) }
    separate(text, normalizedFinder, special: special, &sink) { part, offset, sink in
      open(part, isFirst: isFirst && offset == 0, &sink)
    }
  }

  /// Gives added tokens to the sink and what is between them to a body, with where it starts.
  private func separate<Sink: TokenSink>(
    _ text: Span<UInt8>, _ finder: AddedTokenFinder, special: Bool, _ sink: inout Sink,
    _ body: (Span<UInt8>, Int, inout Sink) -> Void
  ) {
    var start = 0
    var from = 0
    while let match = finder.next(in: text, from: from, covered: start, special: special) {
      if start < match.range.lowerBound {
        body(text.extracting(start..<match.range.lowerBound), start, &sink)
      }
      sink.token(match.id)
      start = match.range.upperBound
      from = match.end
    }
    if start < text.count { body(text.extracting(start..<text.count), start, &sink) }
  }

  private func open<Sink: TokenSink>(_ text: Span<UInt8>, isFirst: Bool, _ sink: inout Sink) {
    switch opening {
    case .none: sink.text(text)
    case .space:
      guard text[0] != UInt8(ascii: " ") else { return sink.text(text) }
      let opened = Normalizer.prepend([UInt8(ascii: " ")]).changed(text) ?? []
      sink.text(opened.span)
    case .mark(let first, let every):
      let mark = Array("▁".utf8)
      var marks = [Normalizer.replace([UInt8(ascii: " ")], by: mark)]
      let starts = text[0] == UInt8(ascii: " ") || text.hasPrefix(mark)
      if (every || first && isFirst) && !starts { marks.append(.prepend(mark)) }
      if let opened = marks.changed(text) {
        sink.text(opened.span)
      } else {
        sink.text(text)
      }
    }
  }
}

extension [Normalizer] {
  /// The text that all make of a text, one after the other; nil where nothing changes.
  func changed(_ text: Span<UInt8>) -> [UInt8]? {
    var result: [UInt8]?
    for normalizer in self {
      if let before = result {
        result = normalizer.changed(before.span) ?? before
      } else {
        result = normalizer.changed(text)
      }
    }
    return result
  }

  func applied(_ text: [UInt8]) -> [UInt8] { changed(text.span) ?? text }
}

extension Span<UInt8> {
  fileprivate func hasPrefix(_ prefix: [UInt8]) -> Bool {
    count >= prefix.count && prefix.indices.allSatisfy { self[$0] == prefix[$0] }
  }
}
