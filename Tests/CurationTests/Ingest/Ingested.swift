import Bytes
import Curation

/// What a dataset's YAML makes of raw lines: written to a folder, read as a run reads them.
struct Ingested {
  let batch: PoolBatch
  /// The pool lines, decoded as JSON.
  let lines: [JSONValue]
  let samples: [Sample]

  /// - Parameters:
  ///   - source: the keys of the source, YAML, beside name and files.
  ///   - raw: the bytes of the raw file.
  init(_ source: String, _ raw: [UInt8], name: String = "test", maxLineBytes: Int? = nil) throws {
    let folder = TemporaryFolder()
    try Files.write(raw, to: folder.path + "/raw.jsonl")
    let yaml = "name: \(name)\nfiles: raw.jsonl\n\(source)\n"
    try Files.write(Array(yaml.utf8), to: folder.path + "/dataset.yaml")
    let dataset = try DatasetFile.read(folder.path + "/dataset.yaml")
    try self.init(dataset.sources[0], maxLineBytes: maxLineBytes)
  }

  init(_ source: String, _ raw: String...) throws {
    try self.init(source, Array(raw.map { $0 + "\n" }.joined().utf8))
  }

  init(_ spec: SourceSpec, maxLineBytes: Int? = nil) throws {
    var batch = PoolBatch()
    var normaliser = Normaliser(spec)
    for file in spec.files {
      let hash = Hash128(of: try ByteStream.readAll(file))
      let blocks = try LineBlocks(path: file, maxLineBytes: maxLineBytes ?? spec.maxLineBytes)
      while let block = try blocks.next() {
        normaliser.normalise(block, file: hash, into: &batch)
      }
    }
    self.batch = batch
    var decoder = SampleDecoder()
    var lines: [JSONValue] = []
    var samples: [Sample] = []
    for range in TextScan.lines(in: batch.lines.span) {
      let line = Array(batch.lines[range])
      lines.append(try JSONValue(parsing: line))
      samples.append(try decoder.decode(line, ordinal: 0))
    }
    self.lines = lines
    self.samples = samples
  }

  var reasons: [String] { batch.quarantined.map(\.reason) }
}
