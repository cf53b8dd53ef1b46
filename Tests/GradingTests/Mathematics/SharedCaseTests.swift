import Bytes
import Grading
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The labelled cases beside the checkout, where they are present: accuracy must not fall below what
/// was reached.
@Suite struct SharedCaseTests {
  private struct Row {
    let response: String
    let gold: String
    /// Whether the pair is equal; nil where the response has no answer.
    let isEqual: Bool?
  }

  private static func lines(_ name: String) -> [JSONValue] {
    guard var bytes = try? Files.read(folder + "/cases/" + name) else {
      print("skipped: no \(name) in \(folder)/cases")
      return []
    }
    if name.hasSuffix(".zst") { bytes = (try? ZstdDecompressor().decompress(bytes)) ?? [] }
    return bytes.split(separator: 0x0A).compactMap { try? JSONValue(parsing: Array($0)) }
  }

  private static var folder: String {
    if let path = unsafe getenv("SLUICE_SHARED") { return unsafe String(cString: path) }
    let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/" + package + "/../shared"
  }

  private func boxed(_ answer: String) -> String {
    if answer.contains("\\boxed") { return answer }
    return "The final answer is \\boxed{\(answer)}"
  }

  private func accuracy(_ rows: [Row]) -> Double {
    let grader = MathGrader(settings: usualMath)
    let right = rows.count { row in
      let outcome = grader.grade(response: row.response, gold: row.gold).outcome
      guard let isEqual = row.isEqual else { return outcome == .fail(.noAnswer) }
      if isEqual { return outcome == .pass }
      if case .fail = outcome { return true }
      return false
    }
    return Double(right) / Double(max(1, rows.count))
  }

  @Test(arguments: [("math_equiv.jsonl", 0.99), ("math_equiv_constructed.jsonl.zst", 0.999)])
  func pairs(_ name: String, _ floor: Double) {
    let rows = Self.lines(name).compactMap { line -> Row? in
      guard let expected = line["expected"]?.bool, let gold = line["gold"]?.string,
        let answer = line["pred"]?.string
      else { return nil }
      let isResponse = line["kind"]?.string == "response"
      return Row(response: isResponse ? answer : boxed(answer), gold: gold, isEqual: expected)
    }
    guard !rows.isEmpty else { return }
    #expect(accuracy(rows) >= floor)
  }

  @Test func extraction() {
    let rows = Self.lines("math_extract.jsonl").flatMap { line -> [Row] in
      guard line["ambiguous"]?.bool != true, let response = line["response"]?.string else {
        return []
      }
      guard let gold = line["expected_answer"]?.string else {
        return [Row(response: response, gold: "1", isEqual: nil)]
      }
      return [
        Row(response: response, gold: gold, isEqual: true),
        Row(response: response, gold: "98765432101", isEqual: false),
      ]
    }
    guard !rows.isEmpty else { return }
    #expect(accuracy(rows) >= 0.99)
  }

  @Test func choices() {
    let cases = Self.lines("mcq.jsonl").filter { $0["ambiguous"]?.bool != true }
    guard !cases.isEmpty else { return }
    let right = cases.count { line in
      let options = (line["options"]?.object?.members ?? []).sorted { $0.key < $1.key }
      let grade = ChoiceGrader().grade(
        response: Array((line["response"]?.string ?? "").utf8),
        options: options.map { $0.value.string ?? "" }, gold: line["expected"]?.string ?? "A")
      return grade.choice == line["expected"]?.string
    }
    #expect(Double(right) / Double(cases.count) >= 0.98)
  }
}
