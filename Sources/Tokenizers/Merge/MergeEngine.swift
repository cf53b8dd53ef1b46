// The only door to CTokenizers' models.
import CTokenizers
import Synchronization

/// Texts with ids, and how pieces become tokens.
struct EngineRules: Sendable {
  var steps: [SplitStep]
  /// Whether a piece that is a token is taken whole, merged or not.
  var takesWholePieces = false
  /// Whether merging starts from bytes; else from characters.
  var isByteLevel = true
  /// The token that stands for what has none.
  var unknown: Int32?
  var fusesUnknown = false
  /// The tokens of single bytes that stand for characters without token; nil for none.
  var fallback: [Int32]?
}

/// A vocabulary with its merges, which any number of threads use at once.
@safe final class MergeEngine: @unchecked Sendable {
  private let model: OpaquePointer
  /// Working memories that no thread uses just now: as many as there were threads at once.
  private let idle = Mutex<[EngineState]>([])

  /// - Parameters:
  ///   - texts: of equal ones the last counts.
  ///   - merges: (left, right, result), the first learnt first.
  ///   - ranks: which merges go first, the lowest, and of equal ones the leftmost; nil: in their order.
  init(
    texts: [(bytes: [UInt8], id: Int32)], merges: [(Int32, Int32, Int32)], ranks: [UInt32]? = nil,
    rules: EngineRules
  ) {
    var pool: [UInt8] = []
    var offsets: [UInt32] = [0]
    for text in texts {
      pool += text.bytes
      offsets.append(UInt32(pool.count))
    }
    let ids = texts.map(\.id)
    let triples = merges.flatMap { [$0.0, $0.1, $0.2] }
    var settings = rules.settings
    let order = ranks ?? merges.indices.map { UInt32($0) }
    precondition(order.count == merges.count, "\(order.count) ranks of \(merges.count) merges")
    // SAFETY: the model copies what it is given; the counts are those of the arrays.
    unsafe model = ct_model_new(
      pool, offsets, ids, texts.count, triples, order, merges.count, &settings)
  }

  deinit { unsafe ct_model_free(model) }

  /// The id of a text; nil for none.
  func id(of text: some Sequence<UInt8>) -> Int32? {
    let bytes = Array(text)
    let id = unsafe ct_lookup(model, bytes, bytes.count)
    return id < 0 ? nil : id
  }

  /// Working memory for one thread, to be given back.
  func borrowState() -> EngineState { idle.withLock { $0.popLast() } ?? EngineState() }

  func giveBack(_ state: EngineState) { idle.withLock { $0.append(state) } }

  func count(_ text: Span<UInt8>, _ state: EngineState) -> Int {
    // SAFETY: the engine reads the span's bytes only.
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      return unsafe ct_count(model, state.pointer, start, buffer.count)
    }
  }

  func encode(_ text: Span<UInt8>, _ state: EngineState, into tokens: inout [Int32]) {
    // SAFETY: the engine reads the span's bytes only; the tokens are copied before it is used again.
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var count = 0
      let found = unsafe ct_encode(model, state.pointer, start, buffer.count, &count)
      unsafe tokens.append(contentsOf: UnsafeBufferPointer(start: found, count: count))
    }
  }
}

/// One thread's table of words and working memory.
@safe final class EngineState: @unchecked Sendable {
  fileprivate let pointer: OpaquePointer = unsafe ct_state_new()

  deinit { unsafe ct_state_free(pointer) }
}

extension EngineRules {
  fileprivate var settings: ct_settings {
    var settings = ct_settings()
    settings.whole_pieces = takesWholePieces ? 1 : 0
    settings.bytes = isByteLevel ? 1 : 0
    settings.falls_back = fallback == nil ? 0 : 1
    settings.fuses_unknown = fusesUnknown ? 1 : 0
    settings.unknown = unknown ?? -1
    // SAFETY: the structure's arrays are tuples of 256 and CT_MAX_STEPS numbers.
    unsafe withUnsafeMutableBytes(of: &settings.fallback) {
      let numbers = unsafe $0.assumingMemoryBound(to: Int32.self)
      for byte in 0..<256 { unsafe numbers[byte] = fallback?[byte] ?? -1 }
    }
    let codes = steps.prefix(Int(CT_MAX_STEPS)).map(\.code)
    unsafe withUnsafeMutableBytes(of: &settings.steps) {
      for (index, code) in codes.enumerated() { unsafe $0[index] = code }
    }
    settings.step_count = UInt32(codes.count)
    return settings
  }
}
