// `sluice try`: any filter on samples that a person wrote, one verdict a line, in input order.

public import Bytes
import Grading

/// Runs one filter on JSONL samples.
public struct TryFilter {
  private let filter: PreparedFilter
  private var decoder = SampleDecoder()

  /// - Parameters:
  ///   - name: with its family, `correctness.math`.
  ///   - recipe: gives settings and limits; a filter that it does not use comes from the defaults.
  ///   - set: `key=value`, over settings, or over a limit as `measure.max=0.3`.
  /// - Throws: `ConfigError` for an unknown filter, setting or value.
  public init(name: String, recipe: Recipe, set: [String]) throws {
    let defaults = try Recipe.embedded()
    let lines = [recipe, defaults].flatMap {
      $0.filters + [$0.decontaminate.line].compactMap(\.self)
    }
    let line = lines.first { $0.name == name }
    guard let line else {
      let known = FilterCatalog.names
      throw ConfigError(
        file: "try", line: 0, problem: unknown(name, "filter", of: "Sluice", known: known))
    }
    filter = try PreparedFilter(try line.setting(set).withoutSelector)
  }

  /// Judges lines; a line that is no sample gives `{"id": …, "error": …}`.
  ///
  /// - Parameter ordinal: of the first line, from 1; stands in for missing ids.
  public mutating func judge(_ lines: [[UInt8]], ordinal: Int) -> [JSONValue] {
    var samples: [Sample] = []
    var results: [JSONValue?] = []
    for (index, line) in lines.enumerated() {
      do throws(RecordProblem) {
        samples.append(try decoder.decode(line, ordinal: ordinal + index))
        results.append(nil)
      } catch {
        let problem = JSONValue.string("line \(ordinal + index): \(error.problem)")
        results.append(["id": .string(String(ordinal + index)), "error": problem])
      }
    }
    var verdicts = zip(samples, filter.measure(samples)).map(verdict).makeIterator()
    return results.map { $0 ?? verdicts.next() ?? .null }
  }

  /// How long the filter takes for samples that are in memory already.
  ///
  /// - Parameters:
  ///   - repeats: times that all of them are measured.
  ///   - clock: processor seconds, read between samples.
  /// - Returns: lines that are no samples are left out; `slowest` is one sample's time.
  public mutating func time(_ lines: [[UInt8]], repeats: Int, clock: () -> Double) -> FilterTime {
    var samples: [Sample] = []
    for (index, line) in lines.enumerated() {
      if let sample = try? decoder.decode(line, ordinal: index + 1) { samples.append(sample) }
    }
    let bytes = samples.reduce(0) { $0 + $1.prompt.utf8.count + $1.response.bytes.count }
    var time = FilterTime(
      samples: samples.count * max(1, repeats), bytes: bytes * max(1, repeats))
    for sample in samples {  // the first pass finds the slowest, and warms what is made once
      let start = clock()
      _ = filter.measure([sample])
      let seconds = clock() - start
      if seconds > time.slowest { (time.slowest, time.slowestID) = (seconds, sample.id) }
    }
    let start = clock()
    for _ in 0..<max(1, repeats) { _ = filter.measure(samples) }
    time.seconds = clock() - start
    return time
  }

  private func verdict(_ sample: Sample, _ finding: Finding) -> JSONValue {
    let stored = StoredFinding(finding, names: filter.measures)
    let verdict = Verdict(stored, limits: filter.line.limits)
    var result: JSONObject = ["id": .string(sample.id), "outcome": .string(verdict.name)]
    let reason = verdict.reason ?? finding.outcome?.reason?.code
    result["reason"] = reason.map { .string($0) } ?? .null
    result["measures"] = .object(
      JSONObject(finding.measures.map { ($0.name, .double($0.value)) }))
    result["details"] = .object(finding.details)
    return .object(result)
  }
}

/// What `TryFilter.time` measured.
public struct FilterTime: Sendable {
  public let samples: Int
  /// Of their prompts and responses.
  public let bytes: Int
  public var seconds = 0.0
  public var slowest = 0.0
  public var slowestID = ""
}

extension FilterLine {
  /// The line with `key=value` assignments over its settings and limits.
  func setting(_ assignments: [String]) throws(ConfigError) -> FilterLine {
    var line = self
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "=") else {
        throw ConfigError(file: "--set", line: 0, problem: "\(assignment) is not key=value")
      }
      let key = String(assignment[..<equals])
      let value = try ConfigNode(
        yaml: String(assignment[assignment.index(after: equals)...]), file: "--set")
      line = try line.setting(key, to: value)
    }
    return line
  }

  private func setting(_ key: String, to value: ConfigNode) throws(ConfigError) -> FilterLine {
    let parts = key.split(separator: ".").map(String.init)
    let measures = FilterCatalog.type(named: name)?.measures ?? []
    if parts.count == 2, let comparison = Limit.Comparison(rawValue: parts[1]),
      measures.contains(parts[0])
    {
      let limit = Limit(
        measure: parts[0], comparison: comparison, bound: try value.double(key))
      let others = limits.filter { $0.measure != parts[0] || $0.comparison != comparison }
      return with(settings: settings, limits: others + [limit], when: when)
    }
    let nested = parts.reversed().reduce(value) { node, part in
      ConfigNode(file: "--set", line: 0, value: .map([(part, node)]))
    }
    return with(settings: overlay(settings, with: nested), limits: limits, when: when)
  }

  /// The line for every sample, whatever its category and mode.
  var withoutSelector: FilterLine { with(settings: settings, limits: limits, when: Selector()) }

  private func with(settings: ConfigNode, limits: [Limit], when: Selector) -> FilterLine {
    FilterLine(
      family: family, name: name, file: file, line: self.line, settings: settings, limits: limits,
      when: when, policy: policy, unsure: unsure, weight: weight, tests: tests)
  }
}
