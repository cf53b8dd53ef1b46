/// Which samples a model is trained on.
struct SFTArm: Sendable, Hashable {
  let name: String
  /// The filter that was switched off for it; nil for the arms that are compared by the bars.
  var ablated: String?

  static let curated = SFTArm(name: "curated")
  static let raw = SFTArm(name: "raw")
  /// As many raw samples as there are curated ones, drawn at random: shows that it matters which
  /// samples are kept, not how many.
  static let random = SFTArm(name: "random")
  /// The set that the recipe would have written without one of its filters.
  static func without(_ filter: String) -> SFTArm {
    SFTArm(name: "without-\(filter)", ablated: filter)
  }
}
