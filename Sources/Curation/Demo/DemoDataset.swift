// The bundled dataset: `datasets/demo`. What is in it and why is told in docs/demo.md.
//
// All of it follows from a seed: the generator uses integers only and its own random numbers, so the
// bytes are the same on every machine, and a test compares them with the files in the project.

import Bytes

/// The files of `datasets/demo`, uncompressed.
public struct DemoDataset: Sendable {
  /// The seed of the bundled files.
  public static let bundledSeed: UInt64 = 20_260_701
  /// Held-out problems; each is written in both modes.
  package static let heldOutProblems = 1000

  /// Raw teacher responses in Sluice's own schema, one a line; some lines are broken.
  public let raw: [UInt8]
  /// What is wrong with each raw line, one line each; no stage reads it.
  public let defects: [UInt8]
  /// Problems whose numbers never occur in `raw`, each with a right response in both modes.
  public let heldOut: [UInt8]

  /// Writes all files of a seed.
  public static func generate(seed: UInt64 = bundledSeed) -> DemoDataset {
    let order = order(seed: seed)
    return DemoDataset(
      raw: order.reduce(into: []) { $0 += $1.bytes + [UInt8(ascii: "\n")] },
      defects: DemoSidecar.lines(order), heldOut: heldOutLines(seed: seed))
  }

  /// All lines: the responses of a prompt together, as a sampler leaves them, and prompts shuffled.
  private static func order(seed: UInt64) -> [DemoLine] {
    var groups = ArithmeticFamily.groups(seed: seed) + MixedFamilies.groups(seed: seed)
    let originals = groups.flatMap(\.self)
    groups += DemoDuplicates.groups(of: originals, seed: seed)
    var count = 0
    var lines = groups.map { group in
      group.map { row in
        count += 1
        return DemoLine(number: count - 1, content: .row(row))
      }
    }
    lines += BrokenLines.lines(like: originals, seed: seed).map { defect, bytes in
      [DemoLine(number: nil, content: .broken(defect, bytes))]
    }
    var dice = DemoDice(seed: seed, stream: "order")
    return dice.shuffled(lines).flatMap(\.self)
  }

  private static func heldOutLines(seed: UInt64) -> [UInt8] {
    ArithmeticFamily.heldOut(heldOutProblems, seed: seed).reduce(into: []) { bytes, entry in
      for mode in [DemoMode.on, .off] {
        bytes += heldOutRecord(entry.problem, entry.reply, mode).encoded + [UInt8(ascii: "\n")]
      }
    }
  }

  private static func heldOutRecord(
    _ problem: ArithmeticProblem, _ reply: DemoReply, _ mode: DemoMode
  ) -> JSONValue {
    [
      "input": [["role": "user", "content": .string(problem.text)]],
      "output": .string(reply.text(mode)),
      "reasoning": .string(mode.rawValue),
      "system_prompt": .string("detailed thinking \(mode.rawValue)"),
      "category": .string(ArithmeticFamily.category),
      "license": "Apache-2.0",
      "expected_answer": .string(String(problem.answer)),
      "skeleton": .string(problem.skeleton),
    ]
  }
}
