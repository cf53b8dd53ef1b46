// A run that was interrupted goes on with the same bits: weights, both moments, the step and the
// place in the shuffled documents are stored; the order of every epoch follows from the seed.

extension FineTuningRun {
  /// Writes the weights and all that the next step depends on into one file, atomically.
  ///
  /// - Throws: `TrainerError.file`.
  public func save(to path: String) throws(TrainerError) {
    let all = 0..<session.trainedCount
    let tensors = [
      NamedTensor(name: "weights", shape: [all.count], storage: session.trained, range: all),
      NamedTensor(name: "first", shape: [all.count], storage: session.state.first, range: all),
      NamedTensor(name: "second", shape: [all.count], storage: session.state.second, range: all),
    ]
    try writeSafetensors(tensors, metadata: stamp.merging(place) { mine, _ in mine }, to: path)
  }

  /// Goes on where another run with the same documents and settings was saved.
  ///
  /// - Throws: `TrainerError.file` for a damaged file, or one of another run.
  public func restore(from path: String) throws(TrainerError) {
    let reader = try SafetensorsReader(path)
    for (key, value) in stamp where reader.metadata[key] != value {
      throw .file(
        path: path, problem: "has \(key) \(reader.metadata[key] ?? "none"), this run \(value)")
    }
    func number(_ key: String) throws(TrainerError) -> Int {
      guard let value = reader.metadata[key].flatMap({ Int($0) }), value >= 0 else {
        throw .file(path: path, problem: "has no number \(key)")
      }
      return value
    }
    var cursor = DocumentCursor()
    cursor.epoch = try number("epoch")
    cursor.taken = try number("taken")
    let (step, tokens) = (try number("step"), try number("tokens"))
    let count = session.trainedCount
    for (name, storage) in [
      ("weights", session.trained), ("first", session.state.first),
      ("second", session.state.second),
    ] {
      try reader.read(name, shape: [count], into: storage, at: 0)
    }
    try restore(cursor: cursor, tokens: tokens)
    session.step = step
  }

  /// What two runs must share for one to go on with the other.
  private var stamp: [String: String] {
    [
      "documents": "\(documentCount)", "document tokens": "\(documentTokens)",
      "seed": "\(settings.seed)", "budget": "\(settings.budget)",
      "tokens per step": "\(settings.tokensPerStep)",
    ]
  }

  private var place: [String: String] {
    [
      "step": "\(session.step)", "tokens": "\(tokens)", "epoch": "\(cursor.epoch)",
      "taken": "\(cursor.taken)",
    ]
  }
}
