import Bytes
import Curation
import Testing

@Suite struct StackExchangeTests {
  private static let posts = """
    <?xml version="1.0" encoding="utf-8"?>
    <posts>
      <row Id="1" PostTypeId="1" AcceptedAnswerId="4" Score="9" Title="Less &amp; more?" Body="&lt;p&gt;Is &lt;code&gt;1 &amp;lt; 2&lt;/code&gt;?&lt;/p&gt;" Tags="&lt;math&gt;" ContentLicense="CC BY-SA 4.0" />
      <row Id="2" PostTypeId="1" Title="Open" Body="no answer" />
      <row Id="3" PostTypeId="2" ParentId="1" Body="&lt;p&gt;No.&lt;/p&gt;" />
      <row Id="4" PostTypeId="2" ParentId="1" Score="5" Body="&lt;p&gt;Yes.&lt;/p&gt;&lt;p&gt;Always.&lt;/p&gt;" ContentLicense="CC BY-SA 3.0" />
    """

  private func convert(_ xml: String) throws -> [String] {
    let folder = TemporaryFolder()
    try Files.write(Array(xml.utf8), to: folder.path + "/Posts.xml")
    try StackExchangeJoin.convert(
      folder.path + "/Posts.xml", to: folder.path + "/out.jsonl", scratch: folder.path + "/waiting")
    #expect(!Files.exists(folder.path + "/waiting"))
    return try Files.readText(folder.path + "/out.jsonl").split(separator: "\n").map(String.init)
  }

  @Test func questionsMeetTheirAcceptedAnswer() throws {
    let records = try convert(Self.posts + "\n</posts>\n")
    try #require(records.count == 1)
    try SchemaCase(
      "joined", records[0],
      #"""
      {"input":[{"role":"user","content":"Less & more?\n\nIs 1 < 2?"}],"output":"Yes.\n\nAlways.",
       "license":"CC BY-SA 3.0",
       "metadata":"{\"question_Id\":\"1\",\"question_Score\":\"9\",\"question_Tags\":\"<math>\",\"answer_Id\":\"4\",\"answer_Score\":\"5\"}"}
      """#
    ).check("schema: stackexchange")
  }

  @Test func aFileThatBreaksOffEndsInQuarantine() throws {
    let records = try convert(Self.posts + "\n<row Id=\"5\" PostTy")
    try #require(records.count == 2)
    try QuarantineCase("broken", records[1], "unreadable").check("schema: stackexchange")
  }

  @Test(arguments: [
    QuarantineCase("a bare post", #"{"Id":"1","Body":"a"}"#, "missing_field"),
    QuarantineCase(
      "no body", #"{"question":{"Title":"a"},"answer":{"Body":"b"}}"#, "missing_field"),
  ])
  func quarantine(_ row: QuarantineCase) throws { try row.check("schema: stackexchange") }
}
