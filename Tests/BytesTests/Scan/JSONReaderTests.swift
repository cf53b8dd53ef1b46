import Bytes
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "0", "-0", "1.5e+30", "true", "false", "null", "\"\"", "[]", "{}", " [ ] ", "{\"a\":{}}",
    "\t\r\n{ \"a\" : [ 1 , 2 , { \"b\" : null } ] , \"c\" : \"d\" } \n",
    "\"\\u0000\\n\\\"\\\\\\/\\b\\f\\r\\t\\u00e9\\ud83d\\ude00\"", "\"žluťoučký 日本 😀\"",
    String(repeating: "9", count: 400), "-" + String(repeating: "1", count: 70) + ".25E-7",
    "{\"a\":1,\"a\":2}", "[[],[[]],{},[{}]]", "\"" + String(repeating: "é\\n", count: 500) + "\"",
  ])
  func accepted(_ text: String) throws {
    let reader = JSONReader()
    let root = try reader.parse(utf8(text))
    #expect(try reader.value(root) == PlainJSONParser.parse(utf8(text)))
    #expect(reader.firstLoneSurrogate == nil)
  }

  @Test(arguments: [
    ("", 0), (" ", 1), ("tru", 3), ("nulL", 3), ("01", 1), ("-", 1), ("+1", 0), (".5", 0),
    ("1.", 2), ("1e", 2), ("1e+", 3), ("--1", 1), ("NaN", 0), ("'a'", 0), ("[1,]", 3), ("[1 2]", 3),
    ("[", 1), ("]", 0), ("{", 1), ("{,}", 1), ("{\"a\"}", 4), ("{\"a\":}", 5), ("{\"a\":1,}", 7),
    ("{a:1}", 1), ("{\"a\":1 \"b\":2}", 7), ("[1}", 2), ("{\"a\":1]", 6), ("1 2", 2), ("{}{}", 2),
    ("\"", 1), ("\"abc", 4), ("\"\\", 2), ("\"\\x\"", 1), ("\"\\u12g4\"", 5), ("\"\\u12", 5),
    ("\"a\u{1}\"", 2), ("\"a\tb\"", 2), ("\"a\nb\"", 2), ("// c\n1", 0), ("[1,2,3", 6),
    ("\u{FEFF}1", 0),
    ("\u{A0}1", 0), ("1\u{0}", 1), ("{\"a\":1,2}", 7), ("[,1]", 1), ("Infinity", 0), ("0x10", 1),
  ])
  func refused(_ text: String, _ offset: Int) throws {
    let reader = JSONReader()
    let error = #expect(throws: JSONError.self) { try reader.parse(utf8(text)) }
    #expect(error?.offset == offset)
    #expect(throws: JSONError.self) { try PlainJSONParser.parse(utf8(text)) }
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
      [0xC3, 0x28], [0xE2, 0x28, 0xA1],
    ] as [[UInt8]])
  func notUTF8(_ bytes: [UInt8]) throws {
    let reader = JSONReader()
    for padding in [0, 1, 31, 63, 64, 100, 130] {
      let before = [UInt8](repeating: 0x61, count: padding)
      let text = [0x22] + before + bytes + before + [0x22]
      let error = #expect(throws: JSONError.self) { try reader.parse(text) }
      #expect(error == JSONError(offset: 1 + padding, problem: "a string that is not UTF-8"))
      #expect(throws: JSONError.self) { try reader.parse([0x7B] + text + utf8(":1}")) }
    }
    // Outside of strings no byte above 0x7F has a place.
    #expect(throws: JSONError.self) { try reader.parse([0x5B] + bytes + [0x5D]) }
  }

  @Test(arguments: [
    "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\"", "\"\\ud800x\"", "\"\\ud83d\\n\"",
    "\"\\ude00\\ud83d\"", "\"abc\\ud800\\u0041\"", "\"\\ud800\\udc0\\n\"",
  ])
  func loneSurrogate(_ text: String) throws {
    let reader = JSONReader()
    let line = utf8("{\"ok\":\"a\",\"bad\":\(text)}")
    guard (try? reader.parse(line)) != nil else {
      #expect(throws: JSONError.self) { try PlainJSONParser.parse(line) }
      return
    }
    let bad = try #require(reader.member(reader.root, "bad"))
    #expect(reader.firstLoneSurrogate == bad)
    #expect(throws: JSONError.self) { try reader.string(bad) }
    #expect(throws: JSONError.self) { try reader.value(reader.root) }
    let ok = try #require(reader.member(reader.root, "ok"))
    #expect(try reader.string(ok) == "a")
    try reader.parse(utf8("1"))
    #expect(reader.firstLoneSurrogate == nil)
  }

  @Test func depthAndValuesAreLimited() throws {
    let reader = JSONReader(maxDepth: 4, maxValues: 6)
    #expect(throws: Never.self) { try reader.parse(utf8("[[[[]]]]")) }
    #expect(throws: Never.self) { try reader.parse(utf8("[[[[1]]]]")) }
    #expect(throws: JSONError.self) { try reader.parse(utf8("[[[[[[]]]]]]")) }
    #expect(throws: Never.self) { try reader.parse(utf8("[1,2,3,4,5]")) }
    #expect(throws: JSONError.self) { try reader.parse(utf8("[1,2,3,4,5,6]")) }
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSONError.self) { try JSONReader().parse(utf8(deep)) }
  }

  @Test func fields() throws {
    let reader = JSONReader()
    let text = utf8(
      #"junk{"a":"x\ty","n":-12,"d":2.5e1,"t":true,"z":null,"big":1e999,"list":[1,"2",[3]],"\u0061b":7,"n":13}junk"#
    )
    let root = try reader.parse(text, in: 4..<(text.count - 4))
    #expect(reader.kind(root) == .object)
    let a = try #require(reader.member(root, "a"))
    #expect(try reader.string(a) == "x\ty")
    #expect(reader.hasEscape(a))
    #expect(String(decoding: text[reader.range(a)], as: UTF8.self) == #"x\ty"#)
    #expect(String(decoding: text[reader.tokenRange(a)], as: UTF8.self) == #""x\ty""#)
    #expect(reader.member(root, "n").flatMap(reader.int) == 13)  // the last one counts
    #expect(reader.member(root, "d").flatMap(reader.double) == 25)
    #expect(reader.member(root, "d").flatMap(reader.int) == nil)
    #expect(reader.member(root, "t").flatMap(reader.bool) == true)
    #expect(reader.member(root, "z").map(reader.isNull) == true)
    #expect(reader.member(root, "big").flatMap(reader.double) == nil)
    #expect(reader.member(root, "ab").flatMap(reader.int) == 7)
    #expect(reader.member(root, "missing") == nil)
    let list = try #require(reader.member(root, "list"))
    #expect(reader.elements(list).map(reader.kind) == [.number, .string, .array])
    #expect(reader.member(list, "a") == nil)
    #expect(Array(reader.elements(root)).isEmpty)
    #expect(try reader.members(root).map { try reader.string($0.key) }.last == "n")
    #expect(String(decoding: text[reader.tokenRange(list)], as: UTF8.self) == #"[1,"2",[3]]"#)
    #expect(throws: JSONError(offset: 16, problem: "expected a string, not number")) {
      try reader.string(Array(reader.members(root))[1].value)
    }
  }

  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("-7", -7), ("-0", -0.0), ("999999999999999", 999_999_999_999_999),
      ("9007199254740993", 9_007_199_254_740_992), ("0.5", 0.5), ("1e3", 1000), ("12e-1", 1.2),
      ("123456789012345678901234567890", 1.2345678901234568e29), ("1e400", nil), ("\"7\"", nil),
    ] as [(String, Double?)])
  func doubles(text: String, expected: Double?) throws {
    let reader = JSONReader()
    let value = reader.double(try reader.parse(utf8(text)))
    #expect(value == expected && value?.sign == expected?.sign)
  }

  /// An error's offset counts from the start of the line, not of the buffer.
  @Test func offsetsOfErrors() throws {
    let reader = JSONReader()
    let block = utf8("{\"a\":1}\n{\"a\":x}\n")
    #expect(throws: JSONError(offset: 5, problem: "expected a value")) {
      try reader.parse(block, in: 8..<15)
    }
    // What follows the range has no influence.
    #expect(throws: JSONError(offset: 2, problem: "a string that never ends")) {
      try reader.parse(utf8("\"a\""), in: 0..<2)
    }
    let lone = utf8(#"{"a":"bc\ud800"}"#)
    try reader.parse(lone)
    #expect(throws: JSONError(offset: 8, problem: "a lone surrogate")) {
      try reader.string(#require(reader.member(reader.root, "a")))
    }
  }

  /// Random texts, whole and damaged, against the plain parser.
  @Test(arguments: 0..<8) func fuzz(_ seed: UInt64) throws {
    var random = Seeded(seed)
    let reader = JSONReader()
    for _ in 0..<1500 {
      var text = JSONText.random(depth: 4, using: &random)
      for _ in 0..<Int.random(in: 0...3, using: &random) { damage(&text, using: &random) }
      let expected = Result { try PlainJSONParser.parse(text) }
      let found = Result { try reader.value(try reader.parse(text)) }
      #expect((try? JSONValue(parsing: text)) == (try? expected.get()))
      switch (expected, found) {
      case (.success(let a), .success(let b)): #expect(a == b)
      case (.failure, .failure): break
      default: Issue.record("\(text): \(expected) but \(found)")
      }
    }
  }

  private func damage(_ text: inout [UInt8], using random: inout Seeded) {
    guard !text.isEmpty else { return }
    let at = Int.random(in: 0..<text.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: text.remove(at: at)
    case 1: text[at] = UInt8.random(in: 0...255, using: &random)
    case 2: text.insert(utf8("\"\\{}[],:ue0").randomElement(using: &random) ?? 0, at: at)
    case 3: text.removeLast(at)
    default: text.insert(contentsOf: [0xF0, 0x9F], at: at)
    }
  }
}

