public import Bytes

/// What a check showed.
public struct SFTVerdict: Sendable {
  let rule: SFTRule
  let results: [SFTResult]
  /// Arm, documents, documents that were too long.
  let counts: [(arm: String, documents: Int, tooLong: Int)]
  let questions: Int
  /// Held-out loss of the base model before any training, in nats a token; nil from scratch.
  var baseLoss: [Mode: Double]?
  /// Filters whose absence changes nothing, where `--ablate` asked.
  var idleFilters: [String] = []

  /// A claim, its figure, and whether the recipe's bar is met.
  public struct Claim: Sendable {
    public let text: String
    public let figure: String
    public let isMet: Bool
  }

  public var isMet: Bool { claims.allSatisfy(\.isMet) }

  /// What the recipe's bars ask, in their order.
  public var claims: [Claim] {
    let curated = results.filter { $0.arm == .curated }
    return [
      toggle(curated), thinking(curated), rule.bars.curatedMinusRaw.map(gain), lossDrop(curated),
    ].compactMap(\.self)
  }

  private func toggle(_ curated: [SFTResult]) -> Claim? {
    rule.bars.toggle.map { bar in
      let obedience = Mode.allCases.map { mode in
        mean(curated.compactMap { $0.score(.nucleus, mode)?.obedience })
      }
      return Claim(
        text: "obeys the toggle (at least \(shortNumber(bar * 100)) % in each mode)",
        figure: "on \(share(obedience[0])), off \(share(obedience[1]))",
        isMet: (obedience.min() ?? 0) >= bar)
    }
  }

  private func thinking(_ curated: [SFTResult]) -> Claim? {
    rule.bars.onMinusOff.map { bar in
      let on = mean(curated.compactMap { $0.score(.nucleus, .on)?.accuracy })
      let off = mean(curated.compactMap { $0.score(.greedy, .off)?.accuracy })
      return Claim(
        text: "answers better when it thinks (at least \(points(bar)) points)",
        figure: points(on - off), isMet: on - off >= bar)
    }
  }

  private func gain(_ bar: Double) -> Claim {
    let gain = difference(.nucleus, .on)
    return Claim(
      text: "curated beats raw at equal tokens (95 % interval above \(points(bar)))",
      figure: gain.text, isMet: gain.low > bar)
  }

  private func lossDrop(_ curated: [SFTResult]) -> Claim? {
    guard let bar = rule.bars.lossDrop, let baseLoss else { return nil }
    let pairs = Mode.allCases.map { mode in
      (mode, baseLoss[mode] ?? 0, mean(curated.compactMap { $0.heldOutLoss[mode] }))
    }
    let figures = pairs.map { "\($0.rawValue) \(shortNumber($1)) to \(shortNumber($2))" }
    return Claim(
      text: "held-out loss falls (by more than \(shortNumber(bar)) in each mode)",
      figure: figures.joined(separator: ", "),
      isMet: !curated.isEmpty && pairs.allSatisfy { $0.1 - $0.2 > bar })
  }

  /// Curated minus another arm in accuracy, paired by seed.
  func difference(_ decoding: Decoding, _ mode: Mode, against arm: SFTArm = .raw)
    -> PairedInterval
  {
    paired(against: arm) { $0.score(decoding, mode)?.accuracy }
  }

  /// Curated minus another arm in any figure, paired by seed.
  func paired(against arm: SFTArm, _ figure: (SFTResult) -> Double?) -> PairedInterval {
    PairedInterval(
      results.filter { $0.arm == .curated }.compactMap { curated in
        guard let other = results.first(where: { $0.arm == arm && $0.seed == curated.seed }),
          let a = figure(curated), let b = figure(other)
        else { return nil }
        return a - b
      })
  }

  /// All arms, in the order of training.
  var arms: [SFTArm] {
    var seen = Set<SFTArm>()
    return results.map(\.arm).filter { seen.insert($0).inserted }
  }

  func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  func share(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }

  // MARK: For people

