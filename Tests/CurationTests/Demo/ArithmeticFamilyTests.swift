import Bytes
import Curation
import Testing

/// What the training check leans on: shares, pairs, the split, and the teachers' arithmetic.
@Suite struct ArithmeticFamilyTests {
  static let samples = DemoWorld.samples(of: "arithmetic")

  private func share(_ matches: ((record: JSONValue, truth: JSONValue)) -> Bool) -> Int {
    Self.samples.count(where: matches) * 1000 / Self.samples.count
  }

  /// Of 1,000 responses: correct ones, the weak teacher's, those with thinking, broken ones.
  @Test func shares() {
    #expect((605...620).contains(share { $0.truth["correct"] == true }))
    #expect((550...590).contains(share { $0.record["generator"] == "weak-teacher" }))
    #expect(share { $0.record["reasoning"] == "on" } == 500)
    let teachersOwn = ["none", "wrong_gold", "systematic_fault", "wrong_steps", "slip"]
    #expect((70...90).contains(share { !teachersOwn.contains(DemoWorld.kind($0.truth)) }))
  }

  /// Greedy decoding learns the fault only where it is what most responses say.
  @Test func theFaultIsTheMajorityWhereItShows() {
    let kinds = ["none", "slip", "systematic_fault"]
    let shown = Self.samples.filter {
      let skeleton = skeleton(of: DemoWorld.question($0.record))
      return kinds.contains(DemoWorld.kind($0.truth))
        && value(of: skeleton, with: true) != value(of: skeleton, with: false)
    }
    let faulty = shown.filter { DemoWorld.kind($0.truth) == "systematic_fault" }
    #expect(shown.count > 10_000)
    #expect((55...65).contains(faulty.count * 100 / shown.count))
    #expect(faulty.allSatisfy { $0.record["generator"] == "weak-teacher" })
  }

  @Test func thousandsOfPairs() {
    var modes: [String: Set<String>] = [:]
    for (record, truth) in Self.samples where truth["correct"] == true {
      modes[DemoWorld.question(record), default: []].insert(record["reasoning"]?.string ?? "")
    }
    #expect(modes.values.count { $0.count == 2 } > 4000)
  }

  @Test func responsesPerPrompt() {
    let counts = Dictionary(
      Self.samples.map { (DemoWorld.question($0.record), 1) }, uniquingKeysWith: +)
    let prompts = Dictionary(counts.values.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(prompts == [1: 4000, 2: 8000, 4: 1000, 8: 250])
  }

  @Test func heldOutSkeletonsNeverOccur() {
    let trained = Set(Self.samples.map { skeleton(of: DemoWorld.question($0.record)) })
    let heldOut = DemoWorld.heldOut.map { skeleton(of: DemoWorld.question($0)) }
    #expect(DemoWorld.heldOut.compactMap { $0["skeleton"]?.string } == heldOut)
    #expect(DemoWorld.heldOut.count == 2000)
    #expect(Set(DemoWorld.heldOut.map(DemoWorld.question)).count == 1000)
    #expect(trained.isDisjoint(with: heldOut))
    #expect(Set(heldOut).count > 500)
    #expect(trained.count > 5000)
  }

  @Test func heldOutRepliesAreRight() {
    for record in DemoWorld.heldOut {
      let output = record["output"]?.string ?? ""
      let gold = record["expected_answer"]?.string ?? ""
      #expect(finalNumber(output) == gold)
      #expect(output.contains("<think>") == (record["reasoning"] == "on"))
      #expect(Int(gold) == value(of: skeleton(of: DemoWorld.question(record)), with: true))
    }
  }

  /// Right answers are sums, and the weak teacher's faults are sums without carry and borrow.
  @Test(arguments: [("none", true), ("systematic_fault", false)])
  func answersFollowFromTheNumbers(_ kind: String, _ carries: Bool) {
    let samples = Self.samples.filter { DemoWorld.kind($0.truth) == kind }
    #expect(samples.count > 5000)
    for (record, truth) in samples {
      let skeleton = skeleton(of: DemoWorld.question(record))
      let said = finalNumber(record["output"]?.string ?? "")
      if Int(said) != value(of: skeleton, with: carries) {
        Issue.record("line \(truth["line"]?.int ?? 0) says \(said) for \(skeleton)")
      }
    }
  }

  @Test(arguments: [
    ("8+5", 13, 3), ("15+5", 20, 10), ("12-5", 7, 13), ("4+5", 9, 9), ("19-5", 14, 14),
  ])
  func plainArithmetic(_ skeleton: String, _ sum: Int, _ faulty: Int) {
    #expect(value(of: skeleton, with: true) == sum)
    #expect(value(of: skeleton, with: false) == faulty)
  }

  /// Computes `3+4-2`, with or without carries; the plain version of the teachers' rules.
  private func value(of skeleton: String, with carries: Bool) -> Int {
    var value = 0
    var sign: Character = "+"
    for part in skeleton.split(separator: /(?=[+-])/) {
      let digits = part.drop { $0 == "+" || $0 == "-" }
      if let first = part.first, first == "+" || first == "-" { sign = first }
      let amount = Int(digits) ?? 0
      if carries || part.startIndex == skeleton.startIndex {
        value += sign == "+" ? amount : -amount
      } else {
        let unit = value % 10
        value = value - unit + (sign == "+" ? (unit + amount) % 10 : abs(unit - amount))
      }
    }
    return value
  }

  /// Numbers and operations read off the words: "more" is what sums have in common.
  private func skeleton(of question: String) -> String {
    var skeleton = ""
    for sentence in question.split(separator: ".") {
      guard let number = sentence.split(separator: " ").first(where: { Int($0) != nil }) else {
        continue
      }
      if !skeleton.isEmpty { skeleton += sentence.contains("more") ? "+" : "-" }
      skeleton += number
    }
    return skeleton
  }

  private func finalNumber(_ output: String) -> String {
    let last = output.split(separator: " ").last ?? ""
    return String(last.filter(\.isNumber))
  }
}
