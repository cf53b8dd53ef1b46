/// Reads delimiter-separated values as Python's `csv.reader` does with its default dialect.
struct CSVReader {
  private enum State { case fieldStart, inField, inQuotes, quoteInQuotes }

  private var rows: [[ScalarText]] = []
  private var row: [ScalarText] = []
  private var field: [UInt32] = []
  private var state = State.fieldStart
  private var isEmptyLine = true
  private let delimiter: UInt32

  /// - Returns: the rows, an empty one for an empty line; nil where Python has an error, at a carriage
  ///   return inside a line.
  static func rows(in text: ScalarText, delimiter: Unicode.Scalar) -> [[ScalarText]]? {
    var reader = CSVReader(delimiter: delimiter.value)
    let lines = text.lines
    for (index, line) in lines.enumerated() {
      let isLast = index + 1 == lines.count
      if isLast, line.isEmpty { break }  // after the last newline
      guard reader.read(line, endsInNewline: !isLast) else { return nil }
    }
    if reader.state == .inQuotes { reader.endRow() }
    return reader.rows
  }

  private init(delimiter: UInt32) { self.delimiter = delimiter }

  private mutating func read(_ line: ScalarText, endsInNewline: Bool) -> Bool {
    if state != .inQuotes { isEmptyLine = true }
    for (index, value) in line.scalars.enumerated() {
      if value == scalar("\r"), state != .inQuotes {
        guard index + 1 == line.count else { return false }
        break
      }
      isEmptyLine = false
      take(value)
    }
    if state == .inQuotes {
      if endsInNewline { field.append(scalar("\n")) }
    } else {
      endRow()
    }
    return true
  }

  private mutating func take(_ value: UInt32) {
    switch (state, value) {
    case (.inQuotes, scalar("\"")): state = .quoteInQuotes
    case (.quoteInQuotes, scalar("\"")):
      field.append(value)
      state = .inQuotes
    case (.fieldStart, scalar("\"")): state = .inQuotes
    case (.inQuotes, _): field.append(value)
    case (_, delimiter): endField()
    default:
      field.append(value)
      state = .inField
    }
  }

  private mutating func endField() {
    row.append(ScalarText(field))
    field = []
    state = .fieldStart
  }

  private mutating func endRow() {
    if !isEmptyLine { endField() }
    rows.append(row)
    (row, state) = ([], .fieldStart)
  }
}
