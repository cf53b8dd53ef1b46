import Bytes
import Synchronization
import Testing

private struct Bad: Error, Equatable {
  let number: Int
}

@Suite struct WorkersTests {
  @Test(arguments: [(1, 1), (2, 1), (2, 4), (3, 3), (8, 5), (4, 100)])
  func orderIsThatOfTheItems(_ threads: Int, _ inFlight: Int) throws {
    var results: [Int] = []
    let highest = Mutex(0)
    let emitted = Mutex(0)
    try Workers(threads: threads).mapInOrder(
      count: 2000, inFlight: inFlight, state: { 0 },
      work: { calls, item in
        calls += 1
        let ahead = item - emitted.withLock { $0 }
        highest.withLock { $0 = max($0, ahead) }
        return item * item
      },
      emit: {
        results.append($0)
        emitted.withLock { $0 += 1 }
      })
    #expect(results == (0..<2000).map { $0 * $0 })
    #expect(highest.withLock { $0 } <= inFlight)
  }

  @Test(arguments: [1, 2, 5]) func stateIsMadeOnceAThread(_ threads: Int) throws {
    let made = Mutex(0)
    var total = 0
    try Workers(threads: threads).mapInOrder(
      count: 500, inFlight: 8, state: { made.withLock { $0 += 1 } },
      work: { _, item in item }, emit: { total += $0 })
    #expect(total == 500 * 499 / 2)
    #expect((1...threads).contains(made.withLock { $0 }))
  }

  /// All before the failing item comes out, and nothing behind it, for any number of threads.
  @Test(arguments: [1, 2, 5], [0, 1, 57, 99]) func failingWork(_ threads: Int, _ bad: Int) {
    var results: [Int] = []
    #expect(throws: Bad(number: bad)) {
      try Workers(threads: threads).mapInOrder(
        count: 100, inFlight: 6, state: {},
        work: { _, item in
          if item >= bad { throw Bad(number: item) }
          return item
        }, emit: { results.append($0) })
    }
    #expect(results == Array(0..<bad))
  }

  @Test(arguments: [1, 3]) func failingProduceEmitAndState(_ threads: Int) {
    let workers = Workers(threads: threads)
    var results: [Int] = []
    var next = 0
    #expect(throws: Bad(number: 7)) {
      try workers.mapInOrder(
        inFlight: 4,
        produce: { () throws -> Int? in
          if next == 7 { throw Bad(number: 7) }
          defer { next += 1 }
          return next
        }, state: {}, work: { _, item in item }, emit: { results.append($0) })
    }
    #expect(results == Array(0..<7))
    results = []
    #expect(throws: Bad(number: 3)) {
      try workers.mapInOrder(
        count: 1000, inFlight: 4, state: {}, work: { _, item in item },
        emit: {
          if $0 == 3 { throw Bad(number: 3) }
          results.append($0)
        })
    }
    #expect(results == [0, 1, 2])
    #expect(throws: Bad(number: 1)) {
      try workers.mapInOrder(
        count: 10, inFlight: 4, state: { throw Bad(number: 1) },
        work: { (_: inout Int, item) in item }, emit: { _ in })
    }
  }

  @Test func nothingToDo() throws {
    for threads in [1, 4] {
      try Workers(threads: threads).mapInOrder(
        count: 0, inFlight: 2, state: {}, work: { _, item in item },
        emit: { _ in Issue.record("a result of nothing") })
    }
    #expect(Workers.processors >= 1)
    #expect(Workers(threads: -3).threads == 1)
  }
}

@Suite struct TeamTests {
  @Test(arguments: [1, 2, 3, 7], [0, 1, 2, 6, 7, 8, 1000])
  func partsCoverAll(_ threads: Int, _ count: Int) {
    let team = Team(threads: threads)
    for _ in 0..<20 {
      let seen = Mutex([Range<Int>]())
      team.parallelFor(count) { part in seen.withLock { $0.append(part) } }
      let parts = seen.withLock { $0 }.sorted { $0.lowerBound < $1.lowerBound }
      #expect(parts.flatMap { Array($0) } == Array(0..<count))
      #expect(parts.count <= threads)
    }
  }
}
