// Stands in until the byte layer lands: whoever lands it deletes this file.
import Glibc
public struct FileError: Error { 
  package init(path: String, operation: String) {}
}
public enum Files {
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let fd = unsafe open(path, O_RDONLY)
    guard fd >= 0 else { throw FileError(path: path, operation: "open") }
    var out: [UInt8] = []
    var buf = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = unsafe buf.withUnsafeMutableBytes { unsafe Glibc.read(fd, $0.baseAddress, $0.count) }
      if n <= 0 { break }
      out += buf[..<n]
    }
    close(fd)
    return out
  }
}
public struct Hash128: Sendable, Hashable, Comparable {
  public let high: UInt64
  public let low: UInt64
  public init(high: UInt64, low: UInt64) { self.high = high; self.low = low }
  public init(of b: [UInt8]) { var h: UInt64 = 1469598103934665603; for x in b { h = (h ^ UInt64(x)) &* 1099511628211 }; self.init(high: h, low: h) }
  public var hex: String { String(high, radix: 16) }
  public init?(hex: some StringProtocol) { return nil }
  public static func < (a: Hash128, b: Hash128) -> Bool { a.high < b.high }
}
