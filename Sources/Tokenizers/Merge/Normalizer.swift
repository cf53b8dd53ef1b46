import Bytes
import CTokenizers

/// A change to text before it is cut, as Hugging Face's normalizers make it.
package enum Normalizer: Sendable, Hashable {
  /// Unicode's normalization form C.
  case composed
  /// A text before what is not empty.
  case prepend([UInt8])
  /// Each occurrence of a text becomes another.
  case replace([UInt8], by: [UInt8])

  /// The changed text; nil where nothing changes.
  package func changed(_ text: Span<UInt8>) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    switch self {
    case .composed: return composedText(text)
    case .prepend(let prefix):
      var result = prefix
      result.append(copying: text)
      return result
    case .replace(let old, let new): return replaced(text, old, by: new)
    }
  }
}

private func composedText(_ text: Span<UInt8>) -> [UInt8]? {
  // SAFETY: both functions read the span's bytes only; the result is copied and freed.
  unsafe text.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress, unsafe ct_is_composed(start, buffer.count) == 0 else {
      return nil
    }
    var count = 0
    let result = unsafe ct_compose(start, buffer.count, &count)
    defer { unsafe ct_release(result) }
    return unsafe Array(UnsafeBufferPointer(start: result, count: count))
  }
}

private func replaced(_ text: Span<UInt8>, _ old: [UInt8], by new: [UInt8]) -> [UInt8]? {
  guard let first = old.first else { return nil }
  var result: [UInt8] = []
  result.reserveCapacity(text.count + text.count / 2)
  var hasChanged = false
  var at = 0
  while at < text.count {
    if text[at] == first, at + old.count <= text.count,
      old.indices.allSatisfy({ text[at + $0] == old[$0] })
    {
      result += new
      at += old.count
      hasChanged = true
    } else {
      result.append(text[at])
      at += 1
    }
  }
  return hasChanged ? result : nil
}
