// The hashes that name samples. All are XXH3-128 over an encoding in which no two contents look
// alike: each text is preceded by its length. docs/formats.md describes them, since they must not
// change: ids and caches hang on them.

import Bytes

/// Bytes to hash, put together from texts and numbers.
struct HashInput {
  private(set) var bytes: [UInt8] = []

  /// Lowest byte first.
  mutating func add(_ number: Int) {
    var rest = UInt64(truncatingIfNeeded: number)
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  mutating func add(_ text: ArraySlice<UInt8>) {
    add(text.count)
    bytes += text
  }

  mutating func add(_ text: [UInt8]) { add(text[...]) }

  mutating func add(_ hash: Hash128) {
    add(Int(truncatingIfNeeded: hash.high))
    add(Int(truncatingIfNeeded: hash.low))
  }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  var hash: Hash128 { Hash128(of: bytes) }
}

/// Makes the hashes of samples; one a thread, since it keeps its memory.
struct SampleHashes {
  private var input = HashInput()

  /// The id of a sample: its source, the content of its file, its line and its place in the line.
  ///
  /// So it depends neither on the order of files nor on which others there are.
  mutating func id(source: Hash128, file: Hash128, line: Int, index: Int) -> Hash128 {
    input.clear()
    input.add(source)
    input.add(file)
    input.add(line)
    input.add(index)
    return input.hash
  }

  /// The id of a prompt: its system prompt, its user turns and its tools, white space at the ends of
  /// each aside. Turns of the assistant and of tools are not part of it, nor is the toggle.
  mutating func prompt(system: String?, turns: [Turn], tools: [UInt8]?) -> Hash128 {
    input.clear()
    addTrimmed(system ?? "")
    for turn in turns where turn.role == "user" { addTrimmed(turn.content) }
    // A number that is no length separates the tools from turns.
    input.add(-1)
    if let tools { input.add(tools) }
    return input.hash
  }

  private mutating func addTrimmed(_ text: String) { input.add(trimmed(Array(text.utf8)[...])) }

  /// The hash of a response: of its text alone, where it has neither tool calls nor further turns.
  mutating func response(_ text: [UInt8], toolCalls: [UInt8]?, turns: [UInt8]?) -> Hash128 {
    let hash = Hash128(of: text)
    guard toolCalls != nil || turns != nil else { return hash }
    input.clear()
    input.add(hash)
    input.add(toolCalls ?? [])
    input.add(turns ?? [])
    return input.hash
  }

  /// What repeats of one text share: prompt, mode and response.
  mutating func content(prompt: Hash128, mode: Mode, response: Hash128) -> Hash128 {
    input.clear()
    input.add(prompt)
    input.add(mode == .on ? 1 : 0)
    input.add(response)
    return input.hash
  }
}
