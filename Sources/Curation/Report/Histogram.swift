import Glibc

/// How the values of a measure spread, kept and dropped samples apart.
package struct Histogram {
  static let bins = 24
  let title: String
  let low: Double
  let high: Double
  /// Counts of kept and dropped samples in each bin.
  package private(set) var kept = [Int](repeating: 0, count: bins)
  package private(set) var dropped = [Int](repeating: 0, count: bins)

  /// Bins of equal width between the smallest and the largest value; the last takes all above the
  /// 99th percentile, so that one giant does not flatten the picture.
  package init?(title: String, values: [(value: Double, isKept: Bool)]) {
    let sorted = values.map(\.value).filter(\.isFinite).sorted()
    guard let first = sorted.first, sorted.count > 1 else { return nil }
    let top = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
    guard top > first else { return nil }
    self.title = title
    low = first
    high = top
    for (value, isKept) in values where value.isFinite {
      let place = (value - low) / (high - low) * Double(Histogram.bins)
      // Clamped while it is a Double: a value far above the 99th percentile fits no Int.
      let bin = Int(min(Double(Histogram.bins - 1), max(0, place)))
      if isKept { kept[bin] += 1 } else { dropped[bin] += 1 }
    }
  }

  /// An SVG of stacked bars: kept below, dropped on top.
  var svg: String {
    let width = 360.0
    let height = 150.0
    let floor = 122.0
    let most = Double(zip(kept, dropped).map(+).max() ?? 1)
    let step = (width - 24) / Double(Histogram.bins)
    var bars = ""
    for bin in 0..<Histogram.bins {
      let x = 12 + Double(bin) * step
      let scale = 92.0 / max(most, 1)
      let a = Double(kept[bin]) * scale
      let b = Double(dropped[bin]) * scale
      bars += rect(x, floor - a, step - 1, a, "var(--keep)")
      bars += rect(x, floor - a - b, step - 1, b, "var(--drop)")
    }
    return """
      <svg viewBox="0 0 \(Int(width)) \(Int(height))" role="img" aria-label="\(HTML.escaped(title))">\
      <text x="12" y="18">\(HTML.escaped(title))</text>\(bars)\
      <text x="12" y="140">\(shortNumber(low))</text>\
      <text x="348" y="140" text-anchor="end">\(shortNumber(high)) and above</text></svg>
      """
  }

  private func rect(_ x: Double, _ y: Double, _ w: Double, _ h: Double, _ fill: String) -> String {
    guard h > 0 else { return "" }
    let number = { (value: Double) in "\((value * 100).rounded() / 100)" }
    return "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(w))\" "
      + "height=\"\(number(max(h, 0.5)))\" fill=\"\(fill)\"/>"
  }
}
