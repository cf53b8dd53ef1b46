/// The learning rate of each step: linear warm-up, then half a cosine down to a floor.
///
/// Source: SGDR without restarts (Loshchilov & Hutter 2017, https://arxiv.org/abs/1608.03983).
public struct Schedule: Sendable, Hashable {
  public var peak: Double
  /// Share of the steps that warm up, 0...1.
  public var warmUp: Double
  /// The last rate as a share of the peak, 0...1.
  public var floor: Double

  public init(peak: Double = 1e-3, warmUp: Double = 0.05, floor: Double = 0.03) {
    self.peak = peak
    self.warmUp = warmUp
    self.floor = floor
  }

  /// The rate of step 0, 1, … of `steps`; parts of steps where a budget of tokens is counted in them.
  public func rate(step: Double, of steps: Double) -> Double {
    let rising = warmUp * steps
    if step + 1 < rising { return peak * (step + 1) / rising }
    let falling = max(steps - rising, 1)
    let progress = min(max((step - rising) / falling, 0), 1)
    let cosine = (1 + sineAndCosine(.pi * progress).1) / 2
    return peak * (floor + (1 - floor) * cosine)
  }
}
