// The tables of catalog.sqlite; docs/catalog.md explains them to people.
//
// Two decisions shape them. Hot tables hold numbers and blobs (terms are numbered, hashes are 16
// bytes), and a view of the readable name stands beside each. Findings are packed, one row a sample
// and pass (see StoredFinding); the view `finding` gives the row a filter that a person expects.

enum CatalogSchema {
  /// Raised when a table changes its meaning; a run of another version is refused, never guessed at.
  static let version = 2

  static let tables = """
    CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

    -- Every category, generator, licence, source and raw file, once.
    CREATE TABLE IF NOT EXISTS term(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

    -- Parts of the pool. cursor: where ingest goes on after this part.
    CREATE TABLE IF NOT EXISTS pool_part(
      part INTEGER PRIMARY KEY, source INTEGER NOT NULL, first_row INTEGER NOT NULL,
      samples INTEGER NOT NULL, bytes INTEGER NOT NULL, cursor TEXT NOT NULL);

    -- Raw input by file.
    CREATE TABLE IF NOT EXISTS input(
      source INTEGER NOT NULL, file TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
      modified INTEGER NOT NULL, PRIMARY KEY(source, file)) WITHOUT ROWID;

    CREATE TABLE IF NOT EXISTS quarantine(
      id INTEGER PRIMARY KEY, source INTEGER NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,
      offset INTEGER NOT NULL, length INTEGER NOT NULL, reason TEXT NOT NULL,
      problem TEXT NOT NULL, raw BLOB NOT NULL);

    -- Raw lines of each source, without empty ones: samples and quarantine come from them.
    CREATE TABLE IF NOT EXISTS source_count(
      source INTEGER PRIMARY KEY, records INTEGER NOT NULL);

    CREATE TABLE IF NOT EXISTS repair(source INTEGER NOT NULL, name TEXT NOT NULL,
      samples INTEGER NOT NULL, PRIMARY KEY(source, name)) WITHOUT ROWID;

    CREATE TABLE IF NOT EXISTS sample_row(
      row INTEGER PRIMARY KEY, id BLOB NOT NULL, prompt BLOB NOT NULL, content BLOB NOT NULL,
      response BLOB NOT NULL, answer BLOB NOT NULL, mode INTEGER NOT NULL,
      category INTEGER NOT NULL, generator INTEGER NOT NULL, license INTEGER NOT NULL,
      source INTEGER NOT NULL, has_gold INTEGER NOT NULL, line_bytes INTEGER NOT NULL,
      response_bytes INTEGER NOT NULL, exact INTEGER NOT NULL, file INTEGER NOT NULL,
      line INTEGER NOT NULL);

    -- One walk over a pool part by some filters. filters: [{"name", "key", "measures"}…]
    CREATE TABLE IF NOT EXISTS pass(
      id INTEGER PRIMARY KEY, part INTEGER NOT NULL, filters TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS finding_pack(
      pass INTEGER NOT NULL, row INTEGER NOT NULL, pack TEXT NOT NULL,
      PRIMARY KEY(pass, row)) WITHOUT ROWID;
    -- A filter under a key has judged a part; slot: its place in the packs of the pass.
    CREATE TABLE IF NOT EXISTS receipt(
      part INTEGER NOT NULL, filter TEXT NOT NULL, key TEXT NOT NULL, pass INTEGER NOT NULL,
      slot INTEGER NOT NULL, PRIMARY KEY(part, filter, key)) WITHOUT ROWID;

    -- Answers that a majority of responses gave where the source had none.
    CREATE TABLE IF NOT EXISTS gold(prompt BLOB PRIMARY KEY, answer TEXT NOT NULL,
      votes INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID;

    -- The decision: the last run's, remade whenever recipe or findings change.
    CREATE TABLE IF NOT EXISTS drop_reason(
      id INTEGER PRIMARY KEY, stage TEXT NOT NULL, filter TEXT NOT NULL, reason TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS selection(
      row INTEGER PRIMARY KEY, drop_id INTEGER, weight REAL NOT NULL, position INTEGER,
      partner INTEGER, correct INTEGER, passed INTEGER, judged INTEGER, labels TEXT,
      mode_passed INTEGER, mode_judged INTEGER, unpaired INTEGER, derivation INTEGER,
      stage INTEGER, derived INTEGER, pair INTEGER);
    -- Rows of the set beyond the first of a sample: copies, further stages, derived rows.
    CREATE TABLE IF NOT EXISTS extra_row(
      position INTEGER PRIMARY KEY, row INTEGER NOT NULL, copy INTEGER NOT NULL,
      stage INTEGER NOT NULL, derived INTEGER NOT NULL, pair INTEGER);
    -- Prompts for reinforcement learning in the order of their curriculum.
    CREATE TABLE IF NOT EXISTS rl_prompt(
      position INTEGER PRIMARY KEY, row INTEGER NOT NULL, passed INTEGER NOT NULL,
      judged INTEGER NOT NULL, split TEXT NOT NULL, batch INTEGER);
    -- A right and a wrong response to one prompt.
    CREATE TABLE IF NOT EXISTS preference(
      number INTEGER PRIMARY KEY, chosen INTEGER NOT NULL, rejected INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS duplicate(
      row INTEGER PRIMARY KEY, keeper INTEGER NOT NULL, kind TEXT NOT NULL,
      similarity REAL NOT NULL);
    -- Overlaps with benchmark items; span: bytes of the sample's prompt or response.
    CREATE TABLE IF NOT EXISTS hit(
      row INTEGER NOT NULL, benchmark TEXT NOT NULL, item TEXT NOT NULL, side TEXT NOT NULL,
      run INTEGER NOT NULL, coverage REAL NOT NULL, blind_coverage REAL NOT NULL,
      similarity REAL, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, fate TEXT NOT NULL,
      PRIMARY KEY(row, benchmark, item, side)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS funnel(
      step INTEGER NOT NULL, stage TEXT NOT NULL, filter TEXT NOT NULL, reason TEXT NOT NULL,
      samples INTEGER NOT NULL, PRIMARY KEY(step, stage, filter, reason)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS verdict_count(
      filter TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, samples INTEGER NOT NULL,
      PRIMARY KEY(filter, verdict, reason)) WITHOUT ROWID;
    """

