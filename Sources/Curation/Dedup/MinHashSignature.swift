import Bytes
import Grading

/// The MinHash bands of a sample: what near-duplicates are found by.
///
/// A finding like any other, so the text is read once, in the fused pass, by any worker, and a
/// signature is made again only where a setting of it changed. Kept are not the minima but the band
/// keys, 48 bits each, as eight characters of a 64-letter alphabet.
///
/// Sources: FineWeb (2406.17557) for words and LSH by bands; rensa for 32-bit permutations.
struct MinHashSignature: Filter {
  static let version = 1
  static let name = "dedup.minhash"
  static let measures = ["shingles"]

  let subject: FuzzyRule.Subject
  let shingles: ShingleRule
  private let minHash: MinHash

  private enum CodingKeys: String, CodingKey {
    case by, unit, ngram, keepDigits, bands, rows, seed
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let by = try values.decode(String.self, forKey: .by)
    let unit = try values.decode(String.self, forKey: .unit)
    let length = try values.decode(Int.self, forKey: .ngram)
    guard let subject = FuzzyRule.Subject(rawValue: by) else {
      throw SettingError(
        problem: unknown(by, of: "by", known: FuzzyRule.Subject.allCases.map(\.rawValue)))
    }
    guard let unit = ShingleRule.Unit(rawValue: unit) else {
      throw SettingError(
        problem: unknown(unit, of: "unit", known: ShingleRule.Unit.allCases.map(\.rawValue)))
    }
    guard (1...64).contains(length) else {
      throw SettingError(problem: "ngram must be 1...64, not \(length)")
    }
    self.subject = subject
    shingles = ShingleRule(
      unit: unit, length: length,
      keepsDigits: try values.decode(Bool.self, forKey: .keepDigits))
    minHash = MinHash(
      bands: try values.decode(Int.self, forKey: .bands),
      rows: try values.decode(Int.self, forKey: .rows),
      seed: UInt64(bitPattern: Int64(try values.decode(Int.self, forKey: .seed))))
  }

  private struct SettingError: Error, CustomStringConvertible {
    let problem: String
    var description: String { problem }
  }

  func measure(_ sample: Sample) -> Finding { measure([sample])[0] }

  func measure(_ samples: [Sample]) -> [Finding] {
    var hasher = ShingleHasher(shingles)
    return samples.map { sample in
      hasher.read(subject.text(of: sample))
      let keys = minHash.keys(of: hasher.shingles, salt: subject.salt(of: sample))
      var finding = Finding(["shingles": Double(hasher.shingles.count)])
      if !keys.isEmpty { finding.details = ["bands": .string(BandKeys.text(keys))] }
      return finding
    }
  }
}

extension FuzzyRule.Subject {
  /// The text that is compared.
  func text(of sample: Sample) -> [UInt8] {
    switch self {
    case .prompt: return Array(sample.prompt.utf8)
    case .response: return sample.response.bytes
    case .both:
      let prompt = sample.prompt
      var text: [UInt8] = []
      text.reserveCapacity(prompt.utf8.count + 1 + sample.response.bytes.count)
      text += prompt.utf8
      text.append(0x0A)
      text += sample.response.bytes
      return text
    }
  }

  /// Responses of different modes are never duplicates of each other: they are pairs.
  fileprivate func salt(of sample: Sample) -> UInt64 {
    self == .prompt ? 0 : sample.mode == .on ? 1 : 2
  }
}

/// Band keys as text.
enum BandKeys {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// Eight letters a key, its highest bits first.
  static func text(_ keys: [UInt64]) -> String {
    var letters: [UInt8] = []
    letters.reserveCapacity(keys.count * 8)
    for key in keys {
      for shift in stride(from: UInt64(42), through: 0, by: -6) {
        letters.append(alphabet[Int(key >> shift & 63)])
      }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  static func keys(_ text: String) -> [UInt64] {
    var keys: [UInt64] = []
    keys.reserveCapacity(text.utf8.count / 8)
    var key: UInt64 = 0
    for (place, letter) in text.utf8.enumerated() {
      key = key << 6 | UInt64(values[Int(letter)])
      if place % 8 == 7 {
        keys.append(key)
        key = 0
      }
    }
    return keys
  }
}
