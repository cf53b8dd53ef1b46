import Bytes
import Glibc

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = "/tmp/sluice-trainer-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try Files.createFolder(path)
  }

  deinit { try? Files.removeTree(path) }
}

/// Where the tests find what is not in the repository.
enum Surroundings {
  private static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
  /// The folder of this package: this file is three levels below it.
  static let package = String(
    #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" })
  static let shared = variable("SLUICE_SHARED") ?? package + "/../shared"
  static let smollm2 = package + "/models/smollm2"
  /// Whether a missing model is a failure.
  static let needsSmollm2 = variable("SLUICE_NEEDS_SMOLLM2") != nil
  /// Set by `parity.py`: a folder with a question, into which the answer is written.
  static let parity = variable("SLUICE_PARITY")
}
