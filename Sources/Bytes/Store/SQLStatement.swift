import GRDB
import GRDBSQLite

/// A compiled statement of which the values are bound and the rows fetched without GRDB.
@safe struct SQLStatement {
  let handle: OpaquePointer
  private let owner: Statement  // keeps the handle alive
  private let connection: OpaquePointer
  private let path: String
  private let sql: String

  /// What makes SQLite copy a text when it is bound.
  static var copying: sqlite3_destructor_type {
    unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  init(_ owner: Statement, connection: OpaquePointer, path: String, sql: String) {
    self.owner = owner
    unsafe handle = owner.sqliteStatement
    unsafe self.connection = connection
    self.path = path
    self.sql = sql
  }

  /// Whether there is another row.
  func step() throws(DatabaseError) -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw unsafe DatabaseError(connection, path: path, sql: sql)
    }
  }

  func reset() {
    unsafe sqlite3_reset(handle)
    unsafe sqlite3_clear_bindings(handle)
  }

  func bind(_ values: [Database.Value]) throws(DatabaseError) {
    let wanted = Int(unsafe sqlite3_bind_parameter_count(handle))
    guard values.count == wanted else {
      let problem = "\(values.count) values for \(wanted) parameters"
      throw DatabaseError(path: path, sql: sql, code: SQLITE_RANGE, message: problem)
    }
    for (index, value) in values.enumerated() {
      guard bind(value, at: Int32(index + 1)) == SQLITE_OK else {
        throw unsafe DatabaseError(connection, path: path, sql: sql)
      }
    }
  }

  private func bind(_ value: Database.Value, at index: Int32) -> Int32 {
    // SAFETY: SQLite copies texts and blobs before the call returns.
    switch value {
    case .null: unsafe sqlite3_bind_null(handle, index)
    case .int(let value): unsafe sqlite3_bind_int64(handle, index, Int64(value))
    case .double(let value): unsafe sqlite3_bind_double(handle, index, value)
    case .text(let value):
      unsafe sqlite3_bind_text(
        handle, index, value, Int32(clamping: value.utf8.count), SQLStatement.copying)
    case .blob(let value):
      unsafe value.withUnsafeBytes {
        unsafe sqlite3_bind_blob(
          handle, index, $0.baseAddress, Int32(clamping: $0.count), SQLStatement.copying)
      }
    }
  }
}
