import Bytes
import Testing
import Tokenizers

/// `models/tokenizers`, which `make tokenizers` fills.
private let folder = "models/tokenizers"

@Suite struct RankFileTests {
  static let texts = [
    "Hello, world! It's 2024.", "def f(x):\n    return x**2  # naïve", "日本語と한국어 🙂\u{200d}",
    "<|im_start|>user\n\n\nhi   ",
  ]

  /// What `tokenizers` 0.23.3 gives with the converted vocabularies.
  @Test(
    arguments: [
      (
        "llama3.tiktoken",
        [
          [9906, 11, 1917, 0, 1102, 596, 220, 2366, 19, 13],
          [755, 282, 2120, 997, 262, 471, 865, 334, 17, 220, 674, 95980, 588],
          [102433, 102158, 19732, 112699, 32179, 28584, 102470],
          [27, 91, 318, 5011, 91, 29, 882, 1432, 6151, 262],
        ]
      ),
      (
        "qwen2.tiktoken",
        [
          [9707, 11, 1879, 0, 1084, 594, 220, 17, 15, 17, 19, 13],
          [750, 282, 2075, 982, 262, 470, 856, 334, 17, 220, 671, 94880, 586],
          [101059, 102819, 19182, 23573, 124785, 31079, 27484, 378, 235],
          [151644, 872, 1406, 6023, 262],
        ]
      ),
      (
        "cl100k.tiktoken",
        [
          [9906, 11, 1917, 0, 1102, 596, 220, 2366, 19, 13],
          [755, 282, 2120, 997, 262, 471, 865, 334, 17, 220, 674, 95980, 588],
          [9080, 22656, 45918, 252, 19732, 24486, 89059, 255, 32179, 28584, 378, 235],
          [27, 91, 318, 5011, 91, 29, 882, 1432, 6151, 262],
        ]
      ),
      (
        "tekken.json",
        [
          [22177, 1044, 4304, 1033, 2157, 1681, 1032, 1050, 1048, 1050, 1052, 1046],
          [3149, 1284, 4790, 3640, 1293, 1850, 2460, 1438, 1050, 1032, 2569, 98355],
          [10008, 15199, 2407, 2316, 6430, 2897, 119685, 1153, 1130, 29568],
          [1060, 1124, 1329, 18993, 1124, 1062, 3263, 4688, 8101, 1293],
        ]
      ),
      (
        "deepseek.json",
        [
          [19923, 14, 2058, 3, 983, 734, 223, 939, 22, 16],
          [3465, 285, 4042, 3395, 361, 1354, 1527, 666, 20, 223, 1823, 112752],
          [88768, 2495, 5634, 17564, 9227, 68139, 46088],
          [30, 94, 328, 37864, 94, 32, 5265, 6328, 6366, 361],
        ]
      ),
    ] as [(String, [[Int32]])])
  func published(_ name: String, _ ids: [[Int32]]) throws {
    guard let bytes = try? Files.read("\(folder)/\(name)") else {
      print("skipped: \(folder)/\(name) is missing (make tokenizers)")
      return
    }
    let tokenizer = try Tokenizer(file: bytes)
    for (text, expected) in zip(Self.texts, ids) {
      #expect(tokenizer.encode(text) == expected)
      #expect(tokenizer.count(text) == expected.count)
      #expect(tokenizer.decode(expected) == text)
    }
  }

  @Test func everyWayToJoinIsAMerge() throws {
    // "abc" is joined from "ab", the lower rank, and "c"; "bc" alone stays.
    let ranks: [(bytes: [UInt8], rank: Int32)] = ["a", "b", "c", "ab", "bc", "abc"].enumerated().map
    {
      (Array($1.utf8), Int32($0))
    }
    let tokenizer = try Tokenizer(ranks: ranks, offset: 10, addedTokens: [], steps: [.gpt2])
    #expect(tokenizer.encode("abc bc cab") == [15, 14, 12, 13])
    #expect(tokenizer.json["model"]?["merges"]?.array?.count == 4)
  }

  @Test(arguments: ["", "YQ== 0\n", "YQ==\n", "Y!== 0\n", "YQ== -1\n", "{}", "{\"model\"", "[1]"])
  func refused(_ text: String) {
    #expect(throws: TokenizerError.self) { try Tokenizer(file: Array(text.utf8)) }
  }
}
