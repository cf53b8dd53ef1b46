/// Pieces of a self-contained HTML page.
///
/// Text of samples comes in through `escaped` only.
package enum HTML {
  /// Text for element content and quoted attributes; control characters are shown, not obeyed.
  package static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    // By scalars: a "<" behind a combining mark is no character of its own, and markup all the same.
    for scalar in visible(text).unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return String(out)
  }

  static func page(title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title><style>\(style)</style></head>
    <body><main>\(body)</main></body></html>

    """
  }

  static func table(_ head: [String], _ rows: [[String]], numbersFrom: Int = 1) -> String {
    let cells = { (tag: String, row: [String]) in
      row.enumerated().map { index, cell in
        "<\(tag)\(index >= numbersFrom ? " class=n" : "")>\(cell)</\(tag)>"
      }.joined()
    }
    let body = rows.map { "<tr>\(cells("td", $0))</tr>" }.joined(separator: "\n")
    return "<table><thead><tr>\(cells("th", head))</tr></thead><tbody>\n\(body)</tbody></table>\n"
  }

  /// A bar whose length is a share, 0...1.
  static func bar(_ share: Double, _ kind: String) -> String {
    let width = (min(1, max(0, share)) * 1000).rounded() / 10
    return "<div class=track><div class=\"bar \(kind)\" style=\"width:\(width)%\"></div></div>"
  }

  private static let style = """
    :root{--bg:#fbfbfa;--fg:#1c1e21;--dim:#6b7280;--line:#e3e4e6;--card:#fff;--keep:#2f855a;\
    --drop:#c2542d;--off:#3b6fb6;--gone:#8a6d1b}
    @media(prefers-color-scheme:dark){:root{--bg:#15171a;--fg:#e6e7e9;--dim:#9aa1ab;--line:#2c3036;\
    --card:#1c1f23;--keep:#58b98a;--drop:#e08a64;--off:#7ba7e0;--gone:#d3b660}}
    *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--fg);\
    font:15px/1.5 system-ui,sans-serif}main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
    h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:36px 0 10px}p{margin:4px 0}
    .dim{color:var(--dim)}table{border-collapse:collapse;width:100%;font-size:14px}
    th,td{text-align:left;padding:5px 10px;border-bottom:1px solid var(--line);vertical-align:top}
    th{font-weight:600;color:var(--dim)}.n{text-align:right;font-variant-numeric:tabular-nums}
    .track{background:var(--line);border-radius:3px;height:12px;min-width:160px}
    .bar{height:12px;border-radius:3px;background:var(--keep)}.bar.drop{background:var(--drop)}
    .bar.off{background:var(--off)}.bar.gone{background:var(--gone)}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:18px 0}
    .tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 16px}
    .tile b{display:block;font-size:24px;font-variant-numeric:tabular-nums}
    .pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line);\
    border-radius:8px;padding:10px 14px;font:13px/1.45 ui-monospace,monospace;margin:6px 0}
    .card{margin:14px 0}.kept{color:var(--keep)}.dropped{color:var(--drop)}
    .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:16px}
    svg{width:100%;height:auto;background:var(--card);border:1px solid var(--line);border-radius:8px}
    svg text{fill:var(--dim);font:11px system-ui,sans-serif}
    """
}
