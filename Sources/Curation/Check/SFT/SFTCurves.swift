import Bytes
import Trainer

/// Training curves of all models of a check, for the report, for programs and for TensorBoard.
///
/// Names are those of Hugging Face's trainers: `global_step`, `loss`, `eval_loss`, `grad_norm` …
struct SFTCurves {
  private let results: [SFTResult]

  init(_ results: [SFTResult]) { self.results = results }

  /// Writes `curves.csv`, `curves.jsonl` and a folder a model in `tensorboard/`.
  func write(to folder: String) throws {
    try Files.write(Array(csv.utf8), to: "\(folder)/curves.csv")
    try Files.write(jsonLines, to: "\(folder)/curves.jsonl")
    if Files.exists("\(folder)/tensorboard") { try Files.removeTree("\(folder)/tensorboard") }
    for result in results {
      let path = "\(folder)/tensorboard/\(result.arm.name)-\(result.seed)"
      try Files.createFolder(path)
      try Files.write(events(result), to: "\(path)/events.out.tfevents.0.sluice")
    }
  }

  /// One line a point with held-out loss.
  var csv: String {
    var out = "arm,seed,step,tokens,train_loss,held_out_on,held_out_off\n"
    for result in results {
      for point in result.curve {
        guard let loss = point.heldOut else { continue }
        out += "\(result.arm.name),\(result.seed),\(point.step),\(point.tokens),"
        out += "\(point.trainLoss),\(loss[.on] ?? 0),\(loss[.off] ?? 0)\n"
      }
    }
    return out
  }

  /// One object a point.
  var jsonLines: [UInt8] {
    results.flatMap { result in
      result.curve.flatMap { point -> [UInt8] in
        var line = JSONObject([
          ("arm", .string(result.arm.name)), ("seed", .int(result.seed)),
          ("global_step", .int(point.step)),
        ])
        for scalar in scalars(point) { line[scalar.tag] = .double(scalar.value) }
        return JSONValue.object(line).encoded + [UInt8(ascii: "\n")]
      }
    }
  }

  private func events(_ result: SFTResult) -> [UInt8] {
    var file = EventFile()
    for point in result.curve { file.add(step: point.step, scalars(point)) }
    return file.bytes
  }

  private func scalars(_ point: SFTResult.CurvePoint) -> [(tag: String, value: Double)] {
    var scalars = [
      (tag: "num_tokens", value: Double(point.tokens)), ("loss", point.trainLoss),
      ("learning_rate", point.rate), ("grad_norm", point.gradientNorm),
    ]
    for mode in Mode.allCases {
      if let loss = point.heldOut?[mode] { scalars.append(("eval_loss_\(mode.rawValue)", loss)) }
    }
    return scalars
  }
}
