import Bytes
import Grading

/// How much of a benchmark item a sample gives away, in its prompt or in its response.
///
/// Measures only; `decontaminate:` of a recipe says from where on it is a leak, so limits change
/// without measuring again. Sources: n-grams with any hit (GPT-3, 2005.14165, appendix C: 13 words;
/// s1 and open-r1: 8), coverage by one row (Tülu 3, 2411.15124, section 3.2: more than half of the
/// item), Indel similarity (OpenThoughts, 2506.04178: 75 %), digits blind (Light-R1).
struct BenchmarkOverlap: Filter {
  static let version = 2
  static let name = "decontaminate.overlap"
  static let measures = ["run", "whole", "coverage", "blindCoverage", "similarity"]

  let against: [BenchmarkFile]
  let sides: [ItemOverlap.Side]
  /// Items of fewer words have no digits-blind coverage: too many sums look alike without numbers.
  let blindWords: Int
  /// Overlaps that are kept with a sample.
  let mostHits: Int
  private let index: BenchmarkIndex
  private let similar: SimilarItems?

  private enum CodingKeys: String, CodingKey {
    case against, sides, seedWords, shortestWords, commonItems, blindWords, mostHits, indel
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    against = try values.decode([BenchmarkFile].self, forKey: .against)
    sides = try values.decode([String].self, forKey: .sides).map { name in
      guard let side = ItemOverlap.Side(rawValue: name) else {
        throw SideError(name: name)
      }
      return side
    }
    blindWords = try values.decode(Int.self, forKey: .blindWords)
    mostHits = max(1, try values.decode(Int.self, forKey: .mostHits))
    let settings = BenchmarkIndex.Settings(
      seedWords: max(2, try values.decode(Int.self, forKey: .seedWords)),
      shortestWords: max(1, try values.decode(Int.self, forKey: .shortestWords)),
      commonItems: max(1, try values.decode(Int.self, forKey: .commonItems)))
    index = BenchmarkIndex(against, settings: settings)
    similar = try values.decode(Bool.self, forKey: .indel) ? SimilarItems(against) : nil
  }

  private struct SideError: Error, CustomStringConvertible {
    let name: String
    var description: String {
      unknown(name, of: "sides", known: ItemOverlap.Side.allCases.map(\.rawValue))
    }
  }

  var fingerprint: String { against.map(\.fingerprint).joined(separator: ",") }

  func measure(_ sample: Sample) -> Finding { measure([sample])[0] }

  /// Samples of one prompt usually stand together; their prompt is compared once.
  func measure(_ samples: [Sample]) -> [Finding] {
    var known: (prompt: String, overlaps: [ItemOverlap])?
    return samples.map { sample in
      var overlaps: [ItemOverlap] = []
      if sides.contains(.prompt) {
        let prompt = sample.prompt
        if let known, known.prompt == prompt {
          overlaps = known.overlaps
        } else {
          overlaps = self.overlaps(Array(prompt.utf8), .prompt)
          known = (prompt, overlaps)
        }
      }
      if sides.contains(.response) { overlaps += self.overlaps(sample.response.bytes, .response) }
      return finding(sample, overlaps)
    }
  }

  private func overlaps(_ text: [UInt8], _ side: ItemOverlap.Side) -> [ItemOverlap] {
    let words = TextScan.foldedWords(text.span)
    var overlaps = index.runs(in: words).map { item, runs in
      var overlap = ItemOverlap(
        item: item, side: side, runs: runs, words: words, itemWords: index.items[item].words,
        seedWords: index.settings.seedWords)
      if index.items[item].words.count < blindWords { overlap.blindCoverage = 0 }
      return overlap
    }
    guard side == .prompt else { return overlaps }
    if let short = index.shortItem(words) {
      var overlap = ItemOverlap(item: short, side: side)
      (overlap.run, overlap.isWhole, overlap.coverage) = (words.count, true, 1)
      overlap.span = 0..<text.count
      overlap.itemSpan = 0..<prompt(of: short).count
      overlaps.append(overlap)
    }
    similar?.add(to: &overlaps, text)
    return overlaps
  }

