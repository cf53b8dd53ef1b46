import Bytes

/// Standard input can be read only once, so it is copied to the run's folder first.
///
/// From there it is hashed, read, and read on after an interruption like any other file.
struct Spool {
  let folder: RunFolder

  /// The file to read for an input path.
  func file(for path: String) throws -> String {
    guard path == "-" else { return path }
    let copy = "\(folder.path)/input.jsonl"
    let stream = try ByteStream(descriptor: 0, name: "stdin")
    let file = try AtomicFile(copy)
    var block: [UInt8] = []
    while try stream.read(upTo: 1 << 20, into: &block) > 0 {
      try file.write(block)
      block.removeAll(keepingCapacity: true)
    }
    try file.commit()
    return copy
  }
}
