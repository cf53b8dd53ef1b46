import Glibc

/// Threads that stay and wait, for loops that are split often and finely, as in the trainer.
public final class Team: Sendable {
  public let threads: Int
  private let board: Board
  private let members: Threads

  /// - Parameter threads: at least 1, the caller's own included.
  public init(threads: Int) {
    let count = max(threads, 1)
    let board = Board(members: count - 1)
    self.threads = count
    self.board = board
    members = Threads.start(count - 1) { board.serve(member: $0 + 1) }
  }

  deinit {
    board.dismiss()
    members.join()
  }

  /// Splits 0..<count into one part a thread, always the same way, and waits for all.
  ///
  /// Not to be called from within a body, nor by two threads at a time.
  public func parallelFor(_ count: Int, _ body: @Sendable (Range<Int>) -> Void) {
    guard threads > 1, count > 1 else {
      if count > 0 { body(0..<count) }
      return
    }
    let threads = threads
    withoutActuallyEscaping(body) { body in
      let part: @Sendable (Int) -> Void = { member in
        let start = count * member / threads
        let end = count * (member + 1) / threads
        if start < end { body(start..<end) }
      }
      board.post(part)
      part(0)
      board.waitForAll()
    }
  }
}

/// Where the members of a team find their work.
private final class Board: @unchecked Sendable {
  // All fields are used with the monitor's lock only.
  private let monitor = Monitor()
  private let members: Int
  private var job: (@Sendable (Int) -> Void)?
  private var round = 0
  private var working = 0
  private var isDismissed = false

  init(members: Int) { self.members = members }

  func serve(member: Int) {
    var seen = 0
    while runNext(member, &seen) {
      monitor.locked {
        working -= 1
        if working == 0 { monitor.wakeAll() }
      }
    }
  }

  /// Runs the next job; false when there is none left.
  ///
  /// A function by itself, so that a member has let go of the job before it says that it is done:
  /// the job must not outlive the caller's call.
  @inline(never)
  private func runNext(_ member: Int, _ seen: inout Int) -> Bool {
    let job: (@Sendable (Int) -> Void)? = monitor.locked {
      while round == seen, !isDismissed { monitor.wait() }
      seen = round
      return isDismissed ? nil : self.job
    }
    guard let job else { return false }
    job(member)
    return true
  }

  func post(_ job: @escaping @Sendable (Int) -> Void) {
    monitor.locked {
      precondition(working == 0, "a team was given work while \(working) members work")
      self.job = job
      round += 1
      working = members
      monitor.wakeAll()
    }
  }

  func waitForAll() {
    monitor.locked {
      while working > 0 { monitor.wait() }
      job = nil
    }
  }

  func dismiss() {
    monitor.locked {
      isDismissed = true
      monitor.wakeAll()
    }
  }
}
