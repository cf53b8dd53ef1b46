/// How a schema is read.
public struct SchemaRules: Sendable, Hashable {
  /// For schemas that state none.
  public let dialect: SchemaDialect
  /// Whether the formats that are known (`date-time`, `email` …) are asserted or only annotate.
  public let assertsFormats: Bool
  /// Whether the type names of other languages are understood: `dict`, `float`, `tuple`, `any` …
  /// An unknown one then allows everything; otherwise nothing.
  public let readsForeignTypes: Bool

  public init(dialect: SchemaDialect, assertsFormats: Bool, readsForeignTypes: Bool) {
    self.dialect = dialect
    self.assertsFormats = assertsFormats
    self.readsForeignTypes = readsForeignTypes
  }
}
