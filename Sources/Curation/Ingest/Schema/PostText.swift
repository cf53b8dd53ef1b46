enum PostText {
  static func plain(_ html: String) -> String { html }
}
