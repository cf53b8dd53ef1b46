import Bytes
struct Normaliser {
  init(spec: SourceSpec, fileHash: Hash128) {}
  mutating func normalise(_ block: LineBlock, into batch: inout PoolBatch) {}
}
extension DatasetFile { package static func read(_ p: String) throws -> DatasetFile { DatasetFile(name: "", file: p, sources: [], toleratedQuarantine: 0) } }
