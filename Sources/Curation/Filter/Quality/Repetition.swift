/// How much a response loops: copies of earlier lines among all its lines.
///
/// Source: Gopher (Rae et al. 2021, https://arxiv.org/abs/2112.11446), table A1,
/// "duplicate line fraction", where the limit is 0.30.
struct Repetition: Filter {
  static let version = 1
  static let measures = ["duplicateLineShare"]

  /// - Returns: `duplicateLineShare`, 0...1; 0 for a response without lines.
  /// - Complexity: O(*n*) time and space in the bytes of the response.
  func measure(_ sample: Sample) -> Finding {
    let lines = sample.response.bytes.split(separator: UInt8(ascii: "\n"))
    guard !lines.isEmpty else { return Finding(["duplicateLineShare": 0]) }
    let copies = lines.count - Set(lines).count
    return Finding(["duplicateLineShare": Double(copies) / Double(lines.count)])
  }
}
