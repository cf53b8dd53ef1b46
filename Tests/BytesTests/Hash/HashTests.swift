import Bytes
import Testing

@Suite struct HashTests {
  // From `xxh128sum` (xxHash 0.8) and `sha256sum`.
  @Test(arguments: [
    (
      "", "99aa06d3014798d86001c324468d497f",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ),
    (
      "abc", "06b05ab6733a618578af5f94892f3950",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    ),
  ])
  func known(_ text: String, _ hash: String, _ digest: String) {
    #expect(Hash128(of: text).hex == hash)
    #expect(Hash128(of: utf8(text)) == Hash128(hex: hash))
    #expect(SHA256(of: utf8(text)).hex == digest)
  }

  @Test func pieces() {
    var random = Seeded(3)
    for count in [0, 1, 3, 16, 17, 128, 129, 240, 241, 1000, 70_000] {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var hasher = Hasher128()
      var digest = SHA256Hasher()
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = Array(rest.prefix(Int.random(in: 1...500, using: &random)))
        rest.removeFirst(part.count)
        hasher.update(part)
        digest.update(part)
      }
      #expect(hasher.hash == Hash128(of: bytes))
      #expect(digest.digest() == SHA256(of: bytes))
      hasher.reset()
      #expect(hasher.hash == Hash128(of: []))
    }
  }

  @Test func numbersAreEightBytes() {
    var a = Hasher128()
    a.update(0x0807_0605_0403_0201 as UInt64)
    #expect(a.hash == Hash128(of: [1, 2, 3, 4, 5, 6, 7, 8]))
  }

  @Test(arguments: [
    "", "9", "99aa06d3014798d86001c324468d497", "99aa06d3014798d86001c324468d497f0",
    "+9aa06d3014798d86001c324468d497f", "g9aa06d3014798d86001c324468d497f",
    "99aa06d3014798d8-001c324468d497f",
  ])
  func notHex(_ text: String) { #expect(Hash128(hex: text) == nil) }

  @Test func orderIsThatOfHex() {
    var random = Seeded(4)
    let hashes = (0..<200).map { _ in
      Hash128(high: random.next() & 3, low: random.next())
    }
    #expect(hashes.sorted().map(\.hex) == hashes.map(\.hex).sorted())
    #expect(hashes.allSatisfy { Hash128(hex: $0.hex) == $0 })
    #expect(hashes.allSatisfy { Hash128(hex: $0.hex.uppercased()) == $0 })
  }
}
