// A reader of fastText's quantised classifiers (.ftz, version 12), as lid.176 is one, and their
// prediction. Sources: Joulin et al. 2016, "Bag of tricks for efficient text classification"
// (https://arxiv.org/abs/1607.01759) and "FastText.zip" (https://arxiv.org/abs/1612.03651); layout and
// arithmetic after fastText 0.9.2 (MIT). In bytes, little-endian:
//
//   int32    magic 793712314, version 12
//   int32×12 dim ws epoch minCount neg wordNgrams loss model bucket minn maxn lrUpdateRate; double t
//   int32×3  entries, words, labels; int64 tokens, pruned n-grams (-1: none are pruned)
//   entry…   text NUL, int64 count, int8 kind (0 word, 1 label)
//   pair…    int32 bucket of an n-gram, int32 its row behind the words' rows
//   bool     quantised input, then the matrix; bool quantised output, then the matrix
//
// A text is the mean of the rows of its words' n-grams; the label is found by walking a Huffman tree
// of the labels (hierarchical softmax). Rows are unpacked once, since a product quantiser costs more
// to read than a row to add. Not done: models with word n-grams or another loss than that.

import Bytes
import Glibc

/// A text classifier.
struct FastTextModel: Sendable {
  let labels: [String]
  private let dimension: Int
  private let bucket: UInt32
  private let gramLengths: ClosedRange<Int>
  private let words: [[UInt8]: Int32]
  /// Rows of n-grams by bucket: open addressing, -1 marks a free place.
  private let gramKeys: [Int32]
  private let gramRows: [Int32]
  private let input: [Float]
  private let output: [Float]
  private let tree: [Node]
  private let wordRows: Int

  private struct Node: Sendable {
    var parent = -1
    var left = -1
    var right = -1
    var count: Int64 = 1_000_000_000_000_000
  }

  /// What keeps a file from being a model that can be read.
  struct FormatError: Error, CustomStringConvertible {
    let problem: String
    var description: String { problem }
  }

  init(_ bytes: [UInt8]) throws(FormatError) {
    var reader = FastTextReader(bytes)
    guard try reader.int32() == 793_712_314, try reader.int32() == 12 else {
      throw FormatError(problem: "no fastText model of version 12")
    }
    var arguments: [Int] = []
    for _ in 0..<12 { arguments.append(try reader.int32()) }
    _ = try reader.take(8)
    dimension = arguments[0]
    guard (1...4096).contains(dimension), arguments[5] <= 1, arguments[6] == 1, arguments[8] > 0,
      (1...8).contains(arguments[9]), (arguments[9]...8).contains(arguments[10])
    else {
      throw FormatError(problem: "the model has word n-grams or another loss than a tree's")
    }
    bucket = UInt32(truncatingIfNeeded: arguments[8])
    gramLengths = arguments[9]...arguments[10]
    let entries = try reader.int32()
    wordRows = try reader.int32()
    let labelCount = try reader.int32()
    _ = try reader.take(8)
    let pruned = try reader.int64()
    guard entries >= 0, labelCount > 1, wordRows >= 0, wordRows + labelCount == entries,
      pruned >= 0,
      pruned < 1 << 24
    else {
      throw FormatError(problem: "the model's dictionary is not one of labels and pruned n-grams")
    }
    var words: [[UInt8]: Int32] = [:]
    var labels: [String] = []
    var counts: [Int64] = []
    for index in 0..<entries {
      let text = try reader.text()
      let count = try reader.int64()
      if try reader.take(1).first == 0 {
        words[Array(text)] = Int32(truncatingIfNeeded: index)
      } else {
        labels.append(String(decoding: text, as: UTF8.self).withoutLabelMark)
        counts.append(Int64(count))
      }
    }
    guard labels.count == labelCount else { throw FormatError(problem: "labels are missing") }
    self.words = words
    self.labels = labels
    (gramKeys, gramRows) = try Self.table(&reader, pruned)
    input = try reader.matrix(columns: dimension)
    output = try reader.matrix(columns: dimension)
    guard input.count >= (wordRows + pruned) * dimension,
      output.count >= (labelCount - 1) * dimension
    else { throw FormatError(problem: "the model's matrices are too small") }
    tree = Self.tree(counts)
  }

  private static func table(_ reader: inout FastTextReader, _ pruned: Int) throws(FormatError)
    -> ([Int32], [Int32])
  {
    var size = 16
    while size < pruned * 2 { size *= 2 }
    var keys = [Int32](repeating: -1, count: size)
    var rows = keys
    for _ in 0..<pruned {
      let key = try reader.int32()
      let row = try reader.int32()
      guard key >= 0, row >= 0, row < pruned else {
        throw FormatError(problem: "an n-gram has no row")
      }
      var place = Self.place(UInt32(key), size - 1)
      while keys[place] >= 0 { place = (place + 1) & (size - 1) }
      (keys[place], rows[place]) = (Int32(key), Int32(row))
    }
    return (keys, rows)
  }

