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
    return start..<end
  }

  private static func isEndOfTurn(_ bytes: [UInt8], _ at: Int) -> Bool {
    for token: StaticString in ["<|im_", "<|eot", "<|end", "<|start", "<|user", "<|assist"]
    where bytes.has(token, at: at) {
      return true
    }
    return false
  }
}
