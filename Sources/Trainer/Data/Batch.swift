/// Documents laid end to end, without padding: attention and positions start anew in each.
struct Batch {
  /// Where each document begins, and the end.
  private(set) var offsets = [0]
  private(set) var tokens: [Int32] = []
  private(set) var positions: [Int32] = []
  /// Rows whose next token is scored, with that token and its weight.
  private(set) var scoredRows: [Int] = []
  private(set) var targets: [Int32] = []
  private(set) var weights: [Float] = []
  /// Scored rows up to each document, and the end.
  private(set) var scoredOffsets = [0]

  init(_ documents: some Sequence<Document>) {
    for document in documents { append(document) }
  }

  private mutating func append(_ document: Document) {
    let start = tokens.count
    tokens += document.tokens
    positions += document.tokens.indices.map(Int32.init)
    for index in document.tokens.indices.dropFirst() where document.weights[index] != 0 {
      scoredRows.append(start + index - 1)
      targets.append(document.tokens[index])
      weights.append(document.weights[index])
    }
    offsets.append(tokens.count)
    scoredOffsets.append(scoredRows.count)
  }

  var rows: Int { tokens.count }
  var longest: Int { zip(offsets.dropFirst(), offsets).map { $0 - $1 }.max() ?? 0 }
  /// The rows of each document.
  var spans: [Range<Int>] { zip(offsets, offsets.dropFirst()).map { $0..<$1 } }
}

extension [Document] {
  /// Consecutive groups of about equal tokens, one for each of `count` threads; some may be empty.
  ///
  /// The split depends on the documents and the count alone, so sums over groups repeat exactly.
  func split(into count: Int) -> [Range<Int>] {
    let total = reduce(0) { $0 + $1.tokens.count }
    var ranges: [Range<Int>] = []
    var start = 0
    var seen = 0
    for part in 1...Swift.max(count, 1) {
      var end = start
      while end < self.count, part == count || seen < total * part / count {
        seen += self[end].tokens.count
        end += 1
      }
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// Checks that documents fit a model.
  ///
  /// - Throws: `TrainerError.document`, with the number of the document.
  func check(for configuration: ModelConfiguration) throws(TrainerError) {
    for (index, document) in enumerated() {
      guard !document.tokens.isEmpty, document.tokens.count <= configuration.maxPositions else {
        throw .document(
          "document \(index) has \(document.tokens.count) tokens; 1 to "
            + "\(configuration.maxPositions) are possible")
      }
      let size = configuration.vocabularySize
      if let token = document.tokens.first(where: { $0 < 0 || Int($0) >= size }) {
        throw .document("document \(index) has token \(token); the vocabulary has \(size)")
      }
    }
  }
}
