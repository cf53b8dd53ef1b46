import Bytes
import Testing

@Suite struct MarkupTests {
  @Test(arguments: [
    FilterCase("plain", "It is 4.", "pass"),
    FilterCase("a page", "<div class=\"post\"><p>It is 4.</p></div>", "fail"),
    FilterCase("a link", "See <a href='/x' onclick=\"f()\">this</a>.", "fail"),
    FilterCase("a comment", "It is 4.<!-- ad -->", "fail"),
    FilterCase("in code", "Use `<div>` here.", "pass"),
    FilterCase("in a fence", "```html\n<div><p>4</p></div>\n```", "pass"),
    FilterCase("around a fence", "<p>See:\n```\nx = 4\n```\n</p>", "fail"),
    FilterCase("what Markdown has", "x<sup>2</sup> and a<br>break", "pass"),
    FilterCase("less than", "if a<p && p>b then a<p", "pass"),
    FilterCase("generics", "a vector<int> and a Map<String, List<Object>>", "pass"),
    FilterCase("a name in brackets", "press <a> to go on", "pass"),
    FilterCase("a heading", "<<title>> and <A Tale of Two Friends>", "pass"),
    FilterCase("never closed", "<div class=\"", "pass"),
    FilterCase(
      "asked for", "<div>4</div>", "skipped", fields: ["prompt": "Write the HTML of a page."]),
    FilterCase("a document type", "<!DOCTYPE html>\nIt is 4.", "fail"),
    FilterCase(
      "tags of an answer", "<p>It is 4.</p>", "fail",
      fields: ["prompt": "Put it in answer tags: <answer>4</answer>"]),
    FilterCase(
      "tags of the prompt", "<p>It is 4.</p>", "skipped",
      fields: ["prompt": "Correct: <p>It is 5.</p>"]),
    FilterCase("empty", "", "pass"),
  ])
  func tags(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "markup: {limits: {tags: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("none", "R&D; AT&T", "pass"),
    FilterCase("named", "Share&nbsp;|&nbsp;Reply", "fail"),
    FilterCase("numbered", "don&#39;t", "fail"),
    FilterCase("a letter", "caf&eacute; and &euro;5", "fail"),
    FilterCase("a sign", "4 &times; 5 = 20", "fail"),
    FilterCase("LaTeX", "a &lt b \\\\ c & d; e", "pass"),
  ])
  func entities(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "markup: {limits: {entities: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase(
      "little", "<p>A sentence that is rather long, so that the tags are little.</p>", "pass"),
    FilterCase(
      "mostly markup", "<div class=\"post-body\" style=\"margin:0\"><p>4</p></div>", "fail"),
  ])
  func share(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "markup: {limits: {markupShare: {max: 0.5}}}")
  }
}