  private static func place(_ key: UInt32, _ mask: Int) -> Int {
    Int(key &* 0x9E37_79B1 >> 8) & mask
  }

  /// Huffman's tree over the labels, which are sorted by falling count.
  private static func tree(_ counts: [Int64]) -> [Node] {
    let leaves = counts.count
    var tree = [Node](repeating: Node(), count: 2 * leaves - 1)
    for (index, count) in counts.enumerated() { tree[index].count = count }
    var leaf = leaves - 1
    var node = leaves
    for parent in leaves..<tree.count {
      var least: [Int] = []
      for _ in 0..<2 {
        if leaf >= 0, tree[leaf].count < tree[node].count {
          least.append(leaf)
          leaf -= 1
        } else {
          least.append(node)
          node += 1
        }
      }
      tree[parent].left = least[0]
      tree[parent].right = least[1]
      tree[parent].count = tree[least[0]].count &+ tree[least[1]].count
    }
    return tree
  }

  /// The most probable label; nil for a text without a known n-gram.
  ///
  /// - Complexity: O(*n*), some 15 ns for each n-gram of two to four letters.
  func predict(_ text: Span<UInt8>) -> (label: String, probability: Double)? {
    var sum = [Float](repeating: 0, count: dimension)
    var rows = 0
    let marks = WordMarks(text)
    for index in 0..<marks.count {
      let range = Int(marks.starts[index])..<Int(marks.ends[index])
      rows += addWord(text.extracting(range), to: &sum)
    }
    // fastText reads a line, whose end is a word too.
    if let end = words[Array("</s>".utf8)] { rows += add(Int(end), to: &sum) }
    guard rows > 0 else { return nil }
    for index in sum.indices { sum[index] /= Float(rows) }
    var best = (leaf: 0, score: -Double.infinity)
    search(tree.count - 1, 0, sum, &best)
    return (labels[best.leaf], exp(best.score))
  }

  private func addWord(_ word: Span<UInt8>, to sum: inout [Float]) -> Int {
    var padded: [UInt8] = [UInt8(ascii: "<")]
    padded.append(copying: word)
    padded.append(UInt8(ascii: ">"))
    var rows = 0
    if !words.isEmpty, let known = words[Array(padded[1..<padded.count - 1])] {
      rows += add(Int(known), to: &sum)
    }
    for start in padded.indices where padded[start] & 0xC0 != 0x80 {
      var hash: UInt32 = 2_166_136_261
      var at = start
      var length = 1
      while at < padded.count, length <= gramLengths.upperBound {
        repeat {
          // fastText's bytes are signed
          hash = (hash ^ UInt32(bitPattern: Int32(Int8(bitPattern: padded[at])))) &* 16_777_619
          at += 1
        } while at < padded.count && padded[at] & 0xC0 == 0x80
        let isEdge = length == 1 && (start == 0 || at == padded.count)
        if length >= gramLengths.lowerBound, !isEdge, let row = row(of: hash % bucket) {
          rows += add(row, to: &sum)
        }
        length += 1
      }
    }
    return rows
  }

  private func row(of gram: UInt32) -> Int? {
    let mask = gramKeys.count - 1
    var place = Self.place(gram, mask)
    while gramKeys[place] >= 0 {
      if gramKeys[place] == Int32(bitPattern: gram) { return wordRows + Int(gramRows[place]) }
      place = (place + 1) & mask
    }
    return nil
  }

  private func add(_ row: Int, to sum: inout [Float]) -> Int {
    let base = row * dimension
    for index in 0..<dimension { sum[index] += input[base + index] }
    return 1
  }

  /// Walks down the tree, the more probable side of each node first.
  private func search(
    _ node: Int, _ score: Double, _ hidden: [Float], _ best: inout (leaf: Int, score: Double)
  ) {
    guard score > best.score else { return }
    guard tree[node].left >= 0 else {
      best = (node, score)
      return
    }
    let base = (node - labels.count) * dimension
    var dot: Float = 0
    for index in 0..<dimension { dot += output[base + index] * hidden[index] }
    let right = 1 / (1 + exp(-Double(dot)))
    let scores = (left: score + log(1 - right + 1e-5), right: score + log(right + 1e-5))
    if right > 0.5 {
      search(tree[node].right, scores.right, hidden, &best)
      search(tree[node].left, scores.left, hidden, &best)
    } else {
      search(tree[node].left, scores.left, hidden, &best)
      search(tree[node].right, scores.right, hidden, &best)
    }
  }
}

extension String {
  fileprivate var withoutLabelMark: String {
    hasPrefix("__label__") ? String(dropFirst(9)) : self
  }
}
