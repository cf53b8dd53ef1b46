// Posts.xml lists questions (PostTypeId 1, AcceptedAnswerId) and answers (PostTypeId 2) in the order
// of their ids, so an answer stands behind its question, mostly soon. Questions that wait for their
// answer lie in a scratch file; in memory there is only where. The result is a JSONL file, since an
// XML parser has no position that a killed run could go on from.

package import Bytes
import Glibc

/// Joins the rows of a Stack Exchange dump into records of a question with its accepted answer.
package struct StackExchangeJoin: ~Copyable {
  /// The key of the record that stands where the file breaks off, with the problem.
  static let faultKey = "unreadable"

  private let waiting: OpenFile
  private var waitingBytes = 0
  /// Where the questions lie, by the id of their accepted answer.
  private var places: [String: Range<Int>] = [:]

  private init(scratch: String) throws(FileError) {
    waiting = try OpenFile(scratch, flags: O_RDWR | O_CREAT | O_TRUNC, operation: "create")
  }

  /// Writes the records of an XML file, one a line, to `output`, which appears whole or not at all.
  ///
  /// - Parameter scratch: a file for the questions that wait; it is removed at the end.
  /// - Throws: `FileError`; what is wrong with the XML becomes the last record.
  package static func convert(_ path: String, to output: String, scratch: String) throws(FileError)
  {
    defer { try? Files.remove(scratch) }
    var join = try StackExchangeJoin(scratch: scratch)
    let file = try AtomicFile(output)
    let rows = RowSource(path)
    var lines: [UInt8] = []
    while let row = rows.next() {
      if try join.add(row, to: &lines), lines.count > 1 << 20 {
        try file.write(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    if let problem = rows.problem {
      lines += JSONValue.object([faultKey: .string(problem)]).encoded + [0x0A]
    }
    try file.write(lines)
    try file.commit()
  }

  /// Takes a row.
  ///
  /// - Returns: whether it completed a record, whose line has been appended.
  private mutating func add(_ row: [String: String], to lines: inout [UInt8]) throws(FileError)
    -> Bool
  {
    guard let id = row["Id"] else { return false }
    if row["PostTypeId"] == "1", let answer = row["AcceptedAnswerId"] {
      let question = StackExchangeJoin.json(row)
      try waiting.write(question.span)
      places[answer] = waitingBytes..<waitingBytes + question.count
      waitingBytes += question.count
      return false
    }
    guard row["PostTypeId"] == "2", let place = places.removeValue(forKey: id) else { return false }
    lines += Array(#"{"question":"#.utf8)
    try waiting.read(at: place.lowerBound, count: place.count, into: &lines)
    lines += Array(#","answer":"#.utf8) + StackExchangeJoin.json(row) + Array("}\n".utf8)
    return true
  }

  /// The attributes in the order of their names, so that the same file gives the same bytes.
  private static func json(_ row: [String: String]) -> [UInt8] {
    let members = row.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    return JSONValue.object(JSONObject(members)).encoded
  }
}

/// The rows of a file up to the first fault.
private final class RowSource {
  private let rows: XMLRows?
  private(set) var problem: String?

  init(_ path: String) {
    do throws(MarkupError) {
      rows = try XMLRows(path: path)
    } catch {
      rows = nil
      problem = error.description
    }
  }

  func next() -> [String: String]? {
    do throws(MarkupError) {
      return try rows?.next()?.attributes
    } catch {
      problem = error.description
      return nil
    }
  }
}
