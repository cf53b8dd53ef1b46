import Bytes

extension Tokenizer {
  /// Reads a tokenizer by what its bytes look like: a `tokenizer.json`, a `tekken.json`, a
  /// SentencePiece `.model` or a tiktoken rank file.
  ///
  /// - Throws: `TokenizerError.format`.
  public convenience init(file bytes: [UInt8]) throws(TokenizerError) {
    let start = bytes.first { !" \t\r\n".utf8.contains($0) }
    // A model's first field is its first piece, a message; no line of ranks starts so.
    if bytes.first == 0x0A, bytes.contains(0) {
      try self.init(sentencePiece: bytes)
      return
    }
    guard start == UInt8(ascii: "{") else {
      try self.init(rankFile: bytes)
      return
    }
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw .format("\(error)")
    }
    if json["model"] == nil, json["config"]?["pattern"] != nil {
      try self.init(tekken: json)
    } else {
      try self.init(json: json)
    }
  }
}
