import Bytes

/// A question and its accepted answer out of a Stack Exchange dump (`Posts.xml`), joined by
/// `StackExchangeJoin` into `{"question": {…}, "answer": {…}}`, each with its row's attributes.
///
/// Title and body are the prompt, the answer's body is the response; both become plain text.
struct StackExchangeSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    if let problem = try record.text(StackExchangeJoin.faultKey) {
      throw RecordProblem("unreadable", problem)
    }
    guard let question = try record.value("question")?.object,
      let answer = try record.value("answer")?.object
    else { throw RecordProblem("missing_field", "the record is no question with its answer") }
    var draft = Draft()
    let body = try plainText(question["Body"], of: "the question")
    let title = question["Title"]?.string.map { $0 + "\n\n" } ?? ""
    draft.turns = [Turn(role: "user", content: title + body)]
    draft.output = Array(try plainText(answer["Body"], of: "the answer").utf8)
    draft.license = answer["ContentLicense"]?.string
    addFacts(of: question, prefix: "question", to: &draft.metadata)
    addFacts(of: answer, prefix: "answer", to: &draft.metadata)
    try record.addRest(to: &draft.metadata)
    return [draft]
  }

  private func plainText(_ body: JSONValue?, of post: String) throws(RecordProblem) -> String {
    guard let html = body?.string else {
      throw RecordProblem("missing_field", "\(post) has no Body")
    }
    do throws(MarkupError) {
      return try HTMLText.plain(html)
    } catch {
      throw RecordProblem("wrong_type", "the Body of \(post): \(error)")
    }
  }

  private func addFacts(of post: JSONObject, prefix: String, to metadata: inout Metadata) {
    for name in ["Id", "Score", "CreationDate", "Tags", "OwnerUserId", "OwnerDisplayName"] {
      metadata.add("\(prefix)_\(name)", post[name])
    }
  }
}
