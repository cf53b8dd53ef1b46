/// The files of `filters/` that the binary carries, so that it works outside the project's folder.
enum EmbeddedFiles {
  /// The text of an embedded file by its path in the project; nil for others.
  static func text(_ path: String) -> String? {
    switch path {
    case "filters/default.yaml": String(decoding: PackageResources.default_yaml, as: UTF8.self)
    case "filters/lists/demands.en.txt":
      String(decoding: PackageResources.demands_en_txt, as: UTF8.self)
    case "filters/lists/developers.txt":
      String(decoding: PackageResources.developers_txt, as: UTF8.self)
    case "filters/lists/figures.en.txt":
      String(decoding: PackageResources.figures_en_txt, as: UTF8.self)
    case "filters/lists/filler.en.txt":
      String(decoding: PackageResources.filler_en_txt, as: UTF8.self)
    case "filters/lists/identity.en.txt":
      String(decoding: PackageResources.identity_en_txt, as: UTF8.self)
    case "filters/lists/markers-connective.en.txt":
      String(decoding: PackageResources.markers_connective_en_txt, as: UTF8.self)
    case "filters/lists/markers-step.en.txt":
      String(decoding: PackageResources.markers_step_en_txt, as: UTF8.self)
    case "filters/lists/markers-tentative.en.txt":
      String(decoding: PackageResources.markers_tentative_en_txt, as: UTF8.self)
    case "filters/lists/markers-verification.en.txt":
      String(decoding: PackageResources.markers_verification_en_txt, as: UTF8.self)
    case "filters/lists/models.txt":
      String(decoding: PackageResources.models_txt, as: UTF8.self)
    case "filters/lists/narratives.en.txt":
      String(decoding: PackageResources.narratives_en_txt, as: UTF8.self)
    case "filters/lists/prompt-residue.txt":
      String(decoding: PackageResources.prompt_residue_txt, as: UTF8.self)
    case "filters/lists/proofs.en.txt":
      String(decoding: PackageResources.proofs_en_txt, as: UTF8.self)
    case "filters/lists/refusals.en.txt":
      String(decoding: PackageResources.refusals_en_txt, as: UTF8.self)
    case "filters/lists/refusals.other.txt":
      String(decoding: PackageResources.refusals_other_txt, as: UTF8.self)
    case "filters/lists/template-tokens.txt":
      String(decoding: PackageResources.template_tokens_txt, as: UTF8.self)
    case "filters/lists/turn-markers.txt":
      String(decoding: PackageResources.turn_markers_txt, as: UTF8.self)
    case "filters/tokenizers/demo.json":
      String(decoding: PackageResources.demo_json, as: UTF8.self)
    case "filters/benchmarks/demo.yaml": String(decoding: PackageResources.demo_yaml, as: UTF8.self)
    case "filters/benchmarks/demo.jsonl":
      String(decoding: PackageResources.demo_jsonl, as: UTF8.self)
    default: nil
    }
  }
}
