import Glibc

/// A fixed block of floats, aligned for vectors, that kernels of several threads read and write.
///
/// It is not synchronised: the trainer gives each thread its own storage, or its own rows of one.
@safe package final class Storage: @unchecked Sendable {
  package let count: Int
  private let base: UnsafeMutablePointer<Float>

  /// `count` zeros.
  package init(count: Int) {
    precondition(count >= 0, "\(count) floats")
    self.count = count
    // SAFETY: the block holds count floats and is initialised here; deinit frees it.
    unsafe base = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64
    ).bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe base.initialize(repeating: 0, count: max(count, 1))
  }

  package convenience init(_ values: [Float]) {
    self.init(count: values.count)
    replace(from: 0, with: values)
  }

  deinit { unsafe base.deallocate() }

  /// The address of element `offset`, of which `length` follow.
  @unsafe func pointer(at offset: Int, length: Int) -> UnsafeMutablePointer<Float> {
    precondition(
      offset >= 0 && length >= 0 && offset + length <= count,
      "\(length) floats at \(offset) of \(count)")
    return unsafe base + offset
  }

  package subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "float \(index) of \(count)")
      return unsafe base[index]
    }
    set {
      precondition(index >= 0 && index < count, "float \(index) of \(count)")
      unsafe base[index] = newValue
    }
  }

  package func values(_ range: Range<Int>) -> [Float] {
    unsafe Array(
      UnsafeBufferPointer(
        start: pointer(at: range.lowerBound, length: range.count),
        count: range.count))
  }

  func replace(from offset: Int, with values: [Float]) {
    unsafe values.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe pointer(at: offset, length: source.count).update(from: start, count: source.count)
    }
  }

  func replace(_ range: Range<Int>, from other: Storage, at offset: Int) {
    unsafe pointer(at: range.lowerBound, length: range.count)
      .update(from: other.pointer(at: offset, length: range.count), count: range.count)
  }

  func clear(_ range: Range<Int>) {
    unsafe pointer(at: range.lowerBound, length: range.count).update(
      repeating: 0, count: range.count)
  }

  func clear() { clear(0..<count) }
}

/// A storage that grows: the same memory serves every batch.
package final class Buffer {
  private var storage = Storage(count: 0)

  package init() {}

  /// A matrix over the buffer's start; what it held before may be lost.
  package func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    if rows * columns > storage.count { storage = Storage(count: rows * columns * 5 / 4) }
    return Matrix(storage, rows: rows, columns: columns)
  }
}
