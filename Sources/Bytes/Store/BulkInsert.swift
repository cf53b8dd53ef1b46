import GRDBSQLite

/// Inserts many rows by statements of several rows each.
///
/// Values are given column by column and kept in one buffer until a statement is full, so that
/// SQLite need not copy them.
///
/// To be made and finished within one transaction.
@safe public final class BulkInsert {
  /// What happens to a row whose unique key is there already.
  public enum Conflict: String, Sendable {
    case fail = "INSERT"
    case replace = "INSERT OR REPLACE"
    case ignore = "INSERT OR IGNORE"
  }

  private enum Cell {
    case null
    case int(Int64)
    case double(Double)
    case text(start: Int, count: Int)
    case blob(start: Int, count: Int)
  }

  /// Rows given so far.
  public private(set) var count = 0

  private static let rowsPerStatement = 16
  private let connection: OpaquePointer
  private let path: String
  private let head: String
  private let columns: Int
  private var statement: OpaquePointer?
  private var statementRows = 0
  private var cells: [Cell] = []
  private var buffer: [UInt8] = []

  init(
    _ connection: OpaquePointer, path: String, table: String, columns: [String],
    onConflict: Conflict
  ) {
    unsafe self.connection = connection
    self.path = path
    self.columns = columns.count
    let names = columns.map(BulkInsert.quoted).joined(separator: ", ")
    head = "\(onConflict.rawValue) INTO \(BulkInsert.quoted(table)) (\(names)) VALUES "
  }

  deinit { unsafe sqlite3_finalize(statement) }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  public func null() { cells.append(.null) }
  public func int(_ value: Int) { cells.append(.int(Int64(value))) }
  public func double(_ value: Double) { cells.append(.double(value)) }

  /// Appends a text; its bytes should be UTF-8.
  public func text(_ value: Span<UInt8>) {
    cells.append(.text(start: keep(value), count: value.count))
  }

  public func text(_ value: [UInt8]) { text(value.span) }

  public func text(_ value: String) {
    let utf8 = value.utf8
    text(utf8.span)
  }

  public func blob(_ value: Span<UInt8>) {
    cells.append(.blob(start: keep(value), count: value.count))
  }

  public func blob(_ value: [UInt8]) { blob(value.span) }

  /// The 16 bytes of a hash, highest first.
  public func blob(_ hash: Hash128) {
    cells.append(.blob(start: buffer.count, count: 16))
    append(hash.high)
    append(hash.low)
  }

  public func value(_ value: Database.Value) {
    switch value {
    case .null: null()
    case .int(let value): int(value)
    case .double(let value): double(value)
    case .text(let value): text(value)
    case .blob(let value): blob(value)
    }
  }

  /// Ends a row, for which every column must have been given.
  public func endRow() throws(DatabaseError) {
    count += 1
    let pending = cells.count / max(columns, 1)
    precondition(
      cells.count == pending * columns, "\(cells.count) values for rows of \(columns)")
    if pending == BulkInsert.rowsPerStatement { try flush(rows: pending) }
  }

  /// Writes the rows that are still kept.
  public func finish() throws(DatabaseError) {
    let pending = cells.count / max(columns, 1)
    if pending > 0 { try flush(rows: pending) }
  }

  private func keep(_ bytes: Span<UInt8>) -> Int {
    let start = buffer.count
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    return start
  }

  private func append(_ half: UInt64) {
    var shift = 64
    while shift > 0 {
      shift -= 8
      buffer.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
    }
  }

  private func flush(rows: Int) throws(DatabaseError) {
    defer {
      cells.removeAll(keepingCapacity: true)
      buffer.removeAll(keepingCapacity: true)
    }
    let statement = unsafe try prepare(rows: rows)
    // SAFETY: SQLite reads the buffer until the statement has been stepped and reset, which is
    // within the call; the null destructor tells it not to copy.
    let result = unsafe buffer.withUnsafeBufferPointer { buffer in
      for index in cells.indices {
        let code = unsafe bind(cells[index], at: Int32(index + 1), statement, buffer)
        if code != SQLITE_OK { return code }
      }
      return unsafe sqlite3_step(statement)
    }
    defer { unsafe sqlite3_reset(statement) }
    guard result == SQLITE_DONE else {
      throw unsafe DatabaseError(connection, path: path, sql: head + "…")
    }
  }

  private func bind(
    _ cell: Cell, at index: Int32, _ statement: OpaquePointer, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Int32 {
    // An empty buffer has no address, for which SQLite would bind null.
    switch cell {
    case .null: unsafe sqlite3_bind_null(statement, index)
    case .int(let value): unsafe sqlite3_bind_int64(statement, index, value)
    case .double(let value): unsafe sqlite3_bind_double(statement, index, value)
    case .text(_, 0): unsafe sqlite3_bind_text(statement, index, "", 0, SQLStatement.copying)
    case .blob(_, 0): unsafe sqlite3_bind_zeroblob(statement, index, 0)
    case .text(let start, let count):
      unsafe buffer.baseAddress.map {
        unsafe sqlite3_bind_text64(
          statement, index, UnsafeRawPointer($0 + start).assumingMemoryBound(to: CChar.self),
          UInt64(count), nil, UInt8(SQLITE_UTF8))
      } ?? SQLITE_MISUSE
    case .blob(let start, let count):
      unsafe buffer.baseAddress.map {
        unsafe sqlite3_bind_blob64(statement, index, $0 + start, UInt64(count), nil)
      } ?? SQLITE_MISUSE
    }
  }

  private func prepare(rows: Int) throws(DatabaseError) -> OpaquePointer {
    if rows == statementRows, let statement = unsafe statement { return unsafe statement }
    unsafe sqlite3_finalize(statement)
    unsafe statement = nil
    statementRows = rows
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ",") + ")"
    let sql = head + Array(repeating: row, count: rows).joined(separator: ",")
    guard unsafe sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK,
      let statement = unsafe statement
    else { throw unsafe DatabaseError(connection, path: path, sql: head + "…") }
    return unsafe statement
  }
}
