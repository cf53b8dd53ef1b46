import Bytes

/// Fetches single samples of a run by their row.
public final class SampleReader {
  private let folder: RunFolder
  private let catalog: Catalog
  private let parts: [Catalog.PoolPart]
  private let decompressor = ZstdDecompressor()
  private var decoder = SampleDecoder()
  /// The frame that was read last; neighbours are usually asked for next.
  private var cached: (part: Int, frame: Int, lines: PoolReader.Frame, firstRow: Int)?
  private var open: (part: Int, file: PoolReader.Part)?

  public init(folder: RunFolder, catalog: Catalog) throws {
    self.folder = folder
    self.catalog = catalog
    parts = try catalog.poolParts()
  }

  /// The part of the pool that holds a row.
  func part(of row: Int) throws -> Catalog.PoolPart {
    guard let part = parts.last(where: { $0.firstRow <= row }), row < part.firstRow + part.samples
    else {
      throw CatalogError(path: folder.path, problem: "there is no sample in row \(row)")
    }
    return part
  }

  public func sample(row: Int) throws -> Sample {
    let (frame, line) = try locate(row)
    return try decoder.decode(frame.bytes, in: line, ordinal: row)
  }

  /// The line of the pool.
  func record(row: Int) throws -> JSONObject {
    let (frame, line) = try locate(row)
    return try JSONValue(parsing: Array(frame.bytes[line])).object ?? [:]
  }

  private func locate(_ row: Int) throws -> (PoolReader.Frame, Range<Int>) {
    if let cached, row >= cached.firstRow, row < cached.firstRow + cached.lines.lines.count {
      return (cached.lines, cached.lines.lines[row - cached.firstRow])
    }
    let part = try part(of: row)
    let offset = try catalog.count(
      "SELECT coalesce(sum(line_bytes), 0) FROM sample_row WHERE row >= ? AND row < ?",
      [.int(part.firstRow), .int(row)])
    if open?.part != part.part {
      open = (part.part, try PoolReader(folder: folder).open(part.part))
    }
    guard let file = open?.file, let index = file.frame(holding: offset) else {
      throw CatalogError(
        path: folder.poolPart(part.part), problem: "row \(row) is not in it; ingest again")
    }
    let frame = try file.frame(index, with: decompressor)
    let start = file.offset(ofFrame: index)
    let before = frame.lines.firstIndex { start + $0.lowerBound == offset } ?? 0
    cached = (part.part, index, frame, row - before)
    return (frame, frame.lines[before])
  }
}
