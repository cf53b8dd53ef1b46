import Bytes
import Glibc

/// The labelled cases that lie beside a checkout and are no part of the project.
///
/// They are looked for in `$SLUICE_SHARED`, else in `../shared` seen from the package.
enum SharedCases {
  static let folder: String = {
    if let set = unsafe getenv("SLUICE_SHARED") { return unsafe String(cString: set) + "/cases" }
    let parts = #filePath.split(separator: "/").dropLast(4)
    return "/" + parts.joined(separator: "/") + "/shared/cases"
  }()

  /// Whether a file is there; a suite that needs it is skipped otherwise, and says so.
  static func has(_ name: String) -> Bool {
    Files.exists(folder + "/" + name) || Files.exists(folder + "/" + name + ".zst")
  }

  /// The rows of a JSONL file, which may be compressed.
  static func rows(_ name: String) throws -> [JSONValue] {
    let path = folder + "/" + name
    let stream = try ByteStream(path: Files.exists(path) ? path : path + ".zst")
    var bytes: [UInt8] = []
    while try stream.read(upTo: 1 << 20, into: &bytes) > 0 {}
    return try bytes.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
  }
}
