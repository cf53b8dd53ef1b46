public import Bytes

/// What a check showed.
public struct SFTVerdict: Sendable {
  let rule: SFTRule
  let results: [SFTResult]
  /// Arm, documents, documents that were too long.
  let counts: [(arm: String, documents: Int, tooLong: Int)]
  let questions: Int

  /// A claim, its figure, and whether the recipe's bar is met.
  public struct Claim: Sendable {
    public let text: String
    public let figure: String
    public let isMet: Bool
  }

  public var isMet: Bool { claims.allSatisfy(\.isMet) }

  public var claims: [Claim] {
    let curated = results.filter { $0.arm == .curated }
    let obedience = Mode.allCases.map { mode in
      mean(curated.compactMap { $0.score(.nucleus, mode)?.obedience })
    }
    let least = obedience.min() ?? 0
    let on = mean(curated.compactMap { $0.score(.nucleus, .on)?.accuracy })
    let off = mean(curated.compactMap { $0.score(.greedy, .off)?.accuracy })
    let gain = difference(.nucleus, .on)
    let bars = rule.bars
    return [
      Claim(
        text: "obeys the toggle (at least \(shortNumber(bars.toggle * 100)) % in each mode)",
        figure: "on \(share(obedience[0])), off \(share(obedience[1]))", isMet: least >= bars.toggle
      ),
      Claim(
        text: "answers better when it thinks (at least \(points(bars.onMinusOff)) points)",
        figure: points(on - off), isMet: on - off >= bars.onMinusOff),
      Claim(
        text:
          "curated beats raw at equal tokens (95 % interval above \(points(bars.curatedMinusRaw)))",
        figure: gain.text, isMet: gain.low > bars.curatedMinusRaw),
    ]
  }

  /// Curated minus raw, paired by seed.
  func difference(_ decoding: Decoding, _ mode: Mode, against arm: SFTArm = .raw)
    -> PairedInterval
  {
    PairedInterval(
      results.filter { $0.arm == .curated }.compactMap { curated in
        guard let other = results.first(where: { $0.arm == arm && $0.seed == curated.seed }),
          let a = curated.score(decoding, mode), let b = other.score(decoding, mode)
        else { return nil }
        return a.accuracy - b.accuracy
      })
  }

  var arms: [SFTArm] { SFTArm.allCases.filter { arm in results.contains { $0.arm == arm } } }

  func mean(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  func share(_ value: Double) -> String { "\((value * 1000).rounded() / 10) %" }

  // MARK: For people

  public func text(isColored: Bool) -> String {
    let style = TextStyle(isColored: isColored)
    var out = style.bold(
      "SFT check: \(rule.preset), \(grouped(rule.tokens)) tokens a model, \(questions) held-out prompts\n"
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
    return out
  }

  private func table(_ style: TextStyle) -> String {
    var out = style.bold(padRight("  mean of seeds", 24))
    for arm in arms { out += style.bold(padLeft(arm.rawValue, 20)) }
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

  /// One line a point: arm, seed, step, tokens, losses.
  var curves: String {
    var out = "arm,seed,step,tokens,train_loss,held_out_on,held_out_off\n"
    for result in results {
      for point in result.curve {
        out += "\(result.arm.rawValue),\(result.seed),\(point.step),\(point.tokens),"
        out += "\(point.trainLoss),\(point.heldOutOn),\(point.heldOutOff)\n"
      }
    }
    return out
  }

  public var json: JSONValue {
    [
      "preset": .string(rule.preset), "tokens": .int(rule.tokens), "prompts": .int(questions),
      "met": .bool(isMet),
      "claims": .array(
        claims.map {
          ["claim": .string($0.text), "figure": .string($0.figure), "met": .bool($0.isMet)]
        }),
      "curated_minus_raw": .object(
        JSONObject(
          Decoding.allCases.flatMap { decoding in
            Mode.allCases.map { mode in
              ("\(mode.rawValue) \(decoding.rawValue)", interval(difference(decoding, mode)))
            }
          })),
      "models": .array(results.map(model)),
    ]
  }

  private func interval(_ interval: PairedInterval) -> JSONValue {
    ["mean": .double(interval.mean), "low": .double(interval.low), "high": .double(interval.high)]
  }

  private func model(_ result: SFTResult) -> JSONValue {
    [
      "arm": .string(result.arm.rawValue), "seed": .int(result.seed),
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
