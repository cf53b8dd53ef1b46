import Bytes
import Testing

@Suite struct MarkupCheckTests {
  @Test(
    arguments: [
      ("<a/>", nil), ("<a><b c='1'/>x</a>", nil), ("\u{FEFF}<a/>", nil),
      ("<?xml version='1.0' encoding='UTF-16'?><a>é</a>", nil),
      ("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", nil),
      ("<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://127.0.0.1:1/svg.dtd'><svg/>", nil),
      ("", .syntax), ("text", .syntax), ("<a>", .syntax), ("<a><b></a></b>", .syntax),
      ("<a/><b/>", .syntax), ("<a b=1/>", .syntax), ("<a b='1' b='2'/>", .syntax),
      ("<a>&nbsp;</a>", .syntax), ("<a>\u{0}</a>", .syntax), ("<a>&#0;</a>", .syntax),
      ("<p:a/>", .namespace), ("<p:a>", .syntax),
    ] as [(String, MarkupFault.Kind?)])
  func wellFormedXML(_ text: String, _ fault: MarkupFault.Kind?) {
    #expect(checkXML(Array(text.utf8).span, schema: nil).fault?.kind == fault)
  }

  @Test func malformedUTF8() {
    let bytes = Array("<a>".utf8) + [0xFF, 0xC3, 0x28] + Array("</a>".utf8)
    #expect(checkXML(bytes.span, schema: nil).fault?.kind == .syntax)
  }

  /// Nothing outside of the document is read, and what its entities could grow to is bounded.
  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY e SYSTEM 'http://127.0.0.1:1/'>]><a b='&e;'/>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>",
    "<!DOCTYPE a [<!ENTITY % p '<!ENTITY e \"x\">'> %p;]><a>&e;</a>",
  ])
  func entitiesFromOutside(_ text: String) {
    #expect(checkXML(Array(text.utf8).span, schema: nil).fault?.kind == .entity)
  }

  @Test(arguments: ["<a>&j;</a>", "<a b='&j;'/>"]) func laughs(_ body: String) {
    var text = "<!DOCTYPE a [<!ENTITY a 'ha'>"
    for (name, inner) in zip("bcdefghij", "abcdefghi") {
      text += "<!ENTITY \(name) '" + String(repeating: "&\(inner);", count: 10) + "'>"
    }
    let report = checkXML(Array((text + "]>" + body).utf8).span, schema: nil)
    #expect(report.fault?.kind == .bounds)
  }

  /// Text that refers to entities is small; only validation needs what they stand for.
  @Test(arguments: ["<list item='?'/>", "<list>?</list>"]) func quadraticEntities(_ body: String)
    throws
  {
    let long = String(repeating: "x", count: 100_000)
    let many = String(repeating: "&e;", count: 20_000)
    let text = "<!DOCTYPE list [<!ENTITY e '\(long)'>]>" + body.replacing("?", with: many)
    for schema in [Self.xsd, Self.relaxNG] {
      let schema = try MarkupSchema(Array(schema.utf8), path: "s")
      #expect(checkXML(Array(text.utf8).span, schema: schema).fault?.kind != .schema)
    }
  }

  @Test func loopOfEntities() {
    let text = "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>"
    #expect(checkXML(Array(text.utf8).span, schema: nil).fault?.kind == .bounds)
  }

  @Test func depth() {
    let text = String(repeating: "<a>", count: 100_000)
    #expect(checkXML(Array(text.utf8).span, schema: nil).fault?.kind == .bounds)
    let html = String(repeating: "<b>", count: 100_000) + String(repeating: "</i>", count: 100_000)
    #expect(checkHTML(Array(html.utf8).span).fault != nil)
  }

  @Test func manyAttributes() {
    let text = "<a " + (0..<100_000).map { "b\($0)=''" }.joined(separator: " ") + "/>"
    #expect(checkXML(Array(text.utf8).span, schema: nil).fault?.kind == .bounds)
    #expect(checkHTML(Array(text.utf8).span).fault?.kind == .bounds)
  }

  static let xsd = """
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="list"><xs:complexType><xs:sequence>
        <xs:element name="item" type="xs:integer" maxOccurs="unbounded"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>
    """
  static let relaxNG = """
    <element name="list" xmlns="http://relaxng.org/ns/structure/1.0"
        datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
      <oneOrMore><element name="item"><data type="integer"/></element></oneOrMore>
    </element>
    """

  @Test(
    arguments: [xsd, relaxNG],
    [
      ("<list><item>1</item><item>2</item></list>", nil), ("<list><item>x</item></list>", .schema),
      ("<list/>", .schema), ("<other/>", .schema), ("<list>", .syntax),
      (
        "<list xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
          + "xsi:noNamespaceSchemaLocation='file:///etc/passwd'/>", .schema
      ),
    ] as [(String, MarkupFault.Kind?)])
  func schemas(_ schema: String, _ document: (String, MarkupFault.Kind?)) throws {
    let schema = try MarkupSchema(Array(schema.utf8), path: "s")
    let report = checkXML(Array(document.0.utf8).span, schema: schema)
    #expect(report.fault?.kind == document.1)
  }

  @Test(arguments: ["", "<a/>", "<xs:schema", "text"]) func noSchema(_ text: String) {
    #expect(throws: MarkupError.self) { try MarkupSchema(Array(text.utf8), path: "s.xsd") }
  }

  @Test(arguments: [
    ("<p>a<p>b", true), ("<ul><li>a<li>b</ul>", true), ("a & b <br> c", true),
    ("<!DOCTYPE html><html><head><title>t</title></head><body><main>x</main></body></html>", true),
    ("<a href='?a=1&b=2'>x</a>", true), ("<img src=x alt=y>", true), ("<DIV>x</div>", true),
    ("<section><article>new elements</article></section>", true),
    ("<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>", true),
    ("<script>if (a < b && c) { x = '</div>' }</script>", true), ("plain text", true),
    ("<table><tr><td>1<td>2<tr><td>3</table>", true), ("<!-- a --><p>b</p>", true),
    ("<div><b>x</div>", false), ("<div>x", false), ("x</div>", false), ("<b><i>x</b></i>", false),
    ("<p id=a id=b>x</p>", false), ("<div>\u{0}</div>", false), ("<script>x", false),
    ("<html><body><div>x</body></html>", false), ("<section><div>x</section>", false),
    ("<div><div>x</div>", false), ("<DIV ><p>x</DIV >", true),
    ("<video><source src=x></video>", true),
    ("<ul><li><ul><li>a</ul><li>b</ul>", true), ("<select><option>a<option>b</select>", true),
  ]) func html(_ text: String, _ isGood: Bool) {
    let report = checkHTML(Array(text.utf8).span)
    #expect((report.fault == nil) == isGood, "\(String(describing: report.fault))")
  }
}
