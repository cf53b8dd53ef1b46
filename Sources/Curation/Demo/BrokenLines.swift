import Bytes

/// Raw lines that cannot become samples, made from good ones.
enum BrokenLines {
  /// How many lines of each kind; their sum is what `datasets/demo/dataset.yaml` tolerates.
  static let plan: [(DemoDefect, count: Int)] = [
    (.invalidUTF8, 10), (.brokenJSON, 12), (.notAnObject, 4), (.missingField, 8), (.wrongType, 8),
    (.loneSurrogate, 4),
  ]

  package static var count: Int { plan.reduce(0) { $0 + $1.count } }

  static func lines(like rows: [DemoRow], seed: UInt64) -> [(DemoDefect, [UInt8])] {
    var dice = DemoDice(seed: seed, stream: "broken")
    let good = rows.filter { $0.defect == .none && $0.output.count > 60 }
    return plan.flatMap { defect, count in
      (0..<count).map { variant in (defect, spoiled(dice.pick(good), defect, variant)) }
    }
  }

  private static func spoiled(_ row: DemoRow, _ defect: DemoDefect, _ variant: Int) -> [UInt8] {
    let line = JSONValue.object(row.record).encoded
    return switch defect {
    case .invalidUTF8: withInvalidUTF8(line, variant)
    case .brokenJSON: withBrokenJSON(line, variant)
    case .notAnObject: withoutObject(variant)
    case .missingField: withoutField(row, variant)
    case .wrongType: withWrongType(row, variant)
    default: withLoneSurrogate(line, variant)
    }
  }

  /// A byte that no UTF-8 has, a character cut in half, an overlong slash, or a surrogate.
  private static func withInvalidUTF8(_ line: [UInt8], _ variant: Int) -> [UInt8] {
    let damage: [[UInt8]] = [[0xFF], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82]]
    return inserting(damage[variant % damage.count], into: line)
  }

  private static func withLoneSurrogate(_ line: [UInt8], _ variant: Int) -> [UInt8] {
    inserting(Array((variant.isMultiple(of: 2) ? "\\ud83d" : "\\udc00").utf8), into: line)
  }

  /// Puts bytes into the middle of the response.
  private static func inserting(_ bytes: [UInt8], into line: [UInt8]) -> [UInt8] {
    let place = position(of: "\"output\":\"", in: line) + 10 + 4
    return Array(line[..<place]) + bytes + Array(line[place...])
  }

  private static func position(of text: String, in line: [UInt8]) -> Int {
    let wanted = Array(text.utf8)
    return line.indices.first { line[$0...].starts(with: wanted) } ?? 0
  }

  private static func withBrokenJSON(_ line: [UInt8], _ variant: Int) -> [UInt8] {
    switch variant % 6 {
    case 0: Array(line.prefix(line.count / 2))
    case 1: Array(line.dropLast())
    case 2: line + Array("}".utf8)
    case 3:
      Array(
        String(decoding: line, as: UTF8.self).replacing(":\"on\"", with: ":on")
          .replacing(":\"off\"", with: ":off").utf8)
    case 4: Array(line.dropLast()) + Array(",}".utf8)
    default: Array("ERROR 504 upstream request timeout (attempt \(variant))".utf8)
    }
  }

  private static func withoutObject(_ variant: Int) -> [UInt8] {
    let lines = ["[]", "null", "\"The answer is 4.\"", "42"]
    return Array(lines[variant % lines.count].utf8)
  }

  private static func withoutField(_ row: DemoRow, _ variant: Int) -> [UInt8] {
    var record = row.record
    record[variant.isMultiple(of: 2) ? "output" : "input"] = nil
    return JSONValue.object(record).encoded
  }

  private static func withWrongType(_ row: DemoRow, _ variant: Int) -> [UInt8] {
    var record = row.record
    switch variant % 4 {
    case 0: record["output"] = 4
    case 1: record["input"] = true
    case 2: record["output"] = ["text": "The answer is 4."]
    default: record["input"] = [["role": "user", "content": 17]]
    }
    return JSONValue.object(record).encoded
  }
}
