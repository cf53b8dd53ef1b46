/// The files of `filters/` that the binary carries, so that it works outside the project's folder.
enum EmbeddedFiles {
  /// The text of an embedded file by its path in the project; nil for others.
  static func text(_ path: String) -> String? {
    switch path {
    case "filters/default.yaml": String(decoding: PackageResources.default_yaml, as: UTF8.self)
    case "filters/lists/refusals.en.txt":
      String(decoding: PackageResources.refusals_en_txt, as: UTF8.self)
    default: nil
    }
  }
}
