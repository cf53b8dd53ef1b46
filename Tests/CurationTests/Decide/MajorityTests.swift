import Bytes
import Curation
import Grading
import Testing

@Suite struct MajorityTests {
  /// For each value the number of its first voter, and its votes.
  private func candidates(of answers: [String], isMathematics: Bool = true) -> [[Int]] {
    var ballots: [Ballot] = []
    for (index, answer) in answers.enumerated() {
      let key = isMathematics ? CanonicalAnswer.key(answer) : answer
      ballots.add(
        Ballot(
          key: Hash128(of: key), answer: answer, id: Hash128(high: 0, low: UInt64(index)),
          isMathematics: isMathematics))
    }
    return Curation.candidates(ballots).map { [Int($0.id.low), $0.count] }
  }

  @Test func theFirstVoterSpeaks() {
    func vote(_ answer: String, _ id: UInt64) -> Ballot {
      Ballot(
        key: Hash128(of: CanonicalAnswer.key(answer)), answer: answer,
        id: Hash128(high: 0, low: id), isMathematics: true)
    }
    var ballots: [Ballot] = []
    for ballot in [vote("1/2", 9), vote("0.5", 3), vote("2/4", 7)] { ballots.add(ballot) }
    #expect(ballots.count == 1)
    #expect(Curation.candidates(ballots).map(\.answer) == ["0.5"])
  }

  @Test(arguments: [
    (["1/2", "0.5", "1", #"\frac{2}{4}"#], [[0, 3], [2, 1]]),
    (["x > 2", #"(2, \infty)"#, "3"], [[0, 2], [2, 1]]),
    (["5 cm", "0.05 m", "5 m"], [[0, 2], [2, 1]]),
    (["y = 2x + 1", "2x - y + 1 = 0", "y = x"], [[0, 2], [2, 1]]),
    (["0.333333", #"\frac13"#], [[0, 1], [1, 1]]),
    (["7", "8", "8"], [[1, 2], [0, 1]]),
    (["7", "8"], [[0, 1], [1, 1]]),
    (["blue", "Blue.", "red"], [[0, 2], [2, 1]]),
  ])
  func votesForValues(_ answers: [String], _ expected: [[Int]]) {
    #expect(candidates(of: answers) == expected)
  }

  @Test func lettersAreNoMathematics() {
    #expect(
      candidates(of: ["A", "A,B", "B,A"], isMathematics: false) == [[0, 1], [1, 1], [2, 1]])
  }

  @Test func manyValuesAreNotComparedForever() {
    let answers = (0..<2_000).map { "x > \($0)" } + ["x > 5"]
    let result = candidates(of: answers)
    #expect(result.first == [5, 2] && result.count == 2_000)
  }

  /// Right responses by the majority's rule: of 2+2 with a wrong gold, 1+2 with one right response,
  /// 0+3 whose responses differ, and 1+1 without a gold.
  @Test(arguments: [("", [0, 1, 0, 2]), (", override: true", [3, 1, 0, 2])])
  func theMajorityMayOverrideAnAnswerThatNobodyGives(keys: String, right: [Int]) throws {
    let world = try RunWorld([
      (
        "a.jsonl",
        ["4", "4.0", #"\\frac{8}{2}"#].map { RunWorld.line("2+2", "off", $0, gold: "5") }
          + ["3", "4", "4"].map { RunWorld.line("1+2", "off", $0, gold: "3") }
          + ["2", "7"].map { RunWorld.line("0+3", "off", $0, gold: "3") }
          + ["2", "2", "1"].map {
            RunWorld.line("1+1", "off", $0).replacing(",\"expected_answer\":\"4\"", with: "")
          }
      )
    ])
    let finished = try world.run(
      "gold: {majority: {minVotes: 2, minShare: 0.5\(keys)}}\n",
      filters: "name: world\ncorrectness: [{math: {policy: label, unsure: label}}]\n")
    var found: [String: Int] = [:]
    for row in try finished.rows() {
      let prompt = row["input"]?.array?.first?["content"]?.string ?? ""
      found[prompt] = row["passed"]?.int
    }
    let questions = ["2+2", "1+2", "0+3", "1+1"].map { "What is \($0)?" }
    #expect(questions.map { found[$0] } == right)
  }
}
