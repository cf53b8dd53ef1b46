public import Bytes
import Glibc
import Synchronization

// Tools by the JSON that defines them. An agent's samples repeat one list of tools thousands of
// times, and parsing it costs more than judging a call; so the lists seen last stay parsed, with
// their schemas ready. Threads have lists of their own: shared ones would pass one counter of
// references from core to core. Equal bytes make an equal list, so no verdict depends on what was
// seen before.

/// The tools of a sample, ready to judge calls.
public struct ToolList: Sendable {
  let definitions: [ToolDefinition]

  /// No tools.
  public static let none = ToolList(definitions: [])

  init(definitions: [ToolDefinition]) { self.definitions = definitions }

  /// Reads a JSON array of definitions; elements that define no tool are passed over.
  public init(_ tools: [JSONValue], rules: SchemaRules) {
    definitions = tools.compactMap(ToolDefinition.init).map { $0.prepared(rules) }
  }

  /// The list that some JSON text defines, from those seen last where it is among them.
  ///
  /// - Parameter json: valid JSON; anything but an array defines no tools.
  public static func of(_ json: [UInt8], rules: SchemaRules) -> ToolList {
    let key = Key(hash: Hash128(of: json), rules: rules)
    // threads' control blocks lie pages apart
    let shelf = cache[Int(truncatingIfNeeded: (pthread_self() >> 12) % 64)]
    if let known = shelf.known(key), known.json == json { return known.list }
    let tools = (try? JSONValue(parsing: json))?.array ?? []
    let list = ToolList(tools, rules: rules)
    shelf.keep(Entry(json: json, list: list), for: key)
    return list
  }

  private struct Key: Hashable {
    let hash: Hash128
    let rules: SchemaRules
  }

  private struct Entry: Sendable {
    /// Compared in full: hashes that are not cryptographic can be made to collide.
    let json: [UInt8]
    let list: ToolList
  }

  private static let cache = (0..<64).map { _ in Shelf() }

  /// The lists of one thread.
  private final class Shelf: Sendable {
    private struct Lists: Sendable {
      var entries: [Key: Entry] = [:]
      var bytes = 0
    }
    private let lists = Mutex(Lists())

    /// When it holds so much, it begins anew.
    private static let mostEntries = 512
    private static let mostBytes = 4 << 20

    func known(_ key: Key) -> Entry? { lists.withLock { $0.entries[key] } }

    func keep(_ entry: Entry, for key: Key) {
      lists.withLock { lists in
        if lists.entries.count >= Self.mostEntries || lists.bytes >= Self.mostBytes {
          lists = Lists()
        }
        lists.entries[key] = entry
        lists.bytes += entry.json.count
      }
    }
  }
}
