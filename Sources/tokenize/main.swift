// Tokens of texts, for comparing this library with others; no part of the product.
//
//   tokenize ids TOKENIZER TEXTS     a JSON string a line in; 32-bit numbers out: the number of tokens,
//                                    the number that counting alone finds, the tokens
//   tokenize bench TOKENIZER TEXTS   bytes, tokens, MB a CPU-second of counting at first and when warm,
//                                    and of encoding
//   tokenize train SAMPLES FILE      writes the tokenizer that the project ships
import Bytes
import Glibc
import Tokenizers

let arguments = CommandLine.arguments
guard arguments.count == 4, ["ids", "bench", "train"].contains(arguments[1]) else {
  print("usage: tokenize ids|bench TOKENIZER TEXTS, tokenize train SAMPLES FILE")
  exit(2)
}
do {
  if arguments[1] == "train" {
    try Files.write(BPETrainer.shipped(samples: arguments[2]), to: arguments[3])
    exit(0)
  }
  let tokenizer = try Tokenizer(file: Files.read(arguments[2]))
  let lines = try Files.read(arguments[3]).split(separator: UInt8(ascii: "\n"))
  let texts = try lines.map { Array((try JSONValue(parsing: Array($0)).string ?? "").utf8) }
  if arguments[1] == "ids" { try printIDs(tokenizer, texts) } else { bench(tokenizer, texts) }
} catch {
  print("\(error)")
  exit(1)
}

func printIDs(_ tokenizer: Tokenizer, _ texts: [[UInt8]]) throws {
  var out: [UInt8] = []
  for text in texts {
    let ids = tokenizer.encode(text, parsesSpecial: true)
    let counted = tokenizer.count(text.span)
    for number in [Int32(ids.count), Int32(counted)] + ids {
      for shift in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: number >> Int32(shift))) }
    }
    guard out.count > 1 << 20 else { continue }
    try Files.append(out, to: "/dev/stdout")
    out = []
  }
  try Files.append(out, to: "/dev/stdout")
}

func bench(_ tokenizer: Tokenizer, _ texts: [[UInt8]]) {
  let bytes = texts.reduce(0) { $0 + $1.count }
  var tokens = 0
  func rate(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(bytes) / (Double(clock() - start) / Double(CLOCKS_PER_SEC)) / 1e6
  }
  func count() { tokens = texts.reduce(0) { $0 + tokenizer.count($1.span) } }
  func encode() { tokens = texts.reduce(0) { $0 + tokenizer.encode($1).count } }
  let cold = rate(count)
  let warm = (0..<3).map { _ in rate(count) }.max() ?? 0
  encode()
  let encoding = (0..<2).map { _ in rate(encode) }.max() ?? 0
  print(bytes, tokens, Int(cold), Int(warm), Int(encoding))
}
