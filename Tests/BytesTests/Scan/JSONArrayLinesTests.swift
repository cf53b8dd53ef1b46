import Bytes
import Testing

@Suite struct JSONArrayLinesTests {
  private static let table: [(String, String)] = [
    (#"[{"a":1},{"a":2}]"#, " {\"a\":1}\n{\"a\":2}\n"),
    ("[\n  {\"a\": [1,\n 2]},\n  7\n]\n", "    {\"a\": [1,  2]}\n   7 \n\n"),
    (#"[{"a":"],[\"\\"},"x,y"]"#, " {\"a\":\"],[\\\"\\\\\"}\n\"x,y\"\n"),
    ("{\"a\":\n1}\n{\"a\":2}\n", "{\"a\": 1}\n{\"a\":2}\n"),
    ("{\"a\":[1,2],\r\n\"b\":{}}", "{\"a\":[1,2],  \"b\":{}}"),
    ("[[1,2],[3]]", " [1,2]\n[3]\n"),
    ("[1][2]", " 1\n 2\n"),
    ("[]", " \n"),
    ("[\"a\nb\"]", " \"a\u{1}b\"\n"),
    ("]}[1,2", "]} 1\n2"),
    ("", ""),
  ]

  @Test(arguments: table)
  func lines(_ json: String, _ expected: String) {
    var bytes = Array(json.utf8)
    var lines = JSONArrayLines()
    lines.rewrite(&bytes, from: 0)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: table)
  func piecesMakeNoDifference(_ json: String, _ expected: String) {
    var lines = JSONArrayLines()
    var bytes: [UInt8] = []
    for byte in json.utf8 {
      bytes.append(byte)
      lines.rewrite(&bytes, from: bytes.count - 1)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func aStreamIsRewrittenAndSkips() throws {
    let scratch = try Scratch()
    let path = try scratch.write("[{\"a\":1},\n{\"a\":2}]", "a.json")
    let stream = try ByteStream(path: path, rewriter: JSONArrayLines())
    try stream.skip(to: 9)
    var out: [UInt8] = []
    try stream.read(upTo: 100, into: &out)
    #expect(String(decoding: out, as: UTF8.self) == " {\"a\":2}\n")
  }
}
