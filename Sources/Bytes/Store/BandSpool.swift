// Band keys of all samples on their way to be sorted, band by band, outside of memory.
//
// A key goes to the bucket of its band and of its highest bits. What does not fit the buffer is
// appended to a file a bucket; a bucket is then read back whole, sorted, and its equal keys are
// neighbours. Records are 12 bytes: 32 and 16 bits of key, and the sample's number.

import CBytes

/// Collects band keys and gives back the groups of samples that share one.
public final class BandSpool {
  /// Records of a bucket that are sorted at a time, 48 MB with the scratch of the sort.
  private static let bucketRecords = 2 << 20

  private let folder: String
  private let bufferBytes: Int
  private let bands: Int
  /// Buckets of a band, a power of two.
  private let parts: Int
  private var buckets: [[UInt32]]
  private var buffered = 0
  private var hasFiles = false

  /// - Parameters:
  ///   - folder: for files, if any are needed; removed by `removeFiles`.
  ///   - samples: about how many will come.
  ///   - bufferBytes: of records that are kept in memory before they go to files.
  public init(folder: String, bands: Int, samples: Int, bufferBytes: Int = 128 << 20) {
    self.folder = folder
    self.bufferBytes = bufferBytes
    self.bands = bands
    var parts = 1
    while parts < 1 << 12, parts * BandSpool.bucketRecords < samples { parts *= 2 }
    self.parts = parts
    buckets = Array(repeating: [], count: bands * parts)
  }

  /// Adds the keys of a sample, one a band, 48 bits each.
  public func add(_ keys: [UInt64], of sample: Int) throws(FileError) {
    for (band, key) in keys.enumerated() {
      let part = Int(key >> 36) & (parts - 1)
      buckets[band * parts + part].append(UInt32(truncatingIfNeeded: key))
      buckets[band * parts + part].append(UInt32(truncatingIfNeeded: key >> 32))
      buckets[band * parts + part].append(UInt32(truncatingIfNeeded: sample))
    }
    buffered += keys.count * 12
    if buffered >= bufferBytes { try spill() }
  }

  private func path(_ bucket: Int) -> String { "\(folder)/bucket-\(bucket)" }

  private func spill() throws(FileError) {
    if !hasFiles {
      try Files.removeTree(folder)
      try Files.createFolder(folder)
      hasFiles = true
    }
    for bucket in buckets.indices where !buckets[bucket].isEmpty {
      let bytes = unsafe buckets[bucket].withUnsafeBytes { unsafe [UInt8]($0) }
      try Files.append(bytes, to: path(bucket))
      buckets[bucket] = []
    }
    buffered = 0
  }

  /// Calls `body` with each group of two and more samples that share a key of a band, in ascending
  /// order; bands and keys come in a fixed order.
  public func forEachGroup(_ body: ([Int]) throws -> Void) throws {
    for bucket in buckets.indices {
      let records = try sorted(bucket)
      var start = 0
      while start < records.count {
        var end = start + 3
        while end < records.count, records[end] == records[start],
          records[end + 1] == records[start + 1]
        { end += 3 }
        if end > start + 3 {
          try body(stride(from: start + 2, to: end, by: 3).map { Int(records[$0]) })
        }
        start = end
      }
    }
  }

  private func sorted(_ bucket: Int) throws(FileError) -> [UInt32] {
    var records: [UInt32] = []
    if hasFiles, Files.exists(path(bucket)) {
      let bytes = try Files.read(path(bucket))
      records = unsafe bytes.withUnsafeBytes { unsafe [UInt32]($0.bindMemory(to: UInt32.self)) }
    }
    records += buckets[bucket]
    var scratch = records
    // SAFETY: three words a record, both lists of the same length; an even number of passes leaves
    // the result in the first.
    unsafe records.withUnsafeMutableBytes { list in
      unsafe scratch.withUnsafeMutableBytes { spare in
        guard let a = unsafe list.bindMemory(to: cb_band_record.self).baseAddress,
          let b = unsafe spare.bindMemory(to: cb_band_record.self).baseAddress
        else { return }
        unsafe cb_sort_bands(a, b, list.count / 12)
      }
    }
    return records
  }

  public func removeFiles() throws(FileError) {
    if hasFiles { try Files.removeTree(folder) }
  }
}