  /// All that is found in a pool and goes with it.
  static let tablesOfPool = [
    "pool_part", "input", "source_count", "quarantine", "repair", "sample_row", "pass",
    "finding_pack", "receipt", "gold", "selection", "drop_reason", "extra_row", "rl_prompt",
    "preference", "duplicate", "hit", "funnel", "verdict_count",
  ]

  static let views = """
    CREATE VIEW IF NOT EXISTS sample AS
      SELECT s.row, lower(hex(s.id)) AS id, lower(hex(s.prompt)) AS prompt_id,
        lower(hex(s.content)) AS content_hash, CASE s.mode WHEN 1 THEN 'on' ELSE 'off' END AS mode,
        c.text AS category, g.text AS generator, l.text AS license, o.text AS source,
        s.has_gold, s.line_bytes, s.response_bytes, f.text AS file, s.line,
        (SELECT max(part) FROM pool_part p WHERE p.first_row <= s.row) AS part
      FROM sample_row s JOIN term c ON c.id = s.category JOIN term g ON g.id = s.generator
        JOIN term l ON l.id = s.license JOIN term o ON o.id = s.source
        JOIN term f ON f.id = s.file;

    CREATE VIEW IF NOT EXISTS finding AS
      SELECT k.row, json_extract(f.value, '$.name') AS filter,
        CASE json_extract(e.value, '$[0]') WHEN 'p' THEN 'pass' WHEN 'f' THEN 'fail'
          WHEN 'u' THEN 'unsure' WHEN 's' THEN 'skipped' END AS outcome,
        json_extract(e.value, '$[1]') AS reason,
        json_extract(f.value, '$.measures') AS names,
        json_extract(e.value, '$[2]') AS measures,
        json_extract(e.value, '$[3]') AS details
      FROM finding_pack k JOIN pass p ON p.id = k.pass, json_each(k.pack) e, json_each(p.filters) f
      WHERE e.key = f.key;

    CREATE VIEW IF NOT EXISTS decision AS
      SELECT s.id, s.category, s.mode, s.source, d.row,
        CASE WHEN d.drop_id IS NULL THEN 'kept' ELSE 'dropped' END AS verdict,
        r.stage, r.filter, r.reason, d.weight, d.position, d.partner, d.correct, d.passed, d.judged, d.labels,
        d.mode_passed, d.mode_judged, \(unpairedNames) AS unpaired, d.pair, d.stage AS blend_stage
      FROM selection d JOIN sample s ON s.row = d.row LEFT JOIN drop_reason r ON r.id = d.drop_id;
    """

  /// Numbers of `UnpairedCause` as words.
  private static let unpairedNames: String = {
    let cases = UnpairedCause.allCases.map { "WHEN \($0.rawValue) THEN '\($0.name)'" }
    return "CASE d.unpaired \(cases.joined(separator: " ")) END"
  }()
}
