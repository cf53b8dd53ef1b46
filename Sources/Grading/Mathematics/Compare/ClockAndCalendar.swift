// Times of day and dates, where both sides are nothing else: 3:30 PM is 15:30 and no 3:30 AM; July 4,
// 1776 is 4 July 1776. What one side leaves out (the half of the day, the year) is not held against it.

/// A time of day.
struct ClockTime {
  private let minutes: Int
  private let seconds: Int
  /// Whether the half of the day was said.
  private let isAfternoon: Bool?

  /// - Parameter text: as `NormalizedText.plainText` gives it.
  init?(_ text: String) {
    if text == "noon" || text == "midnight" {
      (minutes, seconds, isAfternoon) = (0, 0, text == "noon")
      return
    }
    var digits = text
    var half: Bool?
    for (mark, isPM) in [("am", false), ("pm", true), ("noon", true), ("midnight", false)]
    where digits.hasSuffix(mark) {
      digits.removeLast(mark.utf8.count)
      half = isPM
      break
    }
    let isOClock = digits.hasSuffix("o'clock")
    if isOClock { digits.removeLast("o'clock".utf8.count) }
    let fields = digits.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = fields.compactMap { $0.utf8.count <= 2 ? Int($0) : nil }
    guard numbers.count == fields.count, (1...3).contains(numbers.count), let hour = numbers.first,
      numbers.count > 1 || half != nil || isOClock, numbers.dropFirst().allSatisfy({ $0 < 60 }),
      (0...24).contains(hour), half == nil || hour <= 12
    else { return nil }
    if hour > 12 { half = true }
    minutes = hour % 12 * 60 + (numbers.count > 1 ? numbers[1] : 0)
    seconds = numbers.count > 2 ? numbers[2] : 0
    isAfternoon = half
  }

  /// Nil where the comparison of their numbers says all.
  func isSame(as other: ClockTime) -> Bool? {
    guard isAfternoon != nil || other.isAfternoon != nil else { return nil }
    guard minutes == other.minutes, seconds == other.seconds else { return false }
    guard let mine = isAfternoon, let theirs = other.isAfternoon else { return true }
    return mine == theirs
  }
}

/// A day of the year, perhaps with its year.
struct CalendarDate {
  private let month: Int
  private let day: Int
  private let year: Int?

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "sept",
  ]

  /// - Parameter words: as `NormalizedText.words` gives them.
  init?(_ words: String) {
    guard words.utf8.count < 40 else { return nil }
    let parts = words.split { $0 == " " || $0 == "," || $0 == "-" }.filter {
      $0 != "of" && $0 != "the"
    }
    if parts.count == 3, let year = Int(parts[0]), parts[0].utf8.count == 4, words.contains("-"),
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    {
      (self.month, self.day, self.year) = (month, day, year)
      return
    }
    var month: Int?
    var numbers: [Int] = []
    for part in parts {
      if let found = CalendarDate.month(part) {
        guard month == nil else { return nil }
        month = found
      } else if let number = CalendarDate.number(part) {
        numbers.append(number)
      } else {
        return nil
      }
    }
    guard let month, let day = numbers.first, (1...31).contains(day), numbers.count <= 2 else {
      return nil
    }
    (self.month, self.day, year) = (month, day, numbers.count > 1 ? numbers[1] : nil)
  }

  private static func month(_ word: Substring) -> Int? {
    guard months.contains(String(word)) || names.contains(String(word)) else { return nil }
    return months.firstIndex(of: String(word.prefix(3))).map { $0 + 1 }
  }

  /// 4, 4th, 1st.
  private static func number(_ word: Substring) -> Int? {
    guard word.utf8.count <= 4 else { return nil }
    for ending in ["st", "nd", "rd", "th"] where word.hasSuffix(ending) {
      return Int(word.dropLast(2))
    }
    return Int(word)
  }

  func isSame(as other: CalendarDate) -> Bool {
    month == other.month && day == other.day
      && (year == nil || other.year == nil || year == other.year)
  }
}

extension AnswerText {
  /// The text in small letters without commands, braces, spaces and full stops: `3:30pm`.
  fileprivate var plainText: String? {
    guard bytes.count < 60 else { return nil }
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\") {
        at += 1
        while at < bytes.count, ASCII.isLetter(bytes[at]) { at += 1 }
        continue
      }
      if !"{} .~$".utf8.contains(bytes[at]) { out.append(ASCII.lower(bytes[at])) }
      at += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// A colon, or the m of "pm" at the end.
  private var mayBeClock: Bool {
    if bytes.contains(UInt8(ascii: ":")) { return true }
    return bytes.last { ASCII.isLetter($0) || ASCII.isDigit($0) }.map { $0 | 0x20 == 0x6D } ?? false
  }

  /// A digit, and three letters in a row that are no command.
  private var hasMonth: Bool {
    var run = 0
    var isCommand = false
    var longest = 0
    for byte in bytes {
      if ASCII.isLetter(byte) {
        run += 1
        if !isCommand { longest = max(longest, run) }
      } else {
        run = 0
        isCommand = byte == UInt8(ascii: "\\")
      }
    }
    return longest >= 3 && bytes.contains(where: ASCII.isDigit)
  }

  /// Whether both are times of day, or both dates, that agree; nil for all else.
  func isSameTime(as other: AnswerText) -> Bool? {
    // most answers are neither, and are passed over without a string
    guard bytes.count < 60, other.bytes.count < 60 else { return nil }
    if mayBeClock || other.mayBeClock, let mine = plainText.flatMap(ClockTime.init),
      let theirs = other.plainText.flatMap(ClockTime.init)
    {
      return mine.isSame(as: theirs)
    }
    guard hasMonth || other.hasMonth, let mine = CalendarDate(words),
      let theirs = CalendarDate(other.words)
    else { return nil }
    return mine.isSame(as: theirs)
  }
}