  private func prompt(of item: Int) -> [UInt8] {
    let place = index.items[item]
    return against[place.benchmark].items[place.number].prompt
  }

  private func finding(_ sample: Sample, _ overlaps: [ItemOverlap]) -> Finding {
    let most = { (value: (ItemOverlap) -> Double) in overlaps.map(value).max() ?? 0 }
    var finding = Finding([
      "run": most { Double($0.run) }, "whole": most { $0.isWhole ? 1 : 0 },
      "coverage": most(\.coverage), "blindCoverage": most(\.blindCoverage),
    ])
    if similar != nil {
      finding.measures.append(Finding.Measure("similarity", most { $0.similarity ?? 0 }))
    }
    guard !overlaps.isEmpty else { return finding }
    let best = overlaps.sorted { a, b in
      a.strength != b.strength
        ? a.strength > b.strength : (a.item, a.side.rawValue) < (b.item, b.side.rawValue)
    }
    finding.details = ["hits": .array(shown(best).map { hit(sample, $0) })]
    return finding
  }

  /// The strongest overlaps, and whichever gives a measure its value: a judge must have seen what a
  /// limit goes by.
  private func shown(_ best: [ItemOverlap]) -> [ItemOverlap] {
    var shown = Array(best.prefix(mostHits))
    let values: [(ItemOverlap) -> Double] = [
      { Double($0.run) }, { $0.isWhole ? 1 : 0 }, \.coverage, \.blindCoverage,
      { $0.similarity ?? 0 },
    ]
    for value in values {
      guard let most = best.map(value).max(), most > 0,
        !shown.contains(where: { value($0) == most }),
        let first = best.first(where: { value($0) == most })
      else { continue }
      shown.append(first)
    }
    return shown
  }

  private func hit(_ sample: Sample, _ overlap: ItemOverlap) -> JSONValue {
    let place = index.items[overlap.item]
    let file = against[place.benchmark]
    let text = overlap.side == .prompt ? Array(sample.prompt.utf8) : sample.response.bytes
    let item = file.items[place.number]
    var hit: JSONObject = [
      "benchmark": .string(file.name), "item": .string(item.id),
      "side": .string(overlap.side.rawValue), "run": .int(overlap.run),
      "coverage": .double(rounded(overlap.coverage)),
    ]
    if overlap.isWhole { hit["whole"] = true }
    if overlap.blindCoverage > overlap.coverage {
      hit["blindCoverage"] = .double(rounded(overlap.blindCoverage))
    }
    if let similarity = overlap.similarity { hit["similarity"] = .double(rounded(similarity)) }
    hit["span"] = [.int(overlap.span.lowerBound), .int(overlap.span.upperBound)]
    hit["text"] = .string(excerpt(text, overlap.span))
    hit["itemText"] = .string(excerpt(item.prompt, overlap.itemSpan))
    return .object(hit)
  }
}

extension ItemOverlap {
  /// By which the overlaps of a sample are ranked.
  fileprivate var strength: Double {
    max(coverage, blindCoverage * 0.99, similarity ?? 0) + Double(run) / 1e4 + (isWhole ? 1 : 0)
  }
}

private func rounded(_ share: Double) -> Double { (share * 1000).rounded() / 1000 }

/// A part of a text for people to compare, cut in the middle where it is long.
private func excerpt(_ text: [UInt8], _ span: Range<Int>) -> String {
  let most = 320
  let range = span.clamped(to: 0..<text.count)
  guard range.count > most else { return String(decoding: text[range], as: UTF8.self) }
  let head = text[range.lowerBound..<(range.lowerBound + most / 2)]
  let tail = text[(range.upperBound - most / 2)..<range.upperBound]
  return String(decoding: head, as: UTF8.self) + " … " + String(decoding: tail, as: UTF8.self)
}
