import CBytes
import Glibc

/// The threads of a stage.
///
/// Only here are threads started.
public struct Workers: Sendable {
  public let threads: Int

  /// - Parameter threads: at least 1; with 1 all work is done on the caller's thread.
  public init(threads: Int) { self.threads = max(threads, 1) }

  /// The processors that this process may run on.
  public static var processors: Int { max(Int(cb_processors()), 1) }

  /// Works on items in parallel and hands the results on in the items' order, so that what comes out
  /// does not depend on the number of threads.
  ///
  /// All results before the first failing item are emitted, then its error is thrown; work that has
  /// begun is waited for.
  ///
  /// - Parameters:
  ///   - inFlight: items that may be between `produce` and `emit`; bounds the memory.
  ///   - produce: the next item, nil at the end. Called by one thread at a time, in order.
  ///   - state: what a worker uses again for each item, such as a parser; made once a thread.
  ///   - work: called by many threads at a time.
  ///   - emit: called on the caller's thread.
  public func mapInOrder<Item: Sendable, State, Result: Sendable>(
    inFlight: Int,
    produce: () throws -> Item?,
    state: @Sendable () throws -> State,
    work: @Sendable (inout State, Item) throws -> Result,
    emit: (Result) throws -> Void
  ) throws {
    guard threads > 1 else {
      var own = try state()
      while let item = try produce() { try emit(try work(&own, item)) }
      return
    }
    try withoutActuallyEscaping(produce) { produce in
      try withoutActuallyEscaping(state) { state in
        try withoutActuallyEscaping(work) { work in
          let line = AssemblyLine<Item, Result>(inFlight: max(inFlight, 1), produce: produce)
          let team = Threads.start(min(threads, max(inFlight, 1))) { _ in
            line.workUntilDone(state: state, work: work)
          }
          defer {
            line.stop()
            team.join()
          }
          while let result = try line.takeNext() { try emit(result) }
        }
      }
    }
  }

  /// `mapInOrder` over 0..<count.
  public func mapInOrder<State, Result: Sendable>(
    count: Int,
    inFlight: Int,
    state: @Sendable () throws -> State,
    work: @Sendable (inout State, Int) throws -> Result,
    emit: (Result) throws -> Void
  ) throws {
    var next = 0
    try mapInOrder(
      inFlight: inFlight,
      produce: {
        guard next < count else { return nil }
        defer { next += 1 }
        return next
      }, state: state, work: work, emit: emit)
  }
}

/// A lock and a condition that its holders wait for.
///
/// Blocks the thread: never to be used by tasks.
@safe final class Monitor: @unchecked Sendable {
  // SAFETY: on the heap, since a mutex must not move; freed when no thread can reach the monitor.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe condition = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(condition, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe pthread_mutex_destroy(mutex)
    unsafe condition.deallocate()
    unsafe mutex.deallocate()
  }

  func locked<T>(_ body: () throws -> T) rethrows -> T {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Lets go of the lock until `wakeAll`; to be called in a loop that tests what is waited for.
  func wait() { unsafe pthread_cond_wait(condition, mutex) }
  func wakeAll() { unsafe pthread_cond_broadcast(condition) }
}

/// System threads that run one body each.
@safe struct Threads {
  private let handles: [pthread_t]

  private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static func start(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) -> Threads {
    var handles: [pthread_t] = []
    for index in 0..<count {
      let start = unsafe Unmanaged.passRetained(Start { body(index) }).toOpaque()
      var handle = pthread_t()
      let code = unsafe pthread_create(
        &handle, nil,
        { argument in
          if let argument = unsafe argument {
            // SAFETY: retained by the starter for this thread alone.
            unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
          }
          return nil
        }, start)
      precondition(code == 0, "no thread \(index) of \(count): errno \(code)")
      handles.append(handle)
    }
    return Threads(handles: handles)
  }

  func join() {
    for handle in handles { pthread_join(handle, nil) }
  }
}

/// Items on their way through the workers of one `mapInOrder`: a ring of results, in the order in
/// which the items were taken.
private final class AssemblyLine<Item: Sendable, Output: Sendable>: @unchecked Sendable {
  // All fields are used with the monitor's lock only; `produce` with the source's, held longer.
  private let monitor = Monitor()
  private let source = Monitor()
  private let produce: () throws -> Item?
  private var ring: [Swift.Result<Output, any Error>?]
  private var taken = 0  // items
  private var emitted = 0
  private var end: Int?  // the number of items, once known
  private var isStopped = false

  init(inFlight: Int, produce: @escaping () throws -> Item?) {
    ring = Array(repeating: nil, count: inFlight)
    self.produce = produce
  }

  /// A worker's life.
  func workUntilDone<State>(
    state: () throws -> State, work: (inout State, Item) throws -> Output
  ) {
    var own: State?
    while let (number, item) = take() {
      let result = Result<Output, any Error> {
        let item = try item.get()
        var mine: State
        if let made = own { mine = made } else { mine = try state() }
        own = nil  // so that a value of the state is not copied when it is changed
        defer { own = mine }
        return try work(&mine, item)
      }
      put(result, number)
    }
  }

  /// The next item with its number, or the error that ended the items; nil when there is none.
  private func take() -> (Int, Result<Item, any Error>)? {
    source.locked {
      guard let number = claim() else { return nil }
      let next = Result { try produce() }
      switch next {
      case .success(let item?): return (number, .success(item))
      case .success(nil):
        close(at: number)
        return nil
      case .failure(let error):
        close(at: number + 1)
        return (number, .failure(error))
      }
    }
  }

  /// Waits for room in the ring.
  private func claim() -> Int? {
    monitor.locked {
      while taken - emitted >= ring.count, !isStopped, end == nil { monitor.wait() }
      guard !isStopped, end == nil else { return nil }
      defer { taken += 1 }
      return taken
    }
  }

  private func close(at count: Int) {
    monitor.locked {
      end = count
      monitor.wakeAll()
    }
  }

  private func put(_ result: Result<Output, any Error>, _ number: Int) {
    monitor.locked {
      ring[number % ring.count] = result
      monitor.wakeAll()
    }
  }

  /// The next result in order; nil behind the last.
  func takeNext() throws -> Output? {
    let result: Result<Output, any Error>? = monitor.locked {
      while true {
        if let end, emitted == end { return nil }
        let slot = emitted % ring.count
        if let result = ring[slot] {
          ring[slot] = nil
          emitted += 1
          monitor.wakeAll()
          return result
        }
        monitor.wait()
      }
    }
    return try result?.get()
  }

  /// No further items are taken.
  func stop() {
    monitor.locked {
      isStopped = true
      monitor.wakeAll()
    }
  }
}
