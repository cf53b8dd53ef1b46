import Bytes
import Testing

@Suite struct SpilledListsTests {
  private static let lists: [[UInt32]] = (0..<200).map { number in
    (0..<UInt32(number * 7 % 13)).map { $0 &* 2_654_435_761 &+ UInt32(number) }
  }

  /// Kept in memory, gone to the file in parts, and every list at once.
  @Test(arguments: [1, 64, 1 << 20])
  func listsComeBackWhereverTheyLie(bufferCount: Int) throws {
    let folder = try Scratch()
    let spool = SpilledLists(path: folder.path + "/a/lists", bufferCount: bufferCount)
    for (number, list) in SpilledListsTests.lists.enumerated() {
      #expect(try spool.append(list) == number)
      #expect(try spool.list(number) == list)
      #expect(try spool.list(number / 2) == SpilledListsTests.lists[number / 2])
    }
    #expect(spool.count == 200)
    #expect(Files.exists(folder.path + "/a/lists") == (bufferCount < 1_000))
    try spool.removeFile()
    #expect(!Files.exists(folder.path + "/a/lists"))
  }

  @Test(arguments: [1, 1 << 20])
  func vectorsComeBackInOrder(bufferBytes: Int) throws {
    let folder = try Scratch()
    let spool = VectorSpool(path: folder.path + "/vectors", bufferBytes: bufferBytes)
    let halves: [[UInt8]] = [[0, 0x3C, 0, 0], [], [0, 0xC0, 0, 0x3C, 0, 0x40]]
    for vector in halves { _ = try spool.append(vector) }
    let store = spool.sealed()
    #expect(try (0..<3).map { try store.halves($0) } == halves)
    #expect((0..<3).map { store.dimension(of: $0) } == [2, 0, 3])
  }
}
