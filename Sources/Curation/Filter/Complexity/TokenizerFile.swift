import Bytes
import Synchronization
import Tokenizers
import Trainer

/// A tokenizer's file, written in a recipe as its path: a `tokenizer.json`, a `tekken.json`, a
/// tiktoken rank file, a SentencePiece `.model` or a `.gguf` model; `none` skips the filter.
///
/// The one that the project ships is found anywhere, because the binary carries it. A file of
/// `models/` that has not been fetched skips the filter: `make tokenizers` fetches them.
struct TokenizerFile: Sendable, Decodable {
  /// nil where there is none.
  let tokenizer: Tokenizer?
  let fingerprint: String

  init(from decoder: any Decoder) throws {
    let path = try decoder.singleValueContainer().decode(String.self)
    do {
      let loaded = try TokenizerFile.loaded(path)
      tokenizer = loaded?.tokenizer
      fingerprint = loaded?.fingerprint ?? "none"
    } catch let problem as FileProblem {
      throw problem
    } catch let error as TrainerError {
      throw FileProblem(description: error.description)
    } catch {
      throw FileProblem(description: "\(path): \(error)")
    }
  }

  private struct Loaded {
    /// What tells the file from others without reading its vocabulary.
    let key: Hash128
    let tokenizer: Tokenizer
    let fingerprint: String
  }

  /// The last tokenizer: a run prepares its recipe for each stage, and a vocabulary of 128,000 tokens
  /// takes a quarter of a second to load.
  private static let last = Mutex<Loaded?>(nil)

  private static func loaded(_ path: String) throws -> Loaded? {
    if path.hasSuffix(".gguf"), let status = try? Files.status(path) {
      let key = Hash128(of: "\(path) \(status.size) \(status.modified)")
      return try kept(key) {
        let tokenizer = try Tokenizer.gguf(path)
        return (tokenizer, Hash128(of: tokenizer.json.encoded).hex)
      }
    }
    guard let bytes = try bytes(path) else { return nil }
    let key = Hash128(of: bytes)
    return try kept(key) { (try Tokenizer(file: bytes), key.hex) }
  }

  private static func kept(_ key: Hash128, _ load: () throws -> (Tokenizer, String)) throws
    -> Loaded
  {
    if let known = last.withLock({ $0 }), known.key == key { return known }
    let (tokenizer, fingerprint) = try load()
    let loaded = Loaded(key: key, tokenizer: tokenizer, fingerprint: fingerprint)
    last.withLock { $0 = loaded }
    return loaded
  }

  private static func bytes(_ path: String) throws -> [UInt8]? {
    if path == "none" { return nil }
    if let bytes = try? Files.read(path) { return bytes }
    if let embedded = EmbeddedFiles.text(path) { return Array(embedded.utf8) }
    if path.hasPrefix("models/") { return nil }
    throw FileProblem(
      description: "there is no tokenizer \(path); `make tokenizers` fetches models/tokenizers")
  }

  private struct FileProblem: Error, CustomStringConvertible {
    let description: String
  }
}
