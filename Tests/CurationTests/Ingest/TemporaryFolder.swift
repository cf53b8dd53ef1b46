import Bytes
import Glibc

/// A folder that goes away with its owner.
final class TemporaryFolder: Sendable {
  let path: String

  init() {
    var number = SystemRandomNumberGenerator()
    path = "/tmp/sluice-curation-\(getpid())-\(number.next())"
    try? Files.createFolder(path)
  }

  deinit { try? Files.removeTree(path) }
}
