internal import Bytes
internal import Synchronization

extension Team {
  /// The results of `body(0)`, `body(1)`, … in this order, in parallel.
  ///
  /// Which thread computes a part never changes its result: every part has its own buffers.
  func map<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    guard count > 1 else { return (0..<count).map(body) }
    let results = Mutex<[Value?]>(Array(repeating: nil, count: count))
    parallelFor(count) { range in
      for index in range {
        let value = body(index)
        results.withLock { $0[index] = value }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
