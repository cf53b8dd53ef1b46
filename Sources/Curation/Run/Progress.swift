/// What a stage tells the person who waits: bars on a terminal, plain lines elsewhere, nothing when
/// quiet.
///
/// Called on the caller's thread only.
public protocol Progress: AnyObject {
  /// A stage begins.
  func begin(_ stage: String)
  /// - Parameters:
  ///   - done: of `total` units (samples or bytes); total is 0 where it is not known.
  func update(done: Int, total: Int, unit: String)
  /// A stage ends, with one line about what it did.
  func end(_ summary: String)
  /// Something that a person should read: a broken file, a skipped step.
  func warn(_ text: String)
}

/// Says nothing.
public final class SilentProgress: Progress {
  public init() {}
  public func begin(_ stage: String) {}
  public func update(done: Int, total: Int, unit: String) {}
  public func end(_ summary: String) {}
  public func warn(_ text: String) {}
}
