import Bytes
import Testing

@Suite struct MinHashTests {
  private static let words = ShingleRule(unit: .word, length: 5, keepsDigits: true)

  private func set(_ text: String, _ rule: ShingleRule = words) -> [UInt32] {
    var hasher = ShingleHasher(rule)
    hasher.read(Array(text.utf8))
    return hasher.set()
  }

  /// Two problems that differ only in their numbers are one text to datatrove's defaults.
  @Test func digitsAreKept() {
    func problem(_ a: Int, _ b: Int, _ c: Int) -> String {
      "A train leaves the station at \(a) km per hour and a second train leaves \(b) minutes later "
        + "at \(c) km per hour. How many minutes pass before the second train catches the first one?"
    }
    let (one, other) = (problem(60, 15, 80), problem(45, 20, 75))
    #expect(ShingleHasher.jaccard(set(one), set(other)) < 0.6)
    let blind = ShingleRule(unit: .word, length: 5, keepsDigits: false)
    #expect(ShingleHasher.jaccard(set(one, blind), set(other, blind)) == 1)
  }

  @Test(arguments: [
    ("a b c d e f", 2), ("a b c d e", 1), ("a b", 1), ("a", 1), ("", 0), (" \n ", 0),
    ("a a a a a a a a", 1), ("  a b c d e f g  ", 3),
  ])
  func counts(_ text: String, _ count: Int) { #expect(set(text).count == count) }

  @Test(arguments: [
    ("A B c D e", "a b C d E"), ("a  b\tc\nd e ", "a b c d e"), ("ÄB c d e f", "Äb c d e f"),
  ])
  func equal(_ a: String, _ b: String) { #expect(set(a) == set(b)) }

  @Test(arguments: [("a b c d e", "a b c d f"), ("ab c d e f", "a bc d e f"), ("x+1 b", "x-1 b")])
  func different(_ a: String, _ b: String) { #expect(set(a) != set(b)) }

  /// Words of every length at every place of a block, against runs cut by the plain rule.
  @Test func shinglesFollowThePlainRule() {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<200 {
      let words = (0..<next(60)).map { _ in String(repeating: "abc1"[next(4)], count: 1 + next(20))
      }
      let text = words.map { $0 + String(repeating: " ", count: 1 + next(3)) }.joined()
      let runs =
        words.count < 5
        ? (words.isEmpty ? [] : [words[...]])
        : (0...(words.count - 5)).map { words[$0..<($0 + 5)] }
      #expect(set(text).count == Set(runs.map { $0.joined(separator: " ") }).count)
      #expect(set(text) == set(words.joined(separator: "\n")))
    }
  }

  @Test func charactersAreBytes() {
    let rule = ShingleRule(unit: .character, length: 3, keepsDigits: true)
    #expect(set("abcd", rule).count == 2)
    #expect(set("ab", rule).count == 1)
    #expect(set("", rule).isEmpty)
    #expect(set("ABCD", rule) == set("abcd", rule))
    let a = set("the quick brown fox", rule)
    #expect(ShingleHasher.jaccard(a, set("the quick brown fax", rule)) < 1)
  }

  /// The least values of two texts together are the lesser of each.
  @Test func minimaOfAUnion() {
    let hash = MinHash(bands: 26, rows: 5, seed: 3)
    let a: [UInt32] = (0..<3000).map { $0 &* 2_654_435_761 }
    let b: [UInt32] = (3000..<3100).map { $0 &* 2_654_435_761 }
    let (x, y) = (hash.signature(of: a), hash.signature(of: b))
    #expect(hash.signature(of: a + b) == zip(x, y).map { min($0, $1) })
    #expect(hash.signature(of: a.reversed()) == x)
  }

  /// The share of equal minima is the Jaccard similarity, and bands find what arithmetic says.
  @Test func agreementIsJaccard() {
    let hash = MinHash(bands: 26, rows: 5, seed: 1)
    var (equal, all, found) = (0, 0, 0)
    for trial in 0..<400 {
      let base = UInt32(trial * 10_000)
      func shingle(_ x: UInt32) -> UInt32 {
        var h = (base &+ x) &* 2_654_435_761
        h ^= h >> 15
        h = h &* 0x85EB_CA6B
        return h ^ h >> 13
      }
      let a = (0..<170).map { shingle($0) }
      let b = (30..<200).map { shingle($0) }  // J = 140 / 200
      let (x, y) = (hash.signature(of: a), hash.signature(of: b))
      equal += zip(x, y).prefix(130).count { $0 == $1 }
      all += 130
      let (k, l) = (hash.keys(of: a, salt: 0), hash.keys(of: b, salt: 0))
      found += zip(k, l).contains { $0 == $1 } ? 1 : 0
      #expect(!zip(k, hash.keys(of: a, salt: 1)).contains { $0 == $1 })
    }
    #expect(abs(Double(equal) / Double(all) - 0.7) < 0.02)
    #expect(found >= 392)
  }

  @Test(arguments: [(0.7, 14, 8, 0.565), (0.7, 20, 13, 0.177), (0.7, 26, 5, 0.9916)])
  func recall(_ jaccard: Double, _ bands: Int, _ rows: Int, _ expected: Double) {
    #expect(abs(MinHash.recall(at: jaccard, bands: bands, rows: rows) - expected) < 0.001)
  }
}

extension String {
  fileprivate subscript(_ index: Int) -> String {
    String(self[self.index(startIndex, offsetBy: index)])
  }
}

@Suite struct BandSpoolTests {
  @Test func groupsShareAKeyOfTheirBand() throws {
    let spool = BandSpool(folder: "/tmp/sluice-spool-none", bands: 2, samples: 5)
    try spool.add([1, 100], of: 0)
    try spool.add([2, 100], of: 1)
    try spool.add([1, 300], of: 2)
    try spool.add([100, 1], of: 3)
    try spool.add([1 << 40, 100], of: 4)
    var groups: [[Int]] = []
    try spool.forEachGroup { groups.append($0) }
    #expect(groups == [[0, 2], [0, 1, 4]])
  }

  /// What goes through files comes out as what stays in memory.
  @Test func filesChangeNothing() throws {
    let parent = "/tmp/sluice-spool-\(UInt64.random(in: 0 ... .max))"
    let folder = parent + "/scratch"
    defer { try? Files.removeTree(parent) }
    func groups(_ spool: BandSpool) throws -> [[Int]] {
      for sample in 0..<200 {
        try spool.add([UInt64(sample % 7) << 40, UInt64(sample % 50), 5], of: sample)
      }
      var groups: [[Int]] = []
      try spool.forEachGroup { groups.append($0) }
      return groups
    }
    let inMemory = try groups(BandSpool(folder: folder, bands: 3, samples: 200))
    let spilling = BandSpool(folder: folder, bands: 3, samples: 200, bufferBytes: 500)
    #expect(try groups(spilling) == inMemory)
    #expect(inMemory.count == 7 + 50 + 1)
    try spilling.removeFiles()
    #expect(!Files.exists(folder))
  }

  @Test func listsComeBackFromTheFile() throws {
    let parent = "/tmp/sluice-lists-\(UInt64.random(in: 0 ... .max))"
    let path = parent + "/scratch/sets"
    defer { try? Files.removeTree(parent) }
    let lists = SpilledLists(path: path, bufferCount: 10)
    let all = (0..<30).map { count in (0..<count).map { UInt32(count * 100 + $0) } }
    for list in all { _ = try lists.append(list) }
    for (number, list) in all.enumerated() { #expect(try lists.list(number) == list) }
    try lists.removeFile()
    #expect(!Files.exists(path))
  }
}
