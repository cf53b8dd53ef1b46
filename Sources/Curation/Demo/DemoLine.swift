import Bytes

/// A raw line of the demo on its way to its place in the file.
struct DemoLine {
  enum Content {
    case row(DemoRow)
    case broken(DemoDefect, [UInt8])
  }

  /// The row's number before the lines were shuffled, to which duplicates refer.
  let number: Int?
  let content: Content

  var bytes: [UInt8] {
    switch content {
    case .row(let row): JSONValue.object(row.record).encoded
    case .broken(_, let bytes): bytes
    }
  }
}

/// What the sidecar says of the lines, in their final order.
enum DemoSidecar {
  static func lines(_ order: [DemoLine]) -> [UInt8] {
    var places: [Int: Int] = [:]
    for (index, line) in order.enumerated() { places[line.number ?? -1] = index + 1 }
    var firsts: [String: Int] = [:]
    return order.enumerated().reduce(into: []) { bytes, entry in
      let truth = truth(of: entry.element, line: entry.offset + 1, places, &firsts)
      bytes += JSONValue.object(truth).encoded + [UInt8(ascii: "\n")]
    }
  }

  /// - Parameters:
  ///   - places: final line numbers, from 1, by the numbers of rows.
  ///   - firsts: the first line of each text so far, by identity.
  private static func truth(
    of line: DemoLine, line number: Int, _ places: [Int: Int], _ firsts: inout [String: Int]
  ) -> JSONObject {
    var truth = JSONObject([("line", .int(number))])
    guard case .row(let row) = line.content else {
      if case .broken(let defect, _) = line.content {
        truth["kind"] = .string(defect.rawValue)
      }
      truth["quarantined"] = true
      return truth
    }
    truth["kind"] = .string(row.defect.rawValue)
    truth["correct"] = .bool(row.isCorrect)
    if row.task.hasWrongGold { truth["gold_wrong"] = true }
    if let first = firsts[row.identity] { truth["repeats"] = .int(first) }
    if firsts[row.identity] == nil { firsts[row.identity] = number }
    if let original = row.original, let place = places[original] {
      truth["copy_of"] = .int(place)
    }
    if let item = row.benchmarkItem { truth["benchmark_item"] = .string(item) }
    return truth
  }
}
