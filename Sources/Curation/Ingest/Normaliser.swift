package import Bytes
import Grading

/// Turns raw lines of one source into lines of the pool. One a thread.
package final class Normaliser {
  /// Raised when the same lines become other samples than before; part of a receipt's key.
  package static let version = 1

  private let spec: SourceSpec
  private let repair: ResponseRepair
  private let sourceHash: Hash128
  private let reader = JSONReader()
  private var hashes = SampleHashes()
  /// System prompts repeat from line to line.
  private var lastSystem: (text: String, mode: Mode?, rest: String?)?

  package init(_ spec: SourceSpec) {
    self.spec = spec
    repair = ResponseRepair(spec)
    sourceHash = Hash128(of: spec.name)
  }

  /// Reads the lines of a block, and notes the overlong one behind it.
  ///
  /// - Parameters:
  ///   - file: hash of the file's content, which ids are made from.
  ///   - batch: gets a pool line and a row for each sample, and what is quarantined.
  package func normalise(_ block: LineBlock, file: Hash128, into batch: inout PoolBatch) {
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
    block[range].allSatisfy(isSpace)
  }

  /// All samples of a line, or none: a fault in the second of its responses takes the first with it,
  /// so that a line is counted once.
  private func normalise(
    _ block: [UInt8], _ line: Line, file: Hash128, into batch: inout PoolBatch
  ) throws(RecordProblem) {
    do throws(JSONError) {
      try reader.parse(block, in: line.range)
    } catch {
      throw RecordProblem(error)
    }
    var record = try Record(reader)
    let drafts = try spec.schema.drafts(from: &record)
    for (index, draft) in drafts.enumerated() {
      let id = hashes.id(source: sourceHash, file: file, line: line.ordinal, index: index)
      write(finish(draft, id: id), to: &batch)
    }
  }

  // MARK: One sample

  private func finish(_ draft: Draft, id: Hash128) -> (sample: PoolSample, answer: Hash128) {
    var draft = draft
    var repairs: [Repair] = []
    fillLabels(&draft)
    moveSystemTurns(&draft)
    let asked = takeToggle(&draft, noting: &repairs)
    let split = repair.mend(
      &draft.output, asked: asked?.mode, isPrefilled: &draft.openTagPrefilled, noting: &repairs)
    let mode = asked?.mode ?? Mode(inferredFrom: split, openTagPrefilled: draft.openTagPrefilled)
    let prompt = hashes.prompt(
      system: draft.systemPrompt, turns: draft.turns, tools: draft.json(of: .tools))
    let answer = Hash128(of: draft.output.span.extracting(split.answer))
    let sample = PoolSample(
      id: id, prompt: prompt, content: .zero, draft: draft, source: spec.name, mode: mode,
      modeOrigin: asked?.origin ?? .inferred, repairs: repairs)
    return (sample, answer)
  }

  private func fillLabels(_ draft: inout Draft) {
    draft.category = draft.category ?? spec.category
    if let category = draft.category, let name = spec.categoryAliases[category] {
      draft.category = name
    }
    draft.generator = draft.generator ?? spec.generator
    draft.license = draft.license ?? spec.license
    draft.version = draft.version ?? spec.version
    draft.mode = draft.mode ?? spec.mode
  }

  /// Leading system turns become the system prompt; one that repeats it is dropped.
  private func moveSystemTurns(_ draft: inout Draft) {
    let count = draft.turns.prefix { $0.role == "system" }.count
    guard count > 0 else { return }
    var parts = draft.systemPrompt.map { [$0] } ?? []
    for turn in draft.turns[..<count] where !parts.contains(turn.content) {
      parts.append(turn.content)
    }
    draft.turns.removeFirst(count)
    draft.systemPrompt = parts.joined(separator: "\n\n")
  }

  /// Takes the toggle out of the prompt.
  ///
  /// - Returns: the mode that was asked for, by the field or else the toggle.
  private func takeToggle(_ draft: inout Draft, noting repairs: inout [Repair])
    -> (mode: Mode, origin: ModeOrigin)?
  {
    var asked: Mode?
    if let system = draft.systemPrompt { (asked, draft.systemPrompt) = readSystem(system) }
    if let switched = takeUserToggle(&draft) { asked = switched }
    guard let field = draft.mode else { return asked.map { ($0, .systemPrompt) } }
    if let asked, asked != field { repairs.append(.modeConflict) }
    return (field, .field)
  }

  private func readSystem(_ text: String) -> (Mode?, String?) {
    if let last = lastSystem, last.text == text { return (last.mode, last.rest) }
    let (mode, rest) = spec.toggles.read(text)
    lastSystem = (text, mode, rest)
    return (mode, rest)
  }

  /// Slash commands also stand in user turns; the last one counts.
  private func takeUserToggle(_ draft: inout Draft) -> Mode? {
    let toggles = spec.toggles.filter(\.isCommand)
    guard !toggles.isEmpty else { return nil }
    var asked: Mode?
    for index in draft.turns.indices where draft.turns[index].role == "user" {
      let (mode, rest) = toggles.read(draft.turns[index].content)
      guard let mode else { continue }
      asked = mode
      draft.turns[index].content = rest ?? ""
    }
    return asked
  }

  // MARK: Out

  private func write(_ finished: (sample: PoolSample, answer: Hash128), to batch: inout PoolBatch) {
    var sample = finished.sample
    let draft = sample.draft
    let response = hashes.response(
      draft.output, toolCalls: draft.json(of: .toolCalls), turns: draft.json(of: .turns))
    sample.content = hashes.content(prompt: sample.prompt, mode: sample.mode, response: response)
    let start = batch.lines.count
    sample.append(to: &batch.lines)
    for repair in sample.repairs { batch.repairs[repair.rawValue, default: 0] += 1 }
    batch.rows.append(
      PoolRow(
        id: sample.id, prompt: sample.prompt, content: sample.content, response: response,
        answer: finished.answer, mode: sample.mode, category: draft.category ?? "",
        generator: draft.generator ?? "", license: draft.license ?? "",
        hasGold: draft.expectedAnswer != nil, lineBytes: batch.lines.count - start,
        responseBytes: draft.output.count))
  }
}
