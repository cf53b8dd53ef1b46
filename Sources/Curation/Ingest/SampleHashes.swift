// The hashes that name samples. All are XXH3-128 over an encoding in which no two contents look
// alike: each text is preceded by its length. docs/formats.md describes them, since they must not
// change: ids and caches hang on them.

import Bytes

/// Bytes to hash, put together from texts and numbers.
struct HashInput {
  private(set) var bytes: [UInt8] = []

  /// Eight bytes, the lowest first.
  mutating func add(_ number: UInt64) {
    bytes.append(addingCapacity: 8) { out in
      for shift in stride(from: 0 as UInt64, to: 64, by: 8) {
        out.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
  }

  mutating func add(_ number: Int) { add(UInt64(truncatingIfNeeded: number)) }

  mutating func add(_ text: [UInt8]) {
    add(text.count)
    bytes += text
  }

  /// Adds a text without white space at its ends.
  mutating func add(trimmed text: String) {
    let utf8 = text.utf8
    let span = utf8.span
    if !span.isEmpty, !isSpace(span[0]), !isSpace(span[span.count - 1]) {
      add(span.count)
      bytes += utf8
    } else {
      let inside = Curation.trimmed(Array(utf8)[...])
      add(inside.count)
      bytes += inside
    }
  }

  mutating func add(_ hash: Hash128) {
    add(hash.high)
    add(hash.low)
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

  /// Sets the hashes of prompt, response and content.
  mutating func add(to sample: inout PoolSample) {
    sample.prompt = prompt(sample.draft)
    sample.response = response(sample.draft)
    // What repeats of one text share: prompt, mode and response.
    input.clear()
    input.add(sample.prompt)
    input.add(sample.mode == .on ? 1 : 0)
    input.add(sample.response)
    sample.content = input.hash
    sample.exact = exactTurns(sample.draft)
  }

  /// 0 where the prompt's hash says all of the conversation; else a hash of its turns byte for byte.
  ///
  /// The prompt's hash passes over white space at ends and over turns of the assistant and of tools, so
  /// samples of one prompt may still differ in those.
  private mutating func exactTurns(_ draft: Draft) -> UInt64 {
    let system = draft.systemPrompt ?? ""
    if !hasOuterSpace(system),
      draft.turns.allSatisfy({ $0.role == "user" && !hasOuterSpace($0.content) })
    {
      return 0
    }
    input.clear()
    input.add(Array(system.utf8))
    for turn in draft.turns {
      input.add(Array(turn.role.utf8))
      input.add(Array(turn.content.utf8))
      input.add(turn.fields.isEmpty ? [] : JSONValue.object(turn.fields).encoded)
    }
    return max(1, input.hash.low)
  }

  private func hasOuterSpace(_ text: String) -> Bool {
    let utf8 = text.utf8
    let span = utf8.span
    return !span.isEmpty && (isSpace(span[0]) || isSpace(span[span.count - 1]))
  }

  /// The id of a prompt: its system prompt, its user turns and its tools.
  ///
  /// White space at the ends of each is left out, as is the toggle. Turns of the assistant and of tools
  /// are not part of it.
  private mutating func prompt(_ draft: Draft) -> Hash128 {
    input.clear()
    input.add(trimmed: draft.systemPrompt ?? "")
    for turn in draft.turns where turn.role == "user" { input.add(trimmed: turn.content) }
    // A number that is no length separates the tools from turns.
    input.add(-1)
    if let tools = draft.json(of: .tools) { input.add(SampleHashes.canonical(tools)) }
    return input.hash
  }

  /// The hash of a response: of its text alone, where it has neither tool calls nor further turns.
  private mutating func response(_ draft: Draft) -> Hash128 {
    let hash = Hash128(of: draft.output)
    let calls = draft.json(of: .toolCalls)
    let turns = draft.json(of: .turns)
    guard calls != nil || turns != nil else { return hash }
    input.clear()
    input.add(hash)
    input.add(SampleHashes.canonical(calls ?? []))
    input.add(SampleHashes.canonical(turns ?? []))
    return input.hash
  }

  /// JSON without white space and with its least escapes, so that the writer's style does not count.
  private static func canonical(_ json: [UInt8]) -> [UInt8] {
    (try? JSONValue(parsing: json))?.encoded ?? json
  }
}
