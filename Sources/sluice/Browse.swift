public import ArgumentParser
import Bytes
import Curation
import Glibc

extension BrowseQuery.Which: ExpressibleByArgument {}

extension Sluice {
  struct Browse: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Page through samples: kept, dropped and why, pairs side by side.")
    @OptionGroup var look: LookOptions

    @Argument(help: "all, kept or dropped.")
    var which = BrowseQuery.Which.all

    @Flag(help: "Pairs, the reasoning and the direct response side by side.")
    var pairs = false

    @Flag(help: "Input that could not become a sample.")
    var quarantine = false

    @Option(help: "Only samples that this filter dropped, for example correctness.math.")
    var filter: String?

    @Option(help: "Only samples dropped for this reason.")
    var reason: String?

    @Option(help: "Only samples of this category.")
    var category: String?

    @Option(help: "Only samples of this mode, on or off.")
    var mode: String?

    @Option(help: "Only samples of this source.")
    var source: String?

    @Option(name: .customLong("most"), help: "At most this many.")
    var most: Int?

    func validate() throws {
      if let most, most < 1 { throw ValidationError("--most must be at least 1, not \(most)") }
      if pairs, quarantine { throw ValidationError("--pairs and --quarantine exclude each other") }
      let isChosen = which != .all || [filter, reason, mode, source].contains { $0 != nil }
      if pairs, isChosen {
        throw ValidationError("--pairs are kept samples; only --category and --most go with it")
      }
      if quarantine, isChosen || category != nil {
        throw ValidationError("what is in quarantine is no sample; only --most goes with it")
      }
    }

    func run() throws {
      var query = BrowseQuery()
      query.which = which
      (query.filter, query.reason, query.category) = (filter, reason, category)
      (query.mode, query.source, query.most) = (mode, source, most)
      let isPaged = isTerminal(1)
      let browser = try Browser(
        folder: RunFolder(look.run), catalog: look.catalog(), isColored: showsColors(),
        width: terminalWidth(1))
      var pager: Pager?
      let emit: (String) throws -> Bool = { text in
        guard isPaged else {
          try writeStandardOutput(Array(text.utf8))
          return true
        }
        if pager == nil { pager = try Pager() }  // not before there is something to page through
        return pager?.write(Array(text.utf8)) ?? false
      }
      if quarantine {
        try browser.quarantine(query, emit: emit)
      } else if pairs {
        try browser.pairs(query, emit: emit)
      } else {
        try browser.samples(query, emit: emit)
      }
      try pager?.finish()
    }
  }

  struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell the life of one sample: every verdict, its pair, its place.")
    @OptionGroup var look: LookOptions

    @Argument(help: "The sample's id, or its first digits.")
    var id: String

    func run() throws {
      let biographer = try Biographer(folder: RunFolder(look.run), catalog: look.catalog())
      let rows = try biographer.rows(idPrefix: id)
      guard !rows.isEmpty else {
        throw CatalogError(path: look.run, problem: "no sample has an id that begins with \(id)")
      }
      for row in rows {
        let text = try biographer.life(row: row).story(isColored: showsColors())
        try writeStandardOutput(Array(text.utf8))
      }
    }
  }
}

/// Columns of the terminal behind a descriptor; 120 where there is none.
func terminalWidth(_ descriptor: Int32) -> Int {
  var size = winsize()
  guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 120 }
  return Int(size.ws_col)
}
