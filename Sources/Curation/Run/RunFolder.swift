public import Bytes

/// The folder of one run: `runs/NAME`.
///
///     catalog.sqlite            what is known of every sample
///     pool/part-00000.jsonl.zst the normalised samples
///     shards/train-….jsonl.zst  the result, with manifest.json beside it
///     report.html
public struct RunFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path.hasSuffix("/") ? String(path.dropLast()) : path }

  public var catalog: String { path + "/catalog.sqlite" }
  public var pool: String { path + "/pool" }
  public var shards: String { path + "/shards" }
  public var manifest: String { path + "/manifest.json" }
  public var report: String { path + "/report.html" }
  public var scratch: String { path + "/scratch" }

  public func poolPart(_ shard: Int) -> String { "\(pool)/part-\(padded(shard)).jsonl.zst" }

  public func outputShard(_ shard: Int, of count: Int) -> String {
    "train-\(padded(shard))-of-\(padded(count)).jsonl.zst"
  }

  /// Makes the folders.
  public func create() throws(FileError) {
    try Files.createFolder(pool)
    try Files.createFolder(shards)
  }
}

/// Five digits, as in the shards of other tools.
func padded(_ number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
}
