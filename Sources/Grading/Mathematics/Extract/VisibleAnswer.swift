/// The part of a response that is shown to the reader: after the thinking, before the end of turn.
enum VisibleAnswer {
  /// Nil where the thinking never ends.
  static func range(in bytes: [UInt8], isThinkingOpen: Bool) -> Range<Int>? {
    var start = 0
    let whole = 0..<bytes.count
    if let close = bytes.lastOffset(of: "</think>", in: whole) {
      start = close + 8
    } else if isThinkingOpen || bytes.firstOffset(of: "<think>", in: whole) != nil {
      return nil
    }
    start = pastRole(bytes, start)
    var end = bytes.count
    // a template's token ends the turn; what follows is another speaker
    var from = start
    while let token = bytes.firstOffset(of: "<|", in: from..<end) {
      if isEndOfTurn(bytes, token) {
        end = token
        break
      }
      from = token + 2
    }
    if let stop = bytes.firstOffset(of: "</s>", in: start..<end) { end = stop }
    return start..<runOn(bytes, start..<end)
  }

  /// Past `<|im_start|>assistant` and its like, which some data leave before the response.
  private static func pastRole(_ bytes: [UInt8], _ start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    let headers: [StaticString] = [
      "<|im_start|>assistant", "<|start_header_id|>assistant<|end_header_id|>", "<|assistant|>",
    ]
    for header in headers where bytes.has(header, at: at) { return at + header.utf8CodeUnitCount }
    return start
  }

  /// Where the next problem begins, when a model that has answered goes on to make one up.
  private static func runOn(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    for mark: StaticString in ["\n\nProblem:", "\n\nQuestion:", "\n\nHuman:", "\n\nUser:"] {
      guard let at = bytes.firstOffset(of: mark, in: range) else { continue }
      let before = range.lowerBound..<at
      let isAnswered =
        bytes.firstOffset(of: "\\boxed{", in: before) != nil
        || bytes.firstOffset(of: "answer is", in: before) != nil
        || bytes.firstOffset(of: "####", in: before) != nil
      if isAnswered { return at }
    }
    return range.upperBound
  }

  private static func isEndOfTurn(_ bytes: [UInt8], _ at: Int) -> Bool {
    for token: StaticString in ["<|im_", "<|eot", "<|end", "<|start", "<|user", "<|assist"]
    where bytes.has(token, at: at) {
      return true
    }
    return false
  }
}
