import Testing
import Trainer

@Suite struct HeadKernelTests {
  @Test(arguments: Kernels.available, [1, 5, 16, 37, 600])
  func crossEntropy(_ kernels: Kernels, _ size: Int) {
    let logits = Plain.random(3, size, seed: 1).map { $0.map { 20 * $0 } }
    let targets: [Int32] = [0, Int32(size / 2), Int32(size - 1)]
    let coefficients: [Float] = [1, -0.5, 0]
    let x = Matrix(logits)
    let lse = Matrix.zeros(3, 1)
    kernels.logSumExp(x, into: lse)
    let expectedSums = logits.map { row in
      let peak = row.max() ?? 0
      return [peak + logarithm(row.reduce(0) { $0 + exponential($1 - peak) })]
    }
    #expect(lse.difference(to: expectedSums) < 1e-5)
    kernels.crossEntropyGradient(x, lse: lse, targets: targets, coefficients: coefficients)
    let expected = zip(logits, zip(targets, coefficients)).map { row, wanted in
      Plain.softmax(row).enumerated().map { index, p in
        Double(wanted.1) * (p - (index == Int(wanted.0) ? 1 : 0))
      }
    }
    #expect(x.difference(to: expected) < 1e-6)
  }

  @Test(arguments: Kernels.available)
  func sumsOfExtremes(_ kernels: Kernels) {
    let rows: Plain.Rows = [[1e30, 0, 0], [-1e30, -1e30, -1e30], [0, 88, -88]]
    let lse = Matrix.zeros(3, 1)
    kernels.logSumExp(Matrix(rows), into: lse)
    #expect(lse[0, 0] == 1e30 && lse[1, 0] == -1e30 && abs(lse[2, 0] - 88) < 1e-5)
    kernels.logSumExp(Matrix([[.nan, 0], [0, 0], [0, 0]]), into: lse)
    #expect(lse[0, 0].isNaN && abs(Double(lse[1, 0]) - logarithm(2)) < 1e-6)
  }

  @Test(arguments: Kernels.available, [1, 16, 50])
  func exponentials(_ kernels: Kernels, _ count: Int) {
    let values = (0..<count).map { -80 + 7 * Double($0 % 24) }
    let row = Matrix([values])
    let peak = kernels.maximum(row)
    #expect(Double(peak) == values.max())
    let sum = kernels.exponentiate(row, scale: 0.5, shift: 0.5 * peak)
    for (found, value) in zip(row.values, values) {
      let expected = exponential(0.5 * (value - Double(peak)))
      #expect(abs(Double(found) - expected) <= 4e-7 * expected)
    }
    #expect(abs(Double(sum) - row.values.reduce(0) { $0 + Double($1) }) < 1e-5 * Double(sum))
  }

  @Test(arguments: Kernels.available, [1, 16, 45])
  func adamW(_ kernels: Kernels, _ count: Int) {
    let optimizer = AdamW(beta1: 0.9, beta2: 0.95, epsilon: 1e-8, decay: 0.1)
    let start = Plain.random(4, count, seed: 1).map { $0.map { abs($0) } }
    let (p, g, m, v) = (
      Storage(start[0].map { Float($0) }), Storage(start[1].map { Float($0) }),
      Storage(start[2].map { Float($0) }), Storage(start[3].map { Float($0) })
    )
    let step = optimizer.step(3, rate: 0.01, decays: true, gradientScale: 0.5)
    kernels.adamW(p, gradient: g, first: m, second: v, range: 0..<count, step: step)
    for index in 0..<count {
      let gradient = start[1][index] * 0.5
      let first = 0.9 * start[2][index] + 0.1 * gradient
      let second = 0.95 * start[3][index] + 0.05 * gradient * gradient
      let move = first / (1 - 0.729) / ((second / (1 - 0.857375)).squareRoot() + 1e-8)
      let expected = start[0][index] * (1 - 0.001) - 0.01 * move
      #expect(abs(Double(p[index]) - expected) < 1e-6)
      #expect(abs(Double(m[index]) - first) < 1e-6 && abs(Double(v[index]) - second) < 1e-6)
    }
  }

  @Test(arguments: Kernels.available)
  func sumsOfSquares(_ kernels: Kernels) {
    let values = Plain.random(1, 9001, seed: 5)[0].map { Float($0) }
    let expected = values[3..<9000].reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(kernels.sumOfSquares(Storage(values), 3..<9000) - expected) < 1e-3)
  }
}
