import Bytes
import Curation
import Grading
import Testing

@Suite struct MajorityTests {
  private func candidates(of answers: [String], isMathematics: Bool = true) -> [[Int]] {
    let votes = answers.enumerated().map { index, answer in
      Vote(
        key: isMathematics ? CanonicalAnswer.key(answer) : answer, answer: answer,
        id: Hash128(high: 0, low: UInt64(index)), isMathematics: isMathematics)
    }
    return Curation.candidates(votes).map { $0.map { Int($0.id.low) }.sorted() }
  }

  @Test(arguments: [
    (["1/2", "0.5", "1", #"\frac{2}{4}"#], [[0, 1, 3], [2]]),
    (["x > 2", #"(2, \infty)"#, "3"], [[0, 1], [2]]),
    (["5 cm", "0.05 m", "5 m"], [[0, 1], [2]]),
    (["y = 2x + 1", "2x - y + 1 = 0", "y = x"], [[0, 1], [2]]),
    (["0.333333", #"\frac13"#], [[0], [1]]),
    (["7", "8", "8"], [[1, 2], [0]]),
    (["7", "8"], [[0], [1]]),
    (["blue", "Blue.", "red"], [[0, 1], [2]]),
  ])
  func votesForValues(_ answers: [String], _ expected: [[Int]]) {
    #expect(candidates(of: answers) == expected)
  }

  @Test func lettersAreNoMathematics() {
    #expect(candidates(of: ["A", "A,B", "B,A"], isMathematics: false) == [[0], [1], [2]])
  }

  @Test func manyValuesAreNotComparedForever() {
    let answers = (0..<2_000).map { "x > \($0)" } + ["x > 5"]
    let result = candidates(of: answers)
    #expect(result.first == [5, 2_000] && result.count == 2_000)
  }
}
