import Bytes

/// The mean of paired differences with its 95 % interval (Student's t over seeds).
struct PairedInterval: Sendable {
  let mean: Double
  let low: Double
  let high: Double

  /// - Parameter differences: one a seed; a single one has no interval and spans everything.
  init(_ differences: [Double]) {
    let n = Double(differences.count)
    mean = differences.reduce(0, +) / max(n, 1)
    guard differences.count > 1 else {
      (low, high) = (-.infinity, .infinity)
      return
    }
    let center = mean
    let variance = differences.reduce(0) { $0 + ($1 - center) * ($1 - center) } / (n - 1)
    let half = studentQuantile(degrees: differences.count - 1) * (variance / n).squareRoot()
    (low, high) = (mean - half, mean + half)
  }

  /// A single difference has no bounds: null.
  var json: JSONValue {
    ["mean": .double(mean), "low": .double(low), "high": .double(high)]
  }

  var text: String {
    guard low.isFinite else { return "\(points(mean)) (one seed, no interval)" }
    return "\(points(mean)) [\(points(low)), \(points(high))]"
  }
}

/// The 97.5 % quantile of Student's t.
private func studentQuantile(degrees: Int) -> Double {
  let table = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
  ]
  return degrees <= table.count ? table[max(0, degrees - 1)] : 1.96 + 2.5 / Double(degrees)
}

/// A difference of shares in points: `+25.3`.
func points(_ difference: Double) -> String {
  let value = (difference * 1000).rounded() / 10
  return (value > 0 ? "+" : "") + "\(value == 0 ? 0 : value)"
}
