import GRDB
import GRDBSQLite

/// The database within a `write` or `read`.
@safe public struct Connection: ~Copyable {
  private let path: String
  private let database: GRDB.Database
  private let handle: OpaquePointer

  init(_ database: GRDB.Database, path: String) {
    guard let handle = unsafe database.sqliteConnection else {
      preconditionFailure("\(path) is closed")
    }
    unsafe self.handle = handle
    self.database = database
    self.path = path
  }

  /// Runs statements that give no rows, one after another; only a single one may have values.
  public func execute(_ sql: String, _ values: [Database.Value] = []) throws(DatabaseError) {
    if !values.isEmpty {
      let statement = try prepared(sql)
      defer { statement.reset() }
      try statement.bind(values)
      while try statement.step() {}
      return
    }
    // SAFETY: SQLite reads the text up to its zero byte; no callback, no message to free.
    guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
      throw unsafe DatabaseError(handle, path: path, sql: sql)
    }
  }

  /// Calls `body` for each row of a query.
  ///
  /// - Parameter values: for the `?` of the statement, in order.
  public func rows(
    _ sql: String, _ values: [Database.Value] = [], _ body: (borrowing Row) throws -> Void
  ) throws {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    while try statement.step() { try body(Row(statement)) }
  }

  /// The first column of the first row; nil where there is no row.
  public func value(
    _ sql: String, _ values: [Database.Value] = []
  ) throws(DatabaseError) -> Database.Value? {
    let statement = try prepared(sql)
    defer { statement.reset() }
    try statement.bind(values)
    return try statement.step() ? Row(statement).value(0) : nil
  }

  /// The rows that the last insert, update or delete changed.
  public var changes: Int { Int(unsafe sqlite3_changes64(handle)) }

  /// Fast insertion of many rows; call its `finish` before the transaction ends.
  public func bulkInsert(
    into table: String, _ columns: [String], onConflict: BulkInsert.Conflict = .fail
  ) -> BulkInsert {
    unsafe BulkInsert(
      handle, path: path, table: table, columns: columns, onConflict: onConflict)
  }

  /// A statement that GRDB has compiled once; a new one where the same text is being stepped through.
  private func prepared(_ sql: String) throws(DatabaseError) -> SQLStatement {
    do {
      let cached = try database.cachedStatement(sql: sql)
      let isBusy = unsafe sqlite3_stmt_busy(cached.sqliteStatement) != 0
      let statement = isBusy ? try database.makeStatement(sql: sql) : cached
      return unsafe SQLStatement(statement, connection: handle, path: path, sql: sql)
    } catch let error as GRDB.DatabaseError {
      throw DatabaseError(
        path: path, sql: sql, code: error.extendedResultCode.rawValue,
        message: error.message ?? "cannot be compiled")
    } catch { throw DatabaseError(path: path, sql: sql, code: 1, message: "\(error)") }
  }
}

/// A row of a query, valid during the call that it is given to.
///
/// Columns count from 0; one of another type is converted as SQLite does, and null becomes 0 or
/// empty.
@safe public struct Row: ~Copyable {
  private let statement: SQLStatement
  private let handle: OpaquePointer

  init(_ statement: SQLStatement) {
    self.statement = statement
    unsafe handle = statement.handle
  }

  public func name(_ column: Int) -> String {
    unsafe sqlite3_column_name(handle, Int32(column)).map { unsafe String(cString: $0) } ?? ""
  }

  public func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  public func int(_ column: Int) -> Int { Int(unsafe sqlite3_column_int64(handle, Int32(column))) }

  public func double(_ column: Int) -> Double {
    unsafe sqlite3_column_double(handle, Int32(column))
  }

  public func text(_ column: Int) -> String {
    // SAFETY: SQLite keeps the bytes until the next step or conversion; they are copied at once.
    let text = unsafe sqlite3_column_text(handle, Int32(column))
    let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
    guard let text = unsafe text else { return "" }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
  }

  /// The bytes of a text or blob.
  public func bytes(_ column: Int) -> [UInt8] {
    // SAFETY: as in `text`.
    let blob = unsafe sqlite3_column_blob(handle, Int32(column))
    let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
    guard let blob = unsafe blob else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: blob, count: count))
  }

  public func value(_ column: Int) -> Database.Value {
    switch unsafe sqlite3_column_type(handle, Int32(column)) {
    case SQLITE_INTEGER: .int(int(column))
    case SQLITE_FLOAT: .double(double(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(bytes(column))
    default: .null
    }
  }
}

extension DatabaseError {
  /// What the connection says of its last call.
  init(_ connection: OpaquePointer, path: String, sql: String) {
    let code = unsafe sqlite3_extended_errcode(connection)
    let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }
    self.init(path: path, sql: sql, code: code, message: message ?? "error \(code)")
  }
}
