import Bytes
import Testing

@Suite struct XMLRowsTests {
  func rows(_ path: String) throws -> (rows: [XMLRow], error: MarkupError?) {
    let reader = try XMLRows(path: path)
    var rows: [XMLRow] = []
    do throws(MarkupError) {
      while let row = try reader.next() { rows.append(row) }
    } catch { return (rows, error) }
    return (rows, nil)
  }

  static let posts = """
    \u{FEFF}<?xml version="1.0" encoding="utf-8"?>
    <posts>
      <row Id="1" PostTypeId="1" Body="&lt;p&gt;a &amp;amp; b&lt;/p&gt;&#xA;x" Title="é 日本" />
      <!-- <row Id="9"/> -->
      <row Id="2" PostTypeId="2" ParentId="1" Body=""></row>
    </posts>
    """

  @Test(arguments: ["cat", "gzip -c", "zstd -q -c"]) func posts(_ tool: String) throws {
    let scratch = try Scratch()
    let plain = try scratch.write(Self.posts, "Posts.xml")
    #expect(shell("\(tool) < \(plain) > \(scratch.file("b"))") == 0)
    let (rows, error) = try rows(scratch.file("b"))
    #expect(error == nil)
    #expect(rows.map(\.ordinal) == [0, 1] && rows.map(\.line) == [3, 5])
    #expect(
      rows.first?.attributes == [
        "Id": "1", "PostTypeId": "1", "Body": "<p>a &amp; b</p>\nx", "Title": "é 日本",
      ])
    #expect(rows.last?.attributes["Body"]?.isEmpty == true)
  }

  @Test(arguments: [
    ("", 0), ("<posts>", 0), ("<posts><row Id='1'/>", 1),
    ("<posts><row Id='1'/><row Id=2/></posts>", 1),
    ("<posts><row Id='1'/><row Id='&#1;'/></posts>", 1), ("<posts><row Id='&nope;'/></posts>", 0),
    ("<posts><row a='1' a='2'/></posts>", 0), ("<posts><row Id='1'/></posts><x/>", 1),
    ("<!DOCTYPE posts><posts><row/></posts>", 0), ("no xml", 0),
    ("<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY f '&e;&e;&e;&e;'>]><posts><row a='&f;'/></posts>", 0),
    ("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><posts><row/></posts>", 0),
    ("<posts><row Id='\u{1}'/></posts>", 0),
  ])
  func broken(_ text: String, _ delivered: Int) throws {
    let scratch = try Scratch()
    let path = try scratch.write(text, "a.xml")
    let (rows, error) = try rows(path)
    #expect(rows.count == delivered)
    let found = try #require(error)
    #expect(found.path == path)
    #expect(found.description.hasPrefix(path + ": "))
  }

  @Test func notUTF8() throws {
    let scratch = try Scratch()
    let path = try scratch.write(utf8("<posts><row a='") + [0xFF] + utf8("'/></posts>"), "a.xml")
    #expect(try rows(path).error != nil)
    #expect(throws: MarkupError.self) { try rows(scratch.file("missing")) }
  }

  @Test func truncatedArchive() throws {
    let scratch = try Scratch()
    let many = (0..<5000).map { "<row Id=\"\($0)\" Body=\"text \($0 &* 7919)\"/>\n" }.joined()
    let plain = try scratch.write("<posts>\(many)</posts>", "a.xml")
    shell("gzip -c \(plain) > \(scratch.file("b"))")
    let whole = try Files.read(scratch.file("b"))
    let path = try scratch.write(Array(whole.prefix(whole.count / 2)), "c.xml.gz")
    let (rows, error) = try rows(path)
    #expect(rows.count > 1000 && error?.problem.contains("ends within") == true)
    #expect(try self.rows(plain).rows.count == 5000)
  }

  @Test func longAttributesAreBounded() throws {
    let scratch = try Scratch()
    let fits = String(repeating: "x", count: 5_000_000)
    let path = try scratch.write("<posts><row a='\(fits)'/></posts>", "a.xml")
    #expect(try rows(path).rows.first?.attributes["a"]?.utf8.count == 5_000_000)
    let huge = String(repeating: "x", count: 11_000_000)
    let other = try scratch.write("<posts><row a='\(huge)'/></posts>", "b.xml")
    #expect(try rows(other).error != nil)
  }
}
