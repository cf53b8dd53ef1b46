import Bytes
import Curation
import Testing

@Suite struct BandingTests {
  @Test(arguments: [
    (0.7, 0.99, 160, 26, 5), (0.7, 0.99, 128, 17, 4), (0.8, 0.99, 160, 20, 7),
    (0.5, 0.95, 160, 23, 3),
  ])
  func followsFromThresholdAndRecall(
    _ jaccard: Double, _ recall: Double, _ permutations: Int, _ bands: Int, _ rows: Int
  ) throws {
    let banding = try #require(
      Banding(jaccard: jaccard, recall: recall, permutations: permutations))
    #expect(banding.recall(at: jaccard) >= recall)
    #expect(banding == Banding(bands: bands, rows: rows), "\(banding)")
  }

  @Test func impossibleIsSaid() {
    #expect(Banding(jaccard: 0.1, recall: 0.999, permutations: 16) == nil)
  }

  @Test(arguments: [
    ("fuzzy: {preset: fineweb}", "14 8"), ("fuzzy: {preset: curator}", "20 13"),
    ("fuzzy: {bands: 9, rows: 13}", "9 13"), ("fuzzy: {jaccard: 0.7, permutations: 160}", "26 5"),
  ])
  func recipes(_ section: String, _ expected: String) throws {
    let recipe = try rules("dedup: {\(section)}")
    let settings = try #require(recipe.dedup.fuzzy?.settings)
    #expect("\(settings["bands"] ?? "") \(settings["rows"] ?? "")" == expected)
  }

  @Test(arguments: [
    ("fuzzy: {bands: 9}", "together"), ("fuzzy: {jaccard: 0}", "jaccard"),
    ("fuzzy: {recall: 1}", "recall"), ("fuzzy: {preset: fineweeb}", "fineweb"),
    ("fuzzy: {by: anything}", "prompt"), ("fuzzy: {jacard: 0.7}", "jaccard"),
    ("fuzzy: {jaccard: 0.1, recall: 0.999, permutations: 16}", "permutations"),
    ("fuzzy: {bands: 5000, rows: 2}", "bands"),
  ])
  func errors(_ section: String, _ words: String) {
    #expect {
      _ = try rules("dedup: {\(section)}").prepared()
    } throws: { error in "\(error)".contains(words) && "\(error)".contains("r.yaml:1") }
  }
}
