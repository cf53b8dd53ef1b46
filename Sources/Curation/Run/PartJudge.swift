// Judging one part of the pool: the pure function behind the local pass and `sluice worker`.

import Bytes

/// Judges every sample of a part by some filters, frame by frame.
struct PartJudge {
  let filters: [PreparedFilter]
  /// If not empty, only samples of these prompts are judged, against these answers.
  var gold: [Hash128: String] = [:]
  /// Whether the frames carry the ids of their samples.
  var keepsIDs = false
  let workers: Workers

  /// - Parameter emit: gets the frames in their order, on the caller's thread.
  func judge(_ file: PoolReader.Part, emit: (JudgedFrame) throws -> Void) throws {
    try workers.mapInOrder(
      count: file.frameCount, inFlight: workers.threads * 3,
      state: { FrameReader() },
      work: { reader, index in
        let frame = try file.frame(index, with: reader.decompressor)
        return try judge(frame, &reader.decoder)
      }, emit: emit)
  }

  /// Decodes and judges the samples of a frame.
  private func judge(_ frame: PoolReader.Frame, _ decoder: inout SampleDecoder) throws
    -> JudgedFrame
  {
    var samples: [Sample] = []
    samples.reserveCapacity(frame.lines.count)
    var isJudged: [Bool] = []
    for (ordinal, range) in frame.lines.enumerated() {
      var sample = try decoder.decode(frame.bytes, in: range, ordinal: ordinal)
      if gold.isEmpty {
        isJudged.append(true)
      } else if let answer = gold[sample.promptID] {
        sample.expectedAnswer = answer
        isJudged.append(true)
      } else {
        isJudged.append(false)
        continue
      }
      samples.append(sample)
    }
    let findings = filters.map { $0.measure(samples) }
    var packed = pack(findings, isJudged)
    if keepsIDs { packed.ids = samples.map(\.id) }
    return packed
  }

  private func pack(_ findings: [[Finding]], _ isJudged: [Bool]) -> JudgedFrame {
    var frame = JudgedFrame()
    frame.ends.reserveCapacity(isJudged.count)
    var next = 0
    for isJudged in isJudged {
      if isJudged {
        frame.bytes.append(UInt8(ascii: "["))
        for slot in filters.indices {
          if slot > 0 { frame.bytes.append(UInt8(ascii: ",")) }
          let finding = findings[slot][next]
          finding.pack(names: filters[slot].measures, into: &frame.bytes)
          if finding.isTransient {
            frame.transient.insert(slot)
            frame.transientFindings += 1
          }
        }
        frame.bytes.append(UInt8(ascii: "]"))
        next += 1
      }
      frame.ends.append(frame.bytes.count)
    }
    return frame
  }
}

/// What a thread uses again for each frame.
private struct FrameReader {
  let decompressor = ZstdDecompressor()
  var decoder = SampleDecoder()
}

/// The packed findings of a frame.
struct JudgedFrame: Sendable {
  /// Packs one after another, and where each ends; an empty pack was not judged.
  var bytes: [UInt8] = []
  var ends: [Int] = []
  /// Of the samples that were judged, where they were asked for.
  var ids: [String] = []
  /// Places of filters with transient findings.
  var transient = Set<Int>()
  var transientFindings = 0
}
