import Bytes
import Curation
import Testing

@Suite struct MarkupValidityTests {
  static let svg: JSONObject = ["tests": ["kind": "markup", "language": "svg"]]

  @Test(arguments: [
    FilterCase("no markup", "Four.", "skipped"),
    FilterCase("a tag in prose", "Use <b> for bold.", "skipped"),
    FilterCase("XML", "```xml\n<a><b/></a>\n```", "pass"),
    FilterCase("broken XML", "```xml\n<a><b></a>\n```", "fail"),
    FilterCase("an excerpt of XML", "```xml\n<a/>\n<android:b/>\n```", "pass"),
    FilterCase("a broken excerpt", "```xml\n<a/>\n<b>\n```", "fail"),
    FilterCase("HTML", "```html\n<p>a<p>b\n```", "pass"),
    FilterCase("broken HTML", "```html\n<div>\n```", "fail"),
    FilterCase("the second block is broken", "```xml\n<a/>\n```\n```html\n</p>\n```", "fail"),
    FilterCase("a page without a fence", "<!DOCTYPE html><html><body>x</html>", "pass"),
    FilterCase("another language", "```python\nx = '<a>'\n```", "skipped"),
    FilterCase("only in the reasoning", "<think>```xml\n<a>\n```</think>4", "skipped"),
    FilterCase("an image that is asked for", "<svg><path/></svg>", "pass", fields: svg),
    FilterCase(
      "in its namespace", "```svg\n<svg xmlns='http://www.w3.org/2000/svg'/>\n```", "pass",
      fields: svg),
    FilterCase("labelled as XML", "```xml\n<svg/>\n```", "pass", fields: svg),
    FilterCase("without a label", "```\n<svg/>\n```", "pass", fields: svg),
    FilterCase("another root", "<html/>", "fail", fields: svg),
    FilterCase("in another namespace", "<svg xmlns='urn:x'/>", "fail", fields: svg),
    FilterCase("prose where an image is asked for", "I cannot draw.", "fail", fields: svg),
    FilterCase("an excerpt is no image", "<svg/><svg/>", "fail", fields: svg),
    FilterCase("an empty answer", "", "skipped"),
    FilterCase(
      "entities from outside",
      "```xml\n<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
        + "<a>&e;</a>\n```", "fail"),
    FilterCase("too long", "```xml\n<a>" + String(repeating: "x", count: 1 << 20), "unsure"),
  ])
  func table(_ c: FilterCase) throws {
    try check(c, family: "correctness", recipe: "markup: {policy: drop}")
  }

  @Test(arguments: [
    FilterCase("valid", "<list><item>1</item></list>", "pass"),
    FilterCase("not valid", "<list/>", "fail"),
    FilterCase("not well-formed", "<list>", "fail"),
    FilterCase("no document", "none", "fail"),
  ])
  func schema(_ c: FilterCase) throws {
    let folder = TemporaryFolder()
    let xsd = """
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="list">
      <xs:complexType><xs:sequence><xs:element name="item"/></xs:sequence></xs:complexType>
      </xs:element></xs:schema>
      """
    let path = folder.path + "/list.xsd"
    try Files.write(Array(xsd.utf8), to: path)
    try check(
      c, family: "correctness", recipe: "markup: {settings: {language: xml, schema: '\(path)'}}")
  }

  @Test func aSchemaThatIsNotThere() {
    #expect(throws: ConfigError.self) {
      try check(
        FilterCase("", "<a/>", "pass"), family: "correctness",
        recipe: "markup: {settings: {schema: 'nowhere.xsd'}}")
    }
  }
}
