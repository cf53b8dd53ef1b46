package import Bytes
import Grading

/// Turns raw lines of one source into lines of the pool; one a thread.
package struct Normaliser {
  /// Raised when the same lines become other samples than before; part of a receipt's key.
  package static let version = 1

  private let spec: SourceSpec
  private let repair: ResponseRepair
  private let commands: [Toggle]
  private let sourceHash: Hash128
  private let reader = JSONReader()
  private var hashes = SampleHashes()
  /// System prompts repeat from line to line.
  private var lastSystem: (text: String, mode: Mode?, rest: String?)?

  package init(_ spec: SourceSpec) {
    self.spec = spec
    repair = ResponseRepair(spec)
    commands = spec.toggles.filter(\.isCommand)
    sourceHash = Hash128(of: spec.name)
  }

  /// Reads the lines of a block, and notes the overlong one behind it.
  ///
  /// - Parameters:
  ///   - file: hash of the file's content, which ids are made from.
  ///   - batch: gets a pool line and a row for each sample, and what is quarantined.
  package mutating func normalise(_ block: LineBlock, file: Hash128, into batch: inout PoolBatch) {
    for line in block.lines() where !isBlank(block.bytes, line.range) {
      batch.records += 1
      do throws(RecordProblem) {
        try normalise(block.bytes, line, file: file, into: &batch)
      } catch {
        let raw = block.bytes[line.range.prefix(PoolBatch.quarantinedBytes)]
        batch.quarantined.append(
          Quarantined(
            line: line.ordinal, offset: block.offset + line.range.lowerBound,
            length: line.range.count, reason: error.reason, problem: error.problem,
            raw: Array(raw)))
      }
    }
    if let line = block.overlong { quarantine(line, into: &batch) }
  }

  private func quarantine(_ line: OverlongLine, into batch: inout PoolBatch) {
    batch.records += 1
    batch.quarantined.append(
      Quarantined(
        line: line.ordinal, offset: line.offset, length: line.length, reason: "line_too_long",
        problem: "the line has \(line.length) bytes of at most \(spec.maxLineBytes)", raw: []))
  }

  private func isBlank(_ block: [UInt8], _ range: Range<Int>) -> Bool {
    for index in range where !isSpace(block[index]) { return false }
    return true
  }

  /// Makes all samples of a line, or none: a fault in the second of its responses takes the first with
  /// it, so that a line is counted once.
  private mutating func normalise(
    _ block: [UInt8], _ line: Line, file: Hash128, into batch: inout PoolBatch
  ) throws(RecordProblem) {
    do throws(JSONError) {
      try reader.parse(block, in: line.range)
    } catch {
      throw RecordProblem(error)
    }
    var record = try Record(reader)
    var drafts = try spec.schema.drafts(from: &record)
    drafts.reverse()
    var index = 0
    // Taking from the end moves drafts, where a loop over them would copy.
    while let draft = drafts.popLast() {
      var sample = PoolSample(draft: draft, source: spec.name)
      finish(&sample)
      sample.id = hashes.id(source: sourceHash, file: file, line: line.ordinal, index: index)
      write(&sample, line: line.ordinal, to: &batch)
      index += 1
    }
  }

  // MARK: One sample

  private mutating func finish(_ sample: inout PoolSample) {
    fillLabels(&sample.draft)
    moveSystemTurns(&sample.draft)
    let asked = takeToggle(&sample)
    let split = repair.mend(&sample, asked: asked)
    sample.mode =
      asked ?? Mode(inferredFrom: split, openTagPrefilled: sample.draft.openTagPrefilled)
    sample.answer = Hash128(of: sample.draft.output.span.extracting(split.answer))
    hashes.add(to: &sample)
  }

  private func fillLabels(_ draft: inout Draft) {
    if draft.category == nil { draft.category = spec.category }
    if !spec.categoryAliases.isEmpty, let category = draft.category,
      let name = spec.categoryAliases[category]
    {
      draft.category = name
    }
    if draft.generator == nil { draft.generator = spec.generator }
    if draft.license == nil { draft.license = spec.license }
    if draft.version == nil { draft.version = spec.version }
  }

  /// Leading system turns become the system prompt; one that repeats it is dropped.
  private func moveSystemTurns(_ draft: inout Draft) {
    if draft.systemPrompt?.isEmpty == true { draft.systemPrompt = nil }
    guard draft.turns.first?.role == "system" else { return }
    let count = draft.turns.prefix { $0.role == "system" }.count
    var parts = draft.systemPrompt.map { [$0] } ?? []
    for turn in draft.turns[..<count] where !turn.content.isEmpty && !parts.contains(turn.content) {
      parts.append(turn.content)
    }
    draft.turns.removeFirst(count)
    draft.systemPrompt = parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// Takes the toggle out of the prompt, and sets where the mode is known from.
  ///
  /// - Returns: the mode that was asked for: by the record's field, else by the toggle, else by the
  ///   dataset's YAML.
  private mutating func takeToggle(_ sample: inout PoolSample) -> Mode? {
    var asked: Mode?
    if let system = sample.draft.systemPrompt {
      (asked, sample.draft.systemPrompt) = readSystem(system)
    }
    if let switched = takeCommands(&sample.draft) { asked = switched }
    if let field = sample.draft.mode {
      if let asked, asked != field { sample.repairs.append(.modeConflict) }
      sample.modeOrigin = .field
      return field
    }
    if let asked {
      sample.modeOrigin = .systemPrompt
      return asked
    }
    sample.modeOrigin = spec.mode == nil ? .inferred : .field
    return spec.mode
  }

  private mutating func readSystem(_ text: String) -> (Mode?, String?) {
    if let last = lastSystem, last.text == text { return (last.mode, last.rest) }
    let (mode, rest) = spec.toggles.read(text)
    lastSystem = (text, mode, rest)
    return (mode, rest)
  }

  /// Slash commands also stand in user turns; the last one counts.
  private func takeCommands(_ draft: inout Draft) -> Mode? {
    guard !commands.isEmpty else { return nil }
    var asked: Mode?
    for index in draft.turns.indices where draft.turns[index].role == "user" {
      let (mode, rest) = commands.read(draft.turns[index].content)
      guard let mode else { continue }
      asked = mode
      draft.turns[index].content = rest ?? ""
    }
    return asked
  }

  // MARK: Out

  private func write(_ sample: inout PoolSample, line: Int, to batch: inout PoolBatch) {
    let start = batch.lines.count
    sample.append(to: &batch.lines)
    for repair in sample.repairs { batch.repairs[repair.rawValue, default: 0] += 1 }
    batch.rows.append(
      PoolRow(
        id: sample.id, prompt: sample.prompt, content: sample.content, response: sample.response,
        answer: sample.answer, exact: sample.exact, line: line, mode: sample.mode,
        category: sample.draft.category ?? "",
        generator: sample.draft.generator ?? "", license: sample.draft.license ?? "",
        hasGold: sample.draft.expectedAnswer != nil, lineBytes: batch.lines.count - start,
        responseBytes: sample.draft.output.count))
  }
}
