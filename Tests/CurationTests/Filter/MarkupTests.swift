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

  @Test(arguments: [
    FilterCase("emphasis", "It is [b]four[/b].", "fail"),
    FilterCase("a link", "See [url=http://a.org/x]this[/url].", "fail"),
    FilterCase("a quotation", "[quote=\"Ann, post: 4\"]It is 4.[/quote]", "fail"),
    FilterCase("a colour that never ends", "[color=#ff0000]It is 4.", "fail"),
    FilterCase("a word in brackets", "[b] is the second and [url] a link", "pass"),
    FilterCase("a link of Markdown", "[this](http://a.org/b) and [that][b]", "pass"),
    FilterCase("an index", "a[i] and x[size] and a[/2]", "pass"),
    FilterCase("a task", "- [x] done\n- [ ] to do", "pass"),
    FilterCase("in code", "`[b]four[/b]`", "pass"),
    FilterCase("a step", "[INST] and [/INST]", "pass"),
    FilterCase(
      "asked for", "[b]four[/b]", "skipped", fields: ["prompt": "Write it for my forum."]),
    FilterCase(
      "tags of the prompt", "[i]four[/i]", "skipped", fields: ["prompt": "Mend [b]five[/b]"]),
  ])
  func boardTags(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "markup: {limits: {boardTags: {max: 0}}}")
  }

  @Test(arguments: [
    FilterCase("a table", "Here:\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\nThat is it.", "pass"),
    FilterCase("without outer bars", "a | b\n--- | ---\n1 | 2", "pass"),
    FilterCase("in one line", "Here: | a | b | |---|---| | 1 | 2 | and so on", "fail"),
    FilterCase("no head", "Here it is.\n\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n", "fail"),
    FilterCase("no row", "| a | b |\n|---|---|\n\nThat is it.", "fail"),
    FilterCase("a grid", "|---|---|\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n|---|---|", "pass"),
    FilterCase("a rule", "One.\n\n---\n\nTwo.", "pass"),
    FilterCase("a conditional probability", "P(A|B) = P(B|A) P(A) / P(B)", "pass"),
    FilterCase("an absolute value", "|x - 3| --- |y|", "pass"),
    FilterCase("in code", "```\n|---|---|\n| 1 | 2 |\n```", "pass"),
    FilterCase("a missing value", "| a | b |\n|---|---|\n| 1 | --- |\n| - | -- |", "pass"),
    FilterCase(
      "of the prompt", "|---|---|\n| 1 | 2 |", "pass",
      fields: ["prompt": "Fill in:\n\n|---|---|\n| | |"]),
    FilterCase("empty", "", "pass"),
  ])
  func brokenTables(_ c: FilterCase) throws {
    try check(c, family: "quality", recipe: "markup: {limits: {brokenTables: {max: 0}}}")
  }
}
