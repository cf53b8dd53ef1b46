import Grading
import Testing

@Suite struct BoxedAnswerTests {
  @Test(arguments: [
    ("The answer is 4.", BoxedAnswer.absent),
    (#"\boxed{4}"#, .present), (#"\boxed {4}"#, .present), (#"\boxed 7"#, .present),
    (#"\boxed{\{1, 2\}}"#, .present), (#"\boxed{}"#, .broken), (#"\boxed{ \u{200B}"#, .broken),
    (#"\boxed{\frac{1}{2}"#, .broken), (#"\boxed"#, .broken), (#"\boxedness"#, .absent),
    (#"\boxed{3} then \boxed{"#, .broken), (#"\boxed{} then \boxed{3}"#, .present),
    (#"\boxed{\"#, .broken),
  ])
  func table(text: String, box: BoxedAnswer) {
    let bytes = Array(text.utf8)
    #expect(BoxedAnswer(bytes.span, in: 0..<bytes.count) == box)
  }

  @Test func theRegionBounds() {
    let bytes = Array(#"\boxed{4}"#.utf8)
    #expect(BoxedAnswer(bytes.span, in: 0..<8) == .broken)
    #expect(BoxedAnswer(bytes.span, in: 1..<9) == .absent)
    #expect(BoxedAnswer(bytes.span, in: 9..<9) == .absent)
  }

  @Test func promptsThatDemandABox() {
    #expect(demands(#"Put it in \boxed{}."#))
    #expect(!demands("Put it in a boxed paragraph."))
    #expect(!demands(#"\boxe"#))
  }

  private func demands(_ prompt: String) -> Bool {
    let bytes = Array(prompt.utf8)
    return demandsBox(bytes.span)
  }

  @Test(arguments: [
    ("none", 0), ("```py\nx\n```", 1), ("`x`", 0), ("a\n```\nx\n```\nb\n~~~\ny\n~~~", 2),
    ("a\n```py\nnever closed", 1), ("```a``` b", 0), ("```\n", 1), ("", 0),
    ("```\nx\n```\n```\ny", 2),
  ])
  func fences(text: String, count: Int) {
    let bytes = Array(text.utf8)
    #expect(fencedBlocks(in: bytes.span, region: 0..<bytes.count) == count)
  }

  @Test(arguments: [
    ("", 0), (#"\boxed{4}"#, 1), (#"\boxed{4} or \boxed{}"#, 2), (#"\boxedin"#, 0), (#"\boxe"#, 0),
    (#"\boxed{\boxed 4"#, 2), (#"\boxed"#, 1),
  ])
  func counts(text: String, boxes: Int) {
    let bytes = Array(text.utf8)
    #expect(BoxedAnswer.count(in: bytes.span, 0..<bytes.count) == boxes)
  }
}