/// Random JSON texts with long and odd strings.
enum JSONText {
  static func random(depth: Int, using random: inout Seeded) -> [UInt8] {
    var out: [UInt8] = []
    append(depth: depth, to: &out, using: &random)
    return out
  }

  private static func append(depth: Int, to out: inout [UInt8], using random: inout Seeded) {
    let space = ["", "", "", " ", "\n", "\t ", "\r"]
    out += (space.randomElement(using: &random) ?? "").utf8
    switch Int.random(in: 0..<(depth > 0 ? 10 : 6), using: &random) {
    case 0: out += "null".utf8
    case 1: out += (Bool.random(using: &random) ? "true" : "false").utf8
    case 2, 3:
      out +=
        (["0", "-1", "3.25", "1e9", "12345678901234567890", "-0.0E-2"]
        .randomElement(using: &random) ?? "").utf8
    case 4, 5: appendString(to: &out, using: &random)
    case 6, 7: appendList(depth, "[", "]", hasKeys: false, to: &out, using: &random)
    default: appendList(depth, "{", "}", hasKeys: true, to: &out, using: &random)
    }
    out += (space.randomElement(using: &random) ?? "").utf8
  }

  private static func appendList(
    _ depth: Int, _ open: String, _ close: String, hasKeys: Bool, to out: inout [UInt8],
    using random: inout Seeded
  ) {
    out += open.utf8
    for index in 0..<Int.random(in: 0...4, using: &random) {
      if index > 0 { out += ",".utf8 }
      if hasKeys {
        appendString(to: &out, using: &random)
        out += ":".utf8
      }
      append(depth: depth - 1, to: &out, using: &random)
    }
    out += close.utf8
  }

  private static func appendString(to out: inout [UInt8], using random: inout Seeded) {
    let pieces = [
      "a", "word ", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", "é", "日本", "😀", "\\/",
      "{}[],:",
      "a long run of plain text without anything in it that a scanner would have to stop for. ",
      "\\ud800", "0123456789012345678901234567890123456789012345678901234567890", "\u{7F}",
      "\\u0000",
    ]
    out.append(0x22)
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let piece = pieces.randomElement(using: &random) ?? ""
      if piece == "\\ud800", Int.random(in: 0..<6, using: &random) > 0 { continue }
      out += piece.utf8
    }
    out.append(0x22)
  }
}
