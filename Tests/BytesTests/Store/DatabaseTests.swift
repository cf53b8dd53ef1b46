import Bytes
import Testing

@Suite struct DatabaseTests {
  func open(_ scratch: Scratch) throws -> Database {
    let database = try Database(scratch.file("a.sqlite"))
    try database.write { db in
      try db.execute(
        """
        CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT UNIQUE, x REAL, b BLOB);
        CREATE VIEW v AS SELECT name FROM t;
        """)
    }
    return database
  }

  static let values: [Database.Value] = [
    .null, 0, -5, .int(Int.max), .int(Int.min), 2.5, .double(-1e300), "", "text",
    "žluť 日本 😀 \0 nul",
    .blob([]), .blob([0, 255, 0]),
  ]

  @Test(arguments: values) func valuesComeBack(_ value: Database.Value) throws {
    let scratch = try Scratch()
    let database = try open(scratch)
    let kept = try database.write { db -> Database.Value? in
      try db.execute("INSERT INTO t(id, b) VALUES (1, ?)", [value])
      #expect(db.changes == 1)
      return try db.value("SELECT b FROM t")
    }
    #expect(kept == value)
    let bulk = try database.write { db -> [Database.Value] in
      try db.execute("DELETE FROM t")
      let insert = db.bulkInsert(into: "t", ["id", "b"])
      for id in 0..<40 {
        insert.int(id)
        insert.value(value)
        try insert.endRow()
      }
      try insert.finish()
      #expect(insert.count == 40)
      var found: [Database.Value] = []
      try db.rows("SELECT b FROM t ORDER BY id") { found.append($0.value(0)) }
      return found
    }
    #expect(bulk == Array(repeating: value, count: 40))
  }

  @Test func columns() throws {
    let scratch = try Scratch()
    let database = try open(scratch)
    try database.write { db in
      try db.execute("INSERT INTO t VALUES (7, 'seven', 7.5, x'0700'), (8, NULL, NULL, NULL)")
    }
    var names: [String] = []
    try database.read { db in
      try db.rows("SELECT * FROM t WHERE id >= ? ORDER BY id", [7]) { row in
        names.append(row.text(1))
        if row.int(0) == 7 {
          #expect(row.name(2) == "x")
          #expect(row.double(2) == 7.5 && row.int(2) == 7 && row.bytes(3) == [7, 0])
          #expect(row.bytes(1) == utf8("seven") && !row.isNull(1))
        } else {
          #expect(row.isNull(1) && row.int(2) == 0 && row.bytes(3).isEmpty)
        }
      }
      #expect(try db.value("SELECT id FROM t WHERE id = 9") == nil)
    }
    #expect(names == ["seven", ""])
  }

  @Test func transactions() throws {
    let scratch = try Scratch()
    let database = try open(scratch)
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try database.write { db in
        try db.execute("INSERT INTO t(id) VALUES (1)")
        let insert = db.bulkInsert(into: "t", ["id"])
        insert.int(2)
        try insert.endRow()
        try insert.finish()
        throw Stop()
      }
    }
    #expect(try database.read { try $0.value("SELECT count(*) FROM t") } == 0)
    #expect(throws: DatabaseError.self) {
      try database.read { try $0.execute("INSERT INTO t(id) VALUES (1)") }
    }
    // The same query within its own rows.
    try database.write { db in
      try db.execute("INSERT INTO t(id) VALUES (1), (2)")
      var pairs: [Int] = []
      try db.rows("SELECT id FROM t ORDER BY id") { outer in
        let first = outer.int(0)
        try db.rows("SELECT id FROM t ORDER BY id") { pairs.append(first * 10 + $0.int(0)) }
      }
      #expect(pairs == [11, 12, 21, 22])
    }
  }

  @Test func conflicts() throws {
    let scratch = try Scratch()
    let database = try open(scratch)
    func insert(_ rule: BulkInsert.Conflict, _ ids: [Int]) throws {
      try database.write { db in
        let insert = db.bulkInsert(into: "t", ["name", "id"], onConflict: rule)
        for id in ids {
          insert.text("same")
          insert.int(id)
          try insert.endRow()
        }
        try insert.finish()
      }
    }
    try insert(.ignore, [1, 2, 3])
    #expect(try database.read { try $0.value("SELECT group_concat(id) FROM t") } == "1")
    try insert(.replace, [4, 5])
    #expect(try database.read { try $0.value("SELECT group_concat(id) FROM t") } == "5")
    let error = #expect(throws: DatabaseError.self) { try insert(.fail, [6]) }
    #expect(error?.message == "UNIQUE constraint failed: t.name")
    #expect(error?.description.contains("same") == false)
  }

  @Test(
    arguments: [
      ("SELEC 1", [], "syntax error"), ("SELECT * FROM nowhere", [], "no such table: nowhere"),
      ("SELECT ?", [], "0 values for 1 parameters"), ("SELECT ?", [1, 2], "2 values for 1"),
    ] as [(String, [Database.Value], String)])
  func errorsShowTheSQL(_ sql: String, _ values: [Database.Value], _ message: String) throws {
    let scratch = try Scratch()
    let database = try open(scratch)
    let error = #expect(throws: DatabaseError.self) {
      try database.read { db in try db.rows(sql, values) { _ in } }
    }
    #expect(error?.sql == sql)
    #expect(error?.description.contains(message) == true)
    #expect(error?.path == database.path)
  }

  @Test func opening() throws {
    let scratch = try Scratch()
    #expect(throws: DatabaseError.self) { try Database.reading(scratch.file("a.sqlite")) }
    #expect(throws: DatabaseError.self) { try Database(scratch.file("no/a.sqlite")) }
    let rubbish = try scratch.write(String(repeating: "rubbish ", count: 200), "b.sqlite")
    #expect(throws: DatabaseError.self) { try Database(rubbish) }
    try open(scratch).checkpoint()
    let reading = try Database.reading(scratch.file("a.sqlite"))
    #expect(try reading.read { try $0.value("PRAGMA journal_mode") } == "wal")
    #expect(throws: DatabaseError.self) { try reading.write { try $0.execute("DELETE FROM t") } }
    // The plain shell reads what was written.
    let shellOutput = scratch.file("out")
    #expect(
      shell("sqlite3 \(scratch.file("a.sqlite")) 'SELECT count(*) FROM v' > \(shellOutput)") == 0)
    #expect(try Files.readText(shellOutput) == "0\n")
  }
}
