import Bytes

/// A question and its accepted answer out of a Stack Exchange dump (`Posts.xml`), joined by
/// `StackExchangeJoin` into `{"question": {…}, "answer": {…}}`, each with its row's attributes.
///
/// Title and body are the prompt, the answer's body is the response; both become plain text.
struct StackExchangeSchema: Schema {
  func drafts(from record: inout Record) throws(RecordProblem) -> [Draft] {
    guard let question = try record.value("question")?.object,
      let answer = try record.value("answer")?.object
    else { throw RecordProblem("missing_field", "the record is no question with its answer") }
    guard let body = question["Body"]?.string, let response = answer["Body"]?.string else {
      throw RecordProblem("missing_field", "a post has no Body")
    }
    var draft = Draft()
    let title = question["Title"]?.string.map { PostText.plain($0) + "\n\n" } ?? ""
    draft.turns = [Turn(role: "user", content: title + PostText.plain(body))]
    draft.output = Array(PostText.plain(response).utf8)
    draft.license = answer["ContentLicense"]?.string
    addFacts(of: question, prefix: "question", to: &draft.metadata)
    addFacts(of: answer, prefix: "answer", to: &draft.metadata)
    try record.addRest(to: &draft.metadata)
    return [draft]
  }

  private func addFacts(of post: JSONObject, prefix: String, to metadata: inout Metadata) {
    for name in ["Id", "Score", "CreationDate", "Tags", "OwnerUserId", "OwnerDisplayName"] {
      metadata.add("\(prefix)_\(name)", post[name])
    }
  }
}
