import Grading
import Testing

struct Picked: Sendable, CustomTestStringConvertible {
  let response: String
  let choice: String?
  var options = ["Oslo", "Bern", "Riga", "Lima"]
  var gold = "A"

  init(_ response: String, _ choice: String?) {
    self.response = response
    self.choice = choice
  }
  var testDescription: String { response }
}

@Suite struct ChoiceTests {
  private func choice(_ c: Picked) -> String? {
    ChoiceGrader().grade(response: Array(c.response.utf8), options: c.options, gold: c.gold).choice
  }

  @Test(arguments: [
    Picked("C", "C"), Picked("(C)", "C"), Picked("C) Riga", "C"), Picked("**C.** Riga", "C"),
    Picked("Answer: C", "C"), Picked("The answer is (C) Riga.", "C"),
    Picked("\\boxed{\\text{C}}", "C"),
    Picked("\\boxed{C. Riga}", "C"), Picked("$\\boxed{(C)\\ \\text{Riga}}$", "C"),
    Picked("So I would pick option c.", "C"), Picked("### Final answer\nC", "C"),
    Picked("答案：C", "C"),
    Picked("La respuesta es C.", "C"), Picked("Ｃ", "C"), Picked("C is correct.", "C"),
    Picked("\\boxed{B} no, \\boxed{C}", "C"),
    Picked("The answer is B. Wait: the answer is C.", "C"),
    Picked("Answer: C\n\nExplanation: A and B are too far north.", "C"),
  ])
  func letters(_ c: Picked) { #expect(choice(c) == c.choice) }

  @Test(arguments: [
    Picked("सही उत्तर B है।", "B"), Picked("उत्तर: (C)", "C"), Picked("उत्तर B है, A नहीं", "B"),
    Picked("सही विकल्प C है", "C"), Picked("La opción correcta es la (A).", "A"),
    Picked("La bonne réponse est C.", "C"), Picked("Die richtige Antwort ist C.", "C"),
    Picked("A alternativa correta é D.", "D"), Picked("La risposta corretta è la B.", "B"),
    Picked("Правильный ответ — A.", "A"), Picked("故选：B．", "B"), Picked("因此，选项A正确。", "A"),
    Picked("正解はCです。", "C"), Picked("따라서 정답은 (D)이다.", "D"),
    Picked("الإجابة الصحيحة هي: (D)", "D"), Picked("Doğru cevap C'dir.", "C"),
    Picked("Poprawna odpowiedź to C.", "C"), Picked("Đáp án đúng là C.", "C"),
    Picked("সঠিক উত্তর হল C।", "C"), Picked("Het juiste antwoord is C.", "C"),
    Picked("Jawaban yang benar adalah C.", "C"), Picked("คำตอบที่ถูกต้องคือ C", "C"),
    Picked("Η σωστή απάντηση είναι η C.", "C"), Picked("Ⓒ", "C"),
  ])
  func otherLanguages(_ c: Picked) { #expect(choice(c) == c.choice) }

  @Test(arguments: [
    Picked("A) wrong\nB) wrong\nC) correct\nD) wrong", "C"),
    Picked("A: Incorrect. B: Incorrect. C: Correct! D: Incorrect.", "C"),
    Picked("A) wrong\nB) wrong", nil), Picked("A) right\nB) wrong", "A"),
    Picked("A is tempting, but B is right.", "B"),
  ])
  func eachOptionJudged(_ c: Picked) { #expect(choice(c) == c.choice) }

  @Test(arguments: [
    Picked("Answer: A closer look shows that it is D", "D"),
    Picked("A plan exists, and line B is long; D fits.", "D"),
    Picked("Answer: Because of the river, B.", "B"),
    Picked("Point A is on line B. The answer is D.", "D"),
    Picked("The answer isn't A, it's D.", "D"), Picked("It can't be A or B, so D.", "D"),
    Picked("A and B are wrong; D.", "D"),
    Picked("Answer: D because A is too cold", "D"), Picked("The answer is not B.", nil),
  ])
  func articlesAndNegations(_ c: Picked) { #expect(choice(c) == c.choice) }

  @Test(arguments: [
    Picked("Riga", "C"), Picked("The answer is Riga.", "C"),
    Picked("It must be Riga, by the sea.", "C"),
    Picked("Vienna", nil), Picked("Oslo or Riga", nil),
    Picked("The answer is not Oslo but Riga.", "C"),
  ])
  func texts(_ c: Picked) { #expect(choice(c) == c.choice) }

  @Test(arguments: [
    Picked("Answer: A, C", nil), Picked("B or C", nil), Picked("\\boxed{B/C}", nil),
    Picked("Answer: E", nil), Picked("Answer:", nil),
    Picked("Answer: none of these", nil), Picked("", nil), Picked("<think>C</think>", nil),
    Picked("<think>Answer: C", nil), Picked("\\boxed{", nil),
  ])
  func nothing(_ c: Picked) { #expect(choice(c) == c.choice) }

  @Test(arguments: [
    ("Answer: 12", "B"), ("\\boxed{\\frac{24}{2}}", "B"), ("The answer is 1.25.", "D"),
    ("12", "B"), ("$1.25$", "D"), ("11", nil), ("Answer: 125", nil), ("The answer is 12.5.", nil),
  ])
  func values(_ response: String, _ letter: String?) {
    let grade = ChoiceGrader().grade(
      response: Array(response.utf8), options: ["10", "12", "120", "5/4"], gold: "B")
    #expect(grade.choice == letter)
  }

  @Test(arguments: [
    ("Answer: B", "B", Outcome.pass), ("Answer: B", "Bern", .pass), ("Answer: B", "(B)", .pass),
    ("Answer: B", "B. Bern", .pass),
    ("Answer: B", "C", .fail(.wrongAnswer)), ("Answer: A, C", "A,C", .pass),
    ("Answer: (A) and (C)", "A, C", .pass), ("\\boxed{AC}", "A,C", .pass),
    ("Answer: A", "A,C", .fail(.wrongAnswer)), ("Answer: A, B, C", "A,C", .fail(.wrongAnswer)),
    ("No.", "B", .fail(.noAnswer)),
    ("Answer: B", "Madrid", .unsure(.goldUnparsed)),
  ])
  func golds(_ response: String, _ gold: String, _ outcome: Outcome) {
    let grade = ChoiceGrader().grade(
      response: Array(response.utf8), options: ["Oslo", "Bern", "Riga", "Lima"], gold: gold)
    #expect(grade.outcome == outcome)
  }

  @Test func romanOptionsAreTexts() {
    let grade = ChoiceGrader().grade(
      response: Array("The answer is I only.".utf8), options: ["II only", "I only", "I and II"],
      gold: "B")
    #expect(grade.choice == "B")
  }
}
