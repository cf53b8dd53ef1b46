import Bytes
import Curation
import Testing

/// Ids hang on these hashes: a change here makes other datasets of the same input.
@Suite struct SampleHashTests {
  private func rows(_ records: String..., name: String = "test") throws -> [PoolRow] {
    try Ingested("schema: sluice", Array(records.map { $0 + "\n" }.joined().utf8), name: name).batch
      .rows
  }

  @Test func valuesNeverChange() throws {
    let row = try #require(
      try rows(
        #"{"prompt":"What is 2+2?","output":"<think>\nSum.\n</think>\n\n4","reasoning":"on","system_prompt":"Be brief."}"#
      ).first)
    #expect(row.id.hex == "4e4b2e291de33a7d923a7094bb43b9ea")
    #expect(row.prompt.hex == "96f84b3a8380cafe7b3ff069a3a9125c")
    #expect(row.content.hex == "4fbfedd390684a3988fb6c4e3bd0c3bb")
    #expect(row.response == Hash128(of: "<think>\nSum.\n</think>\n\n4"))
    #expect(row.answer == Hash128(of: "\n\n4"))
  }

  @Test func bothModesOfAPromptShareItsID() throws {
    let rows = try rows(
      #"{"prompt":"?","output":"a","system_prompt":"detailed thinking on"}"#,
      #"{"prompt":"?","output":"a","system_prompt":"detailed thinking off"}"#,
      #"{"input":[{"role":"system","content":"detailed thinking off"},{"role":"user","content":" ?\n"}],"output":"a"}"#,
      #"{"prompt":"?","output":"a"}"#)
    #expect(Set(rows.map(\.prompt)).count == 1)
    #expect(Set(rows.map(\.id)).count == 4)
    #expect(rows[0].content != rows[1].content)
    #expect(rows[1].content == rows[2].content)
    #expect(rows[2].content == rows[3].content)
  }

  @Test func promptsThatDifferHaveOtherIDs() throws {
    let rows = try rows(
      #"{"prompt":"?","output":"a"}"#,
      #"{"prompt":"?!","output":"a"}"#,
      #"{"prompt":"?","output":"a","system_prompt":"s"}"#,
      #"{"prompt":"s","output":"a","system_prompt":"?"}"#,
      #"{"input":[{"role":"user","content":"?"},{"role":"user","content":"!"}],"output":"a"}"#,
      #"{"prompt":"?","output":"a","tools":[]}"#,
      #"{"prompt":"?","output":"a","tools":[{"name":"f"}]}"#)
    #expect(Set(rows.map(\.prompt)).count == rows.count)
  }

  @Test func whatIsNoPromptDoesNotCount() throws {
    let rows = try rows(
      #"{"prompt":"?","output":"a","tools":[{"name":"f","p":"é"}]}"#,
      #"{"input":[{"role":"user","content":"?"},{"role":"assistant","content":"x"}],"output":"a","category":"math","tools":[ {"name" : "f", "p":"\u00e9"} ]}"#
    )
    #expect(rows[0].prompt == rows[1].prompt)
  }

  @Test func callsAndTurnsArePartOfTheResponse() throws {
    let rows = try rows(
      #"{"prompt":"?","output":""}"#,
      #"{"prompt":"?","output":"","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}]}"#,
      #"{"prompt":"?","output":"","turns":[{"role":"assistant","content":"x"},{"role":"user","content":"y"}]}"#
    )
    #expect(Set(rows.map(\.response)).count == 3)
    #expect(Set(rows.map(\.content)).count == 3)
  }

  @Test func idsDependOnSourceFileAndLineOnly() throws {
    let a = #"{"prompt":"?","output":"a"}"#
    let b = #"{"prompt":"?","output":"b"}"#
    let first = try rows(a, b)
    #expect(try rows(a, b).map(\.id) == first.map(\.id))
    #expect(try rows(a, b, name: "other").map(\.id) != first.map(\.id))
    // The same line in a file of other content is another sample.
    #expect(try rows(a)[0].id != first[0].id)
    #expect(first[0].prompt == first[1].prompt)
    #expect(try rows(a)[0].content == first[0].content)
  }
}