  public func text(isColored: Bool) -> String {
    let style = TextStyle(isColored: isColored)
    var out = style.bold(
      "SFT check: \(student), \(grouped(rule.tokens)) tokens a model, \(questions) held-out prompts\n"
    )
    for count in counts {
      let long =
        count.tooLong > 0
        ? ", \(grouped(count.tooLong)) longer than \(rule.maxTokens) tokens left out" : ""
      out += style.dim("  \(padRight(count.arm, 9)) \(grouped(count.documents)) documents\(long)\n")
    }
    out += "\n" + table(style) + "\n"
    for claim in claims {
      let mark = claim.isMet ? style.green("met   ") : style.red("MISSED")
      out += "  \(mark) \(claim.text): \(style.bold(claim.figure))\n"
    }
    out += "\n" + style.dim("  curated − raw, paired by seed: ")
    out +=
      Decoding.allCases.map { decoding in
        "on \(decoding.rawValue) \(difference(decoding, .on).text)"
      }.joined(separator: style.dim("; ")) + style.dim("; ")
    out += "off greedy \(difference(.greedy, .off).text)\n"
    return out + ablationText(style)
  }

  /// What is trained, in a few words.
  private var student: String {
    guard let base = rule.base else { return rule.preset }
    return rule.rank > 0
      ? "\(base) with adapters of rank \(rule.rank)" : "\(base), all weights"
  }

  private func table(_ style: TextStyle) -> String {
    var out = style.bold(padRight("  mean of seeds", 24))
    let arms = arms.filter { $0.ablated == nil }
    for arm in arms { out += style.bold(padLeft(arm.name, 20)) }
    out += "\n"
    for mode in Mode.allCases {
      for decoding in Decoding.allCases {
        out += padRight("  \(mode.rawValue), \(decoding.rawValue)", 24)
        for arm in arms { out += padLeft(cell(arm, mode, decoding), 20) }
        out += "\n"
      }
    }
    out += padRight("  held-out loss on/off", 24)
    for arm in arms {
      let loss = Mode.allCases.map { mode in
        shortNumber(mean(results.filter { $0.arm == arm }.compactMap { $0.heldOutLoss[mode] }))
      }
      out += padLeft(loss.joined(separator: " / "), 20)
    }
    return out + "\n" + style.dim("  accuracy, obedience, mean tokens of a response\n")
  }

  private func cell(_ arm: SFTArm, _ mode: Mode, _ decoding: Decoding) -> String {
    let scores = results.filter { $0.arm == arm }.compactMap { $0.score(decoding, mode) }
    let tokens = Int(mean(scores.map(\.meanTokens)).rounded())
    return
      "\(share(mean(scores.map(\.accuracy)))) \(share(mean(scores.map(\.obedience)))) \(padLeft(String(tokens), 3))"
  }

  // MARK: For programs

  public var json: JSONValue {
    [
      "student": .string(student), "tokens": .int(rule.tokens), "prompts": .int(questions),
      "met": .bool(isMet),
      "claims": .array(
        claims.map {
          ["claim": .string($0.text), "figure": .string($0.figure), "met": .bool($0.isMet)]
        }),
      "curated_minus_raw": .object(
        JSONObject(
          Decoding.allCases.flatMap { decoding in
            Mode.allCases.map { mode in
              ("\(mode.rawValue) \(decoding.rawValue)", difference(decoding, mode).json)
            }
          })),
      "base_held_out_loss": baseLoss.map {
        ["on": .double($0[.on] ?? 0), "off": .double($0[.off] ?? 0)]
      } ?? .null,
      "ablation": ablationJSON,
      "models": .array(results.map(model)),
    ]
  }

  private func model(_ result: SFTResult) -> JSONValue {
    [
      "arm": .string(result.arm.name), "seed": .int(result.seed),
      "bits_per_byte": .double(result.bitsPerByte),
      "held_out_loss": [
        "on": .double(result.heldOutLoss[.on] ?? 0), "off": .double(result.heldOutLoss[.off] ?? 0),
      ],
      "scores": .array(
        result.scores.map { score in
          [
            "mode": .string(score.mode.rawValue), "decoding": .string(score.decoding.rawValue),
            "prompts": .int(score.prompts), "obedience": .double(score.obedience),
            "accuracy": .double(score.accuracy), "mean_tokens": .double(score.meanTokens),
          ]
        }),
      "generations": .array(
        result.generations.map {
          [
            "mode": .string($0.mode.rawValue), "prompt": .string($0.prompt),
            "response": .string($0.response), "gold": .string($0.gold),
          ]
        }),
    ]
  }
}
