import Trainer

/// The kernels' mathematics in double precision, as plainly as it can be said.
enum Plain {
  typealias Rows = [[Double]]

  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Rows {
    var random = RandomStream(seed: seed, stream: UInt64(rows * 1000 + columns))
    return (0..<rows).map { _ in (0..<columns).map { _ in 2 * random.uniform() - 1 } }
  }

  static func product(_ a: Rows, _ b: Rows) -> Rows {
    a.map { row in
      b[0].indices.map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } }
    }
  }

  static func transposed(_ a: Rows) -> Rows { a[0].indices.map { column in a.map { $0[column] } } }

  static func norm(_ x: Rows, gain: [Double], epsilon: Double) -> Rows {
    x.map { row in
      let mean = row.reduce(0) { $0 + $1 * $1 } / Double(row.count)
      return zip(row, gain).map { $0 * $1 / (mean + epsilon).squareRoot() }
    }
  }

  static func swiglu(_ gateUp: Rows) -> Rows {
    gateUp.map { row in
      let half = row.count / 2
      return (0..<half).map { row[$0] / (1 + exponential(-row[$0])) * row[half + $0] }
    }
  }

  static func softmax(_ x: [Double]) -> [Double] {
    let peak = x.max() ?? 0
    let powers = x.map { exponential($0 - peak) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  static func attention(_ qkv: Rows, _ shape: AttentionShape) -> Rows {
    let (heads, groups, width) = (shape.heads, shape.keyValueHeads, shape.headWidth)
    return qkv.indices.map { row in
      (0..<heads).flatMap { head -> [Double] in
        let group = head / (heads / groups)
        func part(_ row: Int, _ index: Int) -> ArraySlice<Double> {
          qkv[row][index * width..<(index + 1) * width]
        }
        let scores = (0...row).map { other in
          zip(part(row, head), part(other, heads + group)).reduce(0) { $0 + $1.0 * $1.1 }
            / Double(width).squareRoot()
        }
        let weights = softmax(scores)
        return (0..<width).map { column in
          (0...row).reduce(0) {
            $0 + weights[$1] * Array(part($1, heads + groups + group))[column]
          }
        }
      }
    }
  }

  /// d/dx of sum(dy f(x)) by central differences.
  static func gradient(_ x: Rows, dy: Rows, of f: (Rows) -> Rows) -> Rows {
    func value(_ x: Rows) -> Double {
      zip(f(x), dy).reduce(0) { $0 + zip($1.0, $1.1).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    var x = x
    return x.indices.map { row in
      x[row].indices.map { column in
        let old = x[row][column]
        x[row][column] = old + 1e-5
        let above = value(x)
        x[row][column] = old - 1e-5
        let below = value(x)
        x[row][column] = old
        return (above - below) / 2e-5
      }
    }
  }
}

extension Matrix {
  init(_ rows: Plain.Rows) {
    let flat = rows.flatMap { $0.map { Float($0) } }
    self.init(Storage(flat), rows: rows.count, columns: rows.first?.count ?? 0)
  }

  static func zeros(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(Storage(count: rows * columns), rows: rows, columns: columns)
  }

  /// The largest difference to plain values.
  func difference(to rows: Plain.Rows) -> Double {
    zip(values, rows.joined()).map { abs(Double($0) - $1) }.max() ?? 0
  }
}
