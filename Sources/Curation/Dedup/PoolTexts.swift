import Bytes

/// Shingle sets of chosen samples, fetched from the pool.
struct PoolTexts {
  let folder: RunFolder
  let parts: [Catalog.PoolPart]
  let workers: Workers

  /// Reads the texts of samples and calls `body` with each one's shingle set, in the pool's order.
  ///
  /// Only frames that hold a chosen sample are decompressed.
  func forEachShingleSet(
    of chosen: [Int], among samples: [SampleState], subject: FuzzyRule.Subject,
    rule: ShingleRule, _ body: (Int, [UInt32]) throws -> Void
  ) throws {
    var next = 0
    let rows = chosen.sorted { samples[$0].row < samples[$1].row }
    for part in parts {
      let end = part.firstRow + part.samples
      let first = next
      while next < rows.count, samples[rows[next]].row < end { next += 1 }
      guard next > first else { continue }
      let file = try PoolReader(folder: folder).open(part.part)
      let frames = try frames(of: rows[first..<next], among: samples, in: part, file)
      try workers.mapInOrder(
        count: frames.count, inFlight: workers.threads * 3,
        state: { Reader(rule: rule) },
        work: { reader, index in
          let frame = frames[index]
          let bytes = try file.frame(frame.number, with: reader.decompressor).bytes
          return try frame.samples.map { sample in
            let line = sample.start..<(sample.start + sample.count)
            let decoded = try reader.decoder.decode(bytes, in: line, ordinal: 0)
            reader.hasher.read(subject.text(of: decoded))
            return (sample.index, reader.hasher.set())
          }
        },
        emit: { sets in for (index, set) in sets { try body(index, set) } })
    }
  }

  private struct Reader {
    let decompressor = ZstdDecompressor()
    var decoder = SampleDecoder()
    var hasher: ShingleHasher

    init(rule: ShingleRule) { hasher = ShingleHasher(rule) }
  }

  private struct FrameSamples: Sendable {
    let number: Int
    /// Indices of samples, and the bytes of their lines in the frame.
    var samples: [(index: Int, start: Int, count: Int)]
  }

  /// Where the samples stand: a part's rows lie one behind the other, with their lengths known.
  private func frames(
    of chosen: ArraySlice<Int>, among samples: [SampleState], in part: Catalog.PoolPart,
    _ file: PoolReader.Part
  ) throws -> [FrameSamples] {
    guard let any = chosen.first else { return [] }
    // States stand in the order of rows, so the part's first one is as far back as its row.
    var index = any - (samples[any].row - part.firstRow)
    var offset = 0
    var frames: [FrameSamples] = []
    for sample in chosen {
      while index < sample {
        offset += Int(samples[index].lineBytes)
        index += 1
      }
      guard let number = file.frame(holding: offset) else {
        throw CatalogError(
          path: folder.poolPart(part.part),
          problem: "row \(samples[sample].row) is not in it; ingest again")
      }
      if frames.last?.number != number { frames.append(FrameSamples(number: number, samples: [])) }
      let start = offset - file.offset(ofFrame: number)
      let place = (sample, start, Int(samples[sample].lineBytes) - 1)  // without its line end
      frames[frames.count - 1].samples.append(place)
    }
    return frames
  }
}
