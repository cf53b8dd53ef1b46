import CBytes

/// The shingles of a text: what Jaccard similarity is taken over.
public struct ShingleRule: Sendable, Hashable {
  public enum Unit: String, Sendable, CaseIterable { case word, character }
  /// Words are what ASCII white space parts; a character is a byte of UTF-8.
  public let unit: Unit
  public let length: Int
  /// Whether two numbers differ.
  ///
  /// Where they do not, problems that differ in their numbers only are one text (datatrove's default).
  public let keepsDigits: Bool

  public init(unit: Unit, length: Int, keepsDigits: Bool) {
    precondition((1...64).contains(length), "shingles of \(length) \(unit.rawValue)s")
    self.unit = unit
    self.length = length
    self.keepsDigits = keepsDigits
  }
}

/// Hashes shingles of texts; its buffers are used again from text to text.
public struct ShingleHasher: Sendable {
  public let rule: ShingleRule
  private var folded: [UInt8] = []
  /// The shingles of the last text, in its order, copies included.
  public private(set) var shingles: [UInt32] = []

  public init(_ rule: ShingleRule) { self.rule = rule }

  /// Reads a text; case of ASCII letters does not matter.
  ///
  /// A text shorter than a shingle has one, of all its words; an empty text has none.
  public mutating func read(_ text: [UInt8]) {
    let rule = rule
    // SAFETY: here and below, C reads `count` elements of buffers that live during the call, and
    // writes no more than the capacity that its header asks for.
    folded = unsafe [UInt8](unsafeUninitializedCapacity: text.count) { out, count in
      count = unsafe text.withUnsafeBufferPointer { text in
        guard let from = text.baseAddress, let to = out.baseAddress else { return 0 }
        return unsafe cb_fold_for_shingles(from, text.count, rule.keepsDigits ? 1 : 0, to)
      }
    }
    let folded = folded
    shingles = unsafe [UInt32](unsafeUninitializedCapacity: folded.count + 1) { out, count in
      count = unsafe folded.withUnsafeBufferPointer { text in
        guard let from = text.baseAddress, let to = out.baseAddress else { return 0 }
        return switch rule.unit {
        case .word: unsafe cb_word_shingles(from, text.count, rule.length, to)
        case .character: unsafe cb_byte_shingles(from, text.count, rule.length, to)
        }
      }
    }
  }

  /// The set of the last text's shingles: ascending, each once.
  public func set() -> [UInt32] {
    var values = shingles
    var scratch = values
    let count = unsafe values.withUnsafeMutableBufferPointer { values in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        guard let v = values.baseAddress, let s = scratch.baseAddress else { return 0 }
        return unsafe cb_sort_unique(v, s, values.count)
      }
    }
    values.removeLast(values.count - count)
    return values
  }

  /// Jaccard similarity of two sets, 0...1; two empty ones are not alike.
  public static func jaccard(_ a: [UInt32], _ b: [UInt32]) -> Double {
    let shared = unsafe a.withUnsafeBufferPointer { left in
      unsafe b.withUnsafeBufferPointer { right in
        guard let l = left.baseAddress, let r = right.baseAddress else { return 0 }
        return unsafe cb_shared_values(l, left.count, r, right.count)
      }
    }
    let union = a.count + b.count - shared
    return union == 0 ? 0 : Double(shared) / Double(union)
  }
}
