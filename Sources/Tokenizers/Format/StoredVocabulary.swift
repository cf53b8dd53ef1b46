import Bytes

/// The vocabulary of a file: the texts of tokens as they are stored, and the bytes that they stand
/// for.
struct StoredVocabulary {
  /// The bytes of the tokens that merging knows; a stored text that stands for none is left out.
  let texts: [(bytes: [UInt8], id: Int32)]
  /// Stored texts.
  ///
  /// Swift's strings would take different spellings of one character for one text.
  private let stored: MergeEngine

  init(_ json: JSONValue?, isByteLevel: Bool) throws(TokenizerError) {
    guard let members = json?.object?.members else { throw .format("the model has no vocab") }
    var entries: [(text: String, id: Int32)] = []
    entries.reserveCapacity(members.count)
    for member in members {
      guard let id = member.value.int, id >= 0, id < 1 << 24 else {
        throw .format("vocab has an id that is no number from 0 to \(1 << 24 - 1)")
      }
      entries.append((member.key, Int32(id)))
    }
    try self.init(entries, isByteLevel: isByteLevel)
  }

  init(_ entries: [(text: String, id: Int32)], isByteLevel: Bool) throws(TokenizerError) {
    stored = MergeEngine(
      texts: entries.map { (Array($0.text.utf8), $0.id) }, merges: [],
      rules: EngineRules(steps: []))
    texts = entries.compactMap { entry in
      let bytes = isByteLevel ? ByteAlphabet.bytes(of: entry.text) : Array(entry.text.utf8)
      return bytes.map { ($0, entry.id) }
    }
  }

  func id(of text: String) -> Int32? { stored.id(of: text.utf8) }

  /// The tokens `<0x00>` to `<0xFF>`; -1 where there is none.
  var byteTokens: [Int32] {
    let digits = Array("0123456789ABCDEF")
    return (0..<256).map { id(of: "<0x\(digits[$0 / 16])\(digits[$0 % 16])>") ?? -1 }
  }

  /// Merges as `"a b"` or `["a", "b"]`.
  func merges(_ json: JSONValue?) throws(TokenizerError) -> [(left: Int32, right: Int32)] {
    let known = Set(texts.map(\.id))
    var result: [(left: Int32, right: Int32)] = []
    let entries = json?.array ?? []
    result.reserveCapacity(entries.count)
    for (rank, entry) in entries.enumerated() {
      guard let (left, right) = pair(entry), let left = stored.id(of: left),
        let right = stored.id(of: right), known.contains(left), known.contains(right)
      else { throw .format("merge \(rank) is not a pair of tokens of the vocabulary") }
      result.append((left, right))
    }
    return result
  }

  private func pair(_ entry: JSONValue) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
    if let parts = entry.array {
      guard parts.count == 2, let left = parts[0].string, let right = parts[1].string else {
        return nil
      }
      return (Array(left.utf8)[...], Array(right.utf8)[...])
    }
    guard let bytes = entry.string.map({ Array($0.utf8) }) else { return nil }
    let parts = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  /// Whether `▁` stands at the start of tokens only, so that no merge joins anything to one.
  func marksOnlyOpen(_ merges: [(left: Int32, right: Int32)]) -> Bool {
    let mark = Array("▁".utf8)
    guard stored.id(of: mark) != nil else { return false }
    var kinds: [Int32: (opens: Bool, isMarks: Bool)] = [:]
    for text in texts {
      let opens = text.bytes.starts(with: mark)
      kinds[text.id] = (
        opens, opens && SplitStep.split(text.bytes, [.eachMark]).allSatisfy { $0 == mark }
      )
    }
    return merges.allSatisfy { merge in
      kinds[merge.right]?.opens == false || kinds[merge.left]?.isMarks == true
    }
  }
}
