import Bytes
import Testing

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("nothing to do  here\n", "nothing to do  here\n"), ("", ""),
    ("<p>One.</p>\n\n<p>Two   words.</p>\n", "One.\n\nTwo words."),
    ("a<br>b<br/>c<br><br>d", "a\nb\nc\n\nd"), ("<b>bold</b><i>it</i> x", "boldit x"),
    (
      "1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#233;&#x1F600;&nbsp;&quot;",
      "1 < 2 && 3 > 2 \"é😀\u{A0}\""
    ),
    (
      "<pre><code>\nfor i in x:\n    y  z\n\n    w\n</code></pre><p>end</p>",
      "for i in x:\n    y  z\n\n    w\n\nend"
    ),
    ("<ul><li>one</li><li>two <b>x</b></li></ul>after", "- one\n- two x\n\nafter"),
    (
      "<head><title>t</title></head><body><script>var a = '<b>';</script><style>p{}</style>seen</body>",
      "seen"
    ),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("<div>un<div>closed", "un\nclosed"), ("</p>stray", "stray"), ("<p>é 日本 😀", "é 日本 😀"),
    ("<!-- comment <b> -->x<!doctype html>", "x"), ("a &unknown; b <", "a &unknown; b <"),
    ("a <b> b </b> c", "a b c"), ("<p> a\n</p> <p> b</p>", "a\n\nb"),
    ("a<br> b  c\t<br>\n d", "a\nb c\nd"), ("<pre>a  b</pre> c", "a  b\n\nc"),
    ("if a < b and c > d", "if a < b and c > d"), ("<meta charset=latin1>é", "é"),
    ("<a href=\"javascript:x\" title='>'>link</a>", "link"),
    ("<h1>Title</h1>text<blockquote><p>quote</p></blockquote>", "Title\n\ntext\n\nquote"),
  ])
  func table(_ html: String, _ plain: String) throws {
    #expect(try HTMLText.plain(html) == plain)
  }

  @Test func nasty() throws {
    let deep = String(repeating: "<div>", count: 100_000) + "x"
    #expect(try HTMLText.plain(deep) == "x")
    let tables = String(repeating: "<table><tr><td>", count: 2000) + "x"
    #expect(try HTMLText.plain(tables).hasSuffix("x"))
    let entity = #"<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>"#
    #expect(try !HTMLText.plain(entity).contains("root:"))
    #expect(try HTMLText.plain(utf8("a<b>\u{0}c</b>")).last == UInt8(ascii: "c"))
    let notUTF8 = try HTMLText.plain([0x3C, 0x62, 0x3E, 0xE9, 0xFF, 0x41])
    #expect(notUTF8.last == 0x41)
    var random = Seeded(11)
    for _ in 0..<300 {
      let pieces = [
        "<", ">", "<p", "</", "&#", "<!--", "-->", "\"", "'", "a", "é", "<script>", "=",
      ]
      let html = (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      #expect(throws: Never.self) { try HTMLText.plain(html) }
    }
  }
}
