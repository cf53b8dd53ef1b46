import Bytes
import Curation
import Glibc
import Testing

/// The converter on a small file in the columns of Nemotron-Post-Training-Dataset v1, which pyarrow
/// writes here.
@Suite struct ParquetTests {
  private static let script =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    + "/datasets/parquet-to-jsonl.py"

  /// A Python with pyarrow: `SLUICE_PYTHON`, the project's environment, or the system's.
  private static let python: String? = {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let named = unsafe getenv("SLUICE_PYTHON").map { unsafe String(cString: $0) }
    return [named, root + "/.venv/bin/python", "python3"].compactMap { $0 }.first {
      run("\($0) -c 'import pyarrow' 2>/dev/null") == 0
    }
  }()

  private static func run(_ command: String) -> Int32 { unsafe system(command) }

  private static let writer = #"""
    import sys, pyarrow as pa, pyarrow.parquet as pq
    calls = [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"a\": 1}"}}]
    def message(role, content, calls=None):
        return {"role": role, "content": content, "tool_calls": calls or []}
    rows = [
        {"uuid": "1", "license": "cc-by-4.0", "generator": "DeepSeek-R1-0528", "version": "v1",
         "category": "math", "reasoning": "on",
         "messages": [message("user", "2+2?\n\"quoted\" é\u0000"),
                      message("assistant", "<think>\nSum.\n</think>\n4 🙂")],
         "metadata": "{\"expected_answer\": \"4\"}"},
        {"uuid": "2", "license": "cc-by-4.0", "generator": "Qwen3-235B-A22B", "version": "v1",
         "category": "tool", "reasoning": "off",
         "messages": [message("user", "Call f."), message("assistant", "", calls)],
         "metadata": "{\"tools\": [{\"name\": \"f\"}]}"},
    ]
    pq.write_table(pa.Table.from_pylist(rows), sys.argv[1])
    """#

  @Test func rowsBecomeSamples() throws {
    guard let python = Self.python else {
      print("skipped: no Python with pyarrow; set SLUICE_PYTHON to one")
      return
    }
    let folder = TemporaryFolder()
    try Files.write(Array(Self.writer.utf8), to: folder.path + "/write.py")
    #expect(Self.run("\(python) \(folder.path)/write.py \(folder.path)/a.parquet") == 0)
    let converted = folder.path + "/a.jsonl.zst"
    let command = "\(python) \(Self.script) \(converted) \(folder.path)/a.parquet 2>/dev/null"
    #expect(Self.run(command) == 0)

    let yaml = "name: parquet\nfiles: a.jsonl.zst\nschema: nemotron_post_training\n"
    try Files.write(Array(yaml.utf8), to: folder.path + "/dataset.yaml")
    let dataset = try DatasetFile.read(folder.path + "/dataset.yaml")
    let ingested = try Ingested(dataset.sources[0])
    #expect(ingested.reasons == [])
    #expect(ingested.samples.map(\.prompt) == ["2+2?\n\"quoted\" é\0", "Call f."])
    #expect(ingested.samples.map(\.response.text) == ["<think>\nSum.\n</think>\n4 🙂", ""])
    #expect(ingested.samples.map(\.expectedAnswer) == ["4", nil])
    #expect(ingested.samples[1].toolCalls?.first?["function"]?["name"] == "f")
    #expect(ingested.samples[1].tools == [["name": "f"]])
  }

  @Test func withoutFilesItTellsHow() throws {
    guard let python = Self.python else { return }
    #expect(Self.run("\(python) \(Self.script) 2>/dev/null") >> 8 == 2)
  }
}
