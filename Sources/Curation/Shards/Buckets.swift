package import Bytes

/// Lines that wait for their turn: in memory while they fit, else in files of the run's scratch
/// folder.
///
/// A record of a file: position and length as 8 bytes each, lowest first, then the line.
package final class Buckets {
  private let folder: String
  private let usesFiles: Bool
  private var pending: [[UInt8]]
  /// Bytes of a bucket that are held back before they go to its file.
  private let flushBytes = 1 << 16

  package init(count: Int, folder: String) throws(FileError) {
    self.folder = folder
    usesFiles = count > 2
    pending = [[UInt8]](repeating: [], count: count)
    if usesFiles {
      try Files.removeTree(folder)
      try Files.createFolder(folder)
    }
  }

  package func append(_ line: Span<UInt8>, position: Int, to bucket: Int) throws(FileError) {
    appendNumber(position, to: &pending[bucket])
    appendNumber(line.count, to: &pending[bucket])
    pending[bucket].append(copying: line)
    if usesFiles, pending[bucket].count >= flushBytes { try flush(bucket) }
  }

  private func path(_ bucket: Int) -> String { "\(folder)/bucket-\(padded(bucket))" }

  private func flush(_ bucket: Int) throws(FileError) {
    try Files.append(pending[bucket], to: path(bucket))
    pending[bucket].removeAll(keepingCapacity: true)
  }

  /// The lines of a bucket in the order of their positions; the bucket is empty afterwards.
  package func take(_ bucket: Int) throws(FileError) -> SortedLines {
    var bytes = pending[bucket]
    pending[bucket] = []
    if usesFiles, Files.exists(path(bucket)) {
      bytes = try Files.read(path(bucket)) + bytes
      try Files.remove(path(bucket))
    }
    return SortedLines(records: bytes)
  }

  package func removeFiles() throws(FileError) {
    if usesFiles { try Files.removeTree(folder) }
  }
}

private func appendNumber(_ number: Int, to out: inout [UInt8]) {
  for shift in stride(from: 0, to: 64, by: 8) {
    out.append(UInt8(truncatingIfNeeded: number >> shift))
  }
}

private func number(_ bytes: [UInt8], at start: Int) -> Int {
  (0..<8).reduce(0) { $0 | Int(bytes[start + $1]) << ($1 * 8) }
}

/// Lines by position.
package struct SortedLines: Sendable {
  package let bytes: [UInt8]
  package let ranges: [Range<Int>]

  init(records: [UInt8]) {
    var found: [(position: Int, range: Range<Int>)] = []
    var at = 0
    while at + 16 <= records.count {
      let length = number(records, at: at + 8)
      found.append((number(records, at: at), (at + 16)..<(at + 16 + length)))
      at += 16 + length
    }
    bytes = records
    ranges = found.sorted { $0.position < $1.position }.map(\.range)
  }

  /// Runs of lines of about `bytes` bytes: the frames of a shard.
  package func frames(of size: Int) -> [Range<Int>] {
    var frames: [Range<Int>] = []
    var start = 0
    var filled = 0
    for (index, range) in ranges.enumerated() {
      filled += range.count
      if filled >= size {
        frames.append(start..<(index + 1))
        start = index + 1
        filled = 0
      }
    }
    if start < ranges.count { frames.append(start..<ranges.count) }
    return frames
  }
}
