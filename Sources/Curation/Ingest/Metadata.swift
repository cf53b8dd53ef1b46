import Bytes

/// What is known of a sample beyond the fields of the pool: the members of a JSON object.
///
/// In the pool it is one JSON *string*, since free-form objects whose members differ from line to
/// line break the loaders of columnar formats.
struct Metadata {
  /// The members, joined by commas, without the braces.
  private(set) var members: [UInt8] = []
  /// Names from a nested object, which a member of the record may have too.
  private var absorbed: [String] = []

  var isEmpty: Bool { members.isEmpty }

  /// Adds a member whose value is JSON on one line; `_` is added to a name that is there already.
  mutating func add(_ name: String, json value: [UInt8]) {
    var name = name
    while absorbed.contains(name) { name += "_" }
    if !members.isEmpty { members.append(UInt8(ascii: ",")) }
    JSONEscape.append(name, to: &members)
    members.append(UInt8(ascii: ":"))
    members += value
  }

  mutating func add(_ name: String, _ value: JSONValue?) {
    guard let value, !value.isNull else { return }
    add(name, json: value.encoded)
  }

  /// Adds the members of an object; another value becomes the member `metadata`.
  mutating func add(membersOf value: JSONValue) {
    guard let object = value.object else { return add("metadata", value) }
    for name in Set(object.keys).sorted() { add(name, object[name]) }
    absorbed += object.keys
  }

  /// Adds metadata that is an object, or a text that holds the JSON of one.
  mutating func absorb(_ value: JSONValue?) {
    guard let value else { return }
    if let text = value.string, let parsed = try? JSONValue(parsing: text), parsed.object != nil {
      add(membersOf: parsed)
    } else if value.string?.isEmpty != true {
      add(membersOf: value)
    }
  }
}
