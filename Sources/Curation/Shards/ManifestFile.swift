import Bytes

/// A manifest that was written before.
public struct ManifestFile: Sendable {
  public struct Shard: Sendable {
    public let file: String
    public let samples: Int
    public let textBytes: Int
    public let textHash: String
    public let fileHash: String
  }
  public let shards: [Shard]

  static func read(_ folder: RunFolder) throws -> ManifestFile {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: try Files.read(folder.manifest))
    } catch let error as JSONError {
      throw CatalogError(path: folder.manifest, problem: "not a manifest: \(error)")
    }
    let shards = (json["shards"]?.array ?? []).map { shard in
      Shard(
        file: shard["file"]?.string ?? "", samples: shard["samples"]?.int ?? 0,
        textBytes: shard["text_bytes"]?.int ?? 0, textHash: shard["text_sha256"]?.string ?? "",
        fileHash: shard["file_sha256"]?.string ?? "")
    }
    return ManifestFile(shards: shards)
  }
}

/// Re-computes what a manifest says of its shards.
public struct Verification {
  let folder: RunFolder

  public init(folder: RunFolder) { self.folder = folder }

  /// - Returns: what does not hold; empty where all is well.
  public func run(progress: any Progress) throws -> [String] {
    progress.begin("verify")
    guard Files.exists(folder.manifest) else {
      throw CatalogError(path: folder.path, problem: "there is no manifest; run `sluice run`")
    }
    var problems: [String] = []
    let shards = try ManifestFile.read(folder).shards
    for shard in shards {
      do {
        let hash = SHA256(of: try Files.read("\(folder.path)/\(shard.file)")).hex
        if hash != shard.fileHash {
          problems.append("\(shard.file): SHA-256 is \(hash), the manifest says \(shard.fileHash)")
        }
        problems += try check(shard)
      } catch {
        problems.append("\(shard.file): \(error)")
      }
    }
    progress.end("\(counted(shards.count, "shard")), \(counted(problems.count, "problem"))")
    return problems
  }

  private func check(_ shard: ManifestFile.Shard) throws -> [String] {
    let path = "\(folder.path)/\(shard.file)"
    var problems: [String] = []
    let reader = try SeekableReader(path)
    let decompressor = ZstdDecompressor()
    var hasher = SHA256Hasher()
    var samples = 0
    for index in 0..<reader.frameCount {
      let text = try reader.read(index, with: decompressor)
      hasher.update(text)
      samples += TextScan.count(0x0A, in: text.span)
    }
    let text = hasher.digest().hex
    if text != shard.textHash {
      problems.append("\(shard.file): the text's SHA-256 is \(text), not \(shard.textHash)")
    }
    if samples != shard.samples {
      problems.append("\(shard.file): holds \(samples) samples, the manifest says \(shard.samples)")
    }
    return problems
  }
}
