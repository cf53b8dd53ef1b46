internal import CLanguages

/// The n-gram profiles of 55 languages, read once from the table in the program.
///
/// Look-ups go by a hash table with open addressing: 87,598 n-grams in 2^18 places.
struct LanguageProfiles: Sendable {
  static let shared = LanguageProfiles()

  /// ISO 639-1 codes; Chinese is `zh-cn` and `zh-tw`.
  let codes: [String]
  /// For an ideograph the one that stands for its class.
  let representatives: [UInt32: UInt32]

  private var keys: [UInt64]
  /// Which n-gram lies in a place.
  private var numbers: [Int32]
  /// Where the weights of an n-gram start; one more than there are n-grams.
  private var starts: [Int32] = [0]
  private var languages: [UInt8] = []
  private var weights: [UInt8] = []

  private static let places = 1 << 18

  private init() {
    var reader = ProfileReader()
    codes = reader.text().split(separator: " ").map(String.init)
    var representatives: [UInt32: UInt32] = [:]
    for _ in 0..<reader.number(bytes: 2) {
      let members = reader.text().unicodeScalars.map(\.value)
      for member in members { representatives[member] = members[0] }
    }
    self.representatives = representatives
    keys = Array(repeating: 0, count: Self.places)
    numbers = Array(repeating: 0, count: Self.places)
    let count = reader.number(bytes: 4)
    var gram: [UInt32] = []
    for number in 0..<count {
      let head = Int(reader.byte())
      gram.removeLast(max(0, gram.count - head >> 4))
      gram += reader.scalars(bytes: head & 15)
      readWeights(&reader)
      insert(LanguageProfiles.key(gram), number: number)
    }
  }

  private mutating func readWeights(_ reader: inout ProfileReader) {
    for _ in 0..<reader.byte() {
      languages.append(min(reader.byte(), UInt8(codes.count - 1)))
      weights.append(reader.byte())
    }
    starts.append(Int32(weights.count))
  }

  private mutating func insert(_ key: UInt64, number: Int) {
    var place = LanguageProfiles.place(of: key)
    while keys[place] != 0 { place = (place + 1) & (Self.places - 1) }
    keys[place] = key
    numbers[place] = Int32(number)
  }

  /// One to three scalars of the basic plane, 16 bits each; 0 stands for no n-gram.
  static func key(_ gram: [UInt32]) -> UInt64 { gram.reduce(0) { $0 << 16 | UInt64($1) } }

  private static func place(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 46)
  }

  /// Adds the weights of an n-gram to the sums of its languages.
  ///
  /// - Returns: whether the n-gram is known.
  func add(_ key: UInt64, to sums: inout [Int]) -> Bool {
    var place = LanguageProfiles.place(of: key)
    while keys[place] != key {
      if keys[place] == 0 { return false }
      place = (place + 1) & (Self.places - 1)
    }
    let number = Int(numbers[place])
    for i in Int(starts[number])..<Int(starts[number + 1]) {
      sums[Int(languages[i])] += Int(weights[i])
    }
    return true
  }
}

/// Reads the table's numbers and texts in their order.
private struct ProfileReader {
  private var place: UInt32 = 0

  mutating func byte() -> UInt8 {
    defer { place += 1 }
    return language_profile_byte(place)
  }

  mutating func number(bytes: Int) -> Int {
    (0..<bytes).reduce(0) { $0 | Int(byte()) << (8 * $1) }
  }

  mutating func text() -> String { String(decoding: bytes(number(bytes: 2)), as: UTF8.self) }

  mutating func scalars(bytes count: Int) -> [UInt32] {
    String(decoding: bytes(count), as: UTF8.self).unicodeScalars.map(\.value)
  }

  private mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in byte() } }
}
