/// An element of a file of rows.
public struct XMLRow: Sendable, Hashable {
  /// Rows before it.
  public let ordinal: Int
  /// Where its tag ends, counted from 1.
  public let line: Int
  public let attributes: [String: String]
}

/// Reads a file of elements with attributes, such as Stack Exchange's `Posts.xml` (`<posts><row
/// Id="1" PostTypeId="1" Body="…" …/>…</posts>`), in bounded memory: a piece of 64 KiB, the rows in
/// it, and a row that is not yet whole.
///
/// The file may be compressed, as `ByteStream` reads it.
public final class XMLRows {
  public let path: String
  private let stream: ByteStream
  private let elements: XMLElements
  private var piece: [UInt8] = []
  private var rows: [XMLRow] = []  // the next one last
  private var count = 0
  private var fault: MarkupError?
  private var isAtEnd = false

  /// - Parameter element: the name of the rows.
  public init(_ stream: ByteStream, element: String = "row") throws(MarkupError) {
    path = stream.path
    self.stream = stream
    elements = try XMLElements(named: Array(element.utf8))
  }

  public convenience init(path: String, element: String = "row") throws(MarkupError) {
    let stream: ByteStream
    do throws(StreamError) { stream = try ByteStream(path: path) } catch {
      throw MarkupError(path: path, problem: error.problem)
    }
    try self.init(stream, element: element)
  }

  /// The next row; nil at the end.
  ///
  /// - Throws: at the first place where the file is not well-formed or cannot be read; all rows
  ///   before it have been delivered, and there are none behind it.
  public func next() throws(MarkupError) -> XMLRow? {
    while rows.isEmpty, fault == nil, !isAtEnd { parsePiece() }
    if let row = rows.popLast() { return row }
    if let fault { throw fault }
    return nil
  }

  private func parsePiece() {
    piece.removeAll(keepingCapacity: true)
    do throws(StreamError) {
      isAtEnd = try stream.read(upTo: 1 << 16, into: &piece) == 0
    } catch {
      fault = MarkupError(path: path, problem: "byte \(error.offset): \(error.problem)")
    }
    for (line, attributes) in elements.parse(piece, isLast: isAtEnd) {
      rows.append(XMLRow(ordinal: count, line: line, attributes: attributes))
      count += 1
    }
    rows.reverse()
    if let problem = elements.problem {
      fault = MarkupError(path: path, line: problem.line, problem: problem.text)
    }
  }
}
