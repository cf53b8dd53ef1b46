// The door to SQLite. GRDB opens, configures and serialises; rows and bulk inserts go through the
// statements of SQLite itself, since GRDB's own rows cost five times as much (docs/dependencies.md).
//
// No function or collation is added, so every query here also runs in the plain sqlite3 shell.
import GRDB
import Glibc

/// What SQLite refused, with the SQL but never with the values bound to it.
public struct DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
  public let path: String
  public let sql: String?
  /// SQLite's (extended) result code.
  public let code: Int32
  public let message: String

  public var description: String {
    let place = sql.map {
      " in: \($0.split(whereSeparator: \.isWhitespace).joined(separator: " "))"
    }
    return "\(path): \(message)\(place ?? "")"
  }
}

/// An SQLite database in WAL mode; one connection, used by one caller at a time.
public final class Database: Sendable {
  public let path: String
  private let queue: DatabaseQueue

  /// Opens a database, which is made where it is missing.
  public convenience init(_ path: String) throws(DatabaseError) {
    try self.init(path, opening: path, readOnly: false)
  }

  /// Opens a database that is there, only to read.
  ///
  /// In a folder that cannot be written to SQLite has no place for the files that readers of a
  /// write-ahead log share; without such a log nobody is writing, and the file can be read as
  /// immutable.
  public static func reading(_ path: String) throws(DatabaseError) -> Database {
    let folder = Files.folder(of: path) ?? "."
    let isImmutable =
      unsafe access(folder, W_OK) != 0 && !Files.exists(path + "-wal")
    return try Database(path, opening: isImmutable ? immutableURI(path) : path, readOnly: true)
  }

  /// - Returns: the path as https://sqlite.org/uri.html wants it: `%`, `?` and `#` are escaped.
  package static func immutableURI(_ path: String) -> String {
    let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f")
      .replacing("#", with: "%23")
    return "file:\(escaped)?immutable=1"
  }

  private init(_ path: String, opening name: String, readOnly: Bool) throws(DatabaseError) {
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.journalMode = .wal  // with synchronous = NORMAL
    configuration.busyMode = .timeout(30)
    configuration.foreignKeysEnabled = false
    self.path = path
    do { queue = try DatabaseQueue(path: name, configuration: configuration) } catch {
      throw Database.typed(error, path: path)
    }
  }

  /// Runs `body` in a transaction: all of it is kept, or nothing where it throws.
  public func write<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
    do {
      return try queue.write { try body(Connection($0, path: path)) }
    } catch let error as GRDB.DatabaseError { throw Database.typed(error, path: path) }
  }

  /// Runs `body` on one state of the database; writing is an error.
  public func read<T>(_ body: (borrowing Connection) throws -> T) throws -> T {
    do {
      return try queue.read { try body(Connection($0, path: path)) }
    } catch let error as GRDB.DatabaseError { throw Database.typed(error, path: path) }
  }

  /// Moves what is in the write-ahead log into the database file and empties the log.
  public func checkpoint() throws(DatabaseError) {
    do {
      _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    } catch { throw Database.typed(error, path: path) }
  }

  private static func typed(_ error: any Error, path: String) -> DatabaseError {
    guard let error = error as? GRDB.DatabaseError else {
      return DatabaseError(path: path, sql: nil, code: 1, message: "\(error)")
    }
    return DatabaseError(
      path: path, sql: error.sql, code: error.extendedResultCode.rawValue,
      message: error.message ?? "error \(error.resultCode.rawValue)")
  }
}

extension Database {
  /// A value of a column.
  public enum Value: Sendable, Hashable {
    case null
    case int(Int)
    case double(Double)
    case text(String)
    case blob([UInt8])

    /// Null for nil.
    public static func int(_ value: Int?) -> Value { value.map { .int($0) } ?? .null }
    public static func double(_ value: Double?) -> Value { value.map { .double($0) } ?? .null }
    public static func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }
  }
}

extension Database.Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral
{
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
}
