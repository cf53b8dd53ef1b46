// A finding as it lies in the catalog: one JSON array a filter, all filters of a pass in one row.
//
//   [outcome, reason, [measures…], {details}]      trailing nulls and empty parts are left out
//   outcome: "p" pass, "f" fail, "u" unsure, "s" skipped, 0 none (the filter only measures)
//   measures: in the order of the filter's `measures`, null where it gave none
//
// One packed row a sample and pass, not one a filter: eight times fewer rows is what lets the catalog
// keep up with the filters. The view `finding` unpacks it for people (docs/catalog.md).

public import Bytes
import Grading

/// A finding read back from the catalog.
public struct StoredFinding: Sendable {
  public enum Outcome: UInt8, Sendable {
    case pass = 0x70, fail = 0x66, unsure = 0x75, skipped = 0x73  // p f u s

    public var name: String {
      switch self {
      case .pass: "pass"
      case .fail: "fail"
      case .unsure: "unsure"
      case .skipped: "skipped"
      }
    }
  }
  public var outcome: Outcome?
  public var reason: String?
  /// The names of the filter's measures, and their values in the same order.
  public var names: [String]
  public var values: [Double?]
  public var details: JSONValue?

  public func value(of measure: String) -> Double? {
    guard let index = names.firstIndex(of: measure), index < values.count else { return nil }
    return values[index]
  }

  /// A finding in memory, as the catalog would give it back.
  public init(_ finding: Finding, names: [String]) {
    switch finding.outcome {
    case .pass: outcome = .pass
    case .fail: outcome = .fail
    case .unsure: outcome = .unsure
    case .skipped: outcome = .skipped
    case nil: outcome = nil
    }
    reason = finding.outcome?.reason?.code
    self.names = names
    values = names.map { finding[$0] }
    details = finding.details.isEmpty ? nil : .object(finding.details)
  }
}

extension Finding {
  /// Appends the packed form.
  func pack(names: [String], into out: inout [UInt8]) {
    out.append(UInt8(ascii: "["))
    appendOutcome(to: &out)
    let reason = outcome?.reason?.code
    let hasDetails = !details.isEmpty
    let hasMeasures = !measures.isEmpty
    if reason != nil || hasMeasures || hasDetails {
      out.append(UInt8(ascii: ","))
      if let reason { JSONValue.string(reason).encode(into: &out) } else { out += "null".utf8 }
    }
    if hasMeasures || hasDetails {
      out += ",[".utf8
      appendMeasures(names, to: &out)
      out.append(UInt8(ascii: "]"))
    }
    if hasDetails {
      out.append(UInt8(ascii: ","))
      JSONValue.object(details).encode(into: &out)
    }
    out.append(UInt8(ascii: "]"))
  }

  private func appendOutcome(to out: inout [UInt8]) {
    switch outcome {
    case .pass: out += [0x22, 0x70, 0x22]
    case .fail: out += [0x22, 0x66, 0x22]
    case .unsure: out += [0x22, 0x75, 0x22]
    case .skipped: out += [0x22, 0x73, 0x22]
    case nil: out.append(UInt8(ascii: "0"))
    }
  }

  private func appendMeasures(_ names: [String], to out: inout [UInt8]) {
    for (index, name) in names.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      // The usual case: the filter gave its measures in their order.
      let value =
        index < measures.count && measures[index].name == name
        ? measures[index].value : self[name]
      appendNumber(value, to: &out)
    }
  }
}

/// Appends a number of JSON; null for nil, infinities and NaN.
func appendNumber(_ value: Double?, to out: inout [UInt8]) {
  guard let value, value.isFinite else {
    out += "null".utf8
    return
  }
  if value == value.rounded(), abs(value) < 1e15 {
    appendInteger(Int(value), to: &out)
  } else {
    out += "\(value)".utf8
  }
}

func appendInteger(_ value: Int, to out: inout [UInt8]) {
  if value >= 0, value < 10 {
    out.append(0x30 + UInt8(value))
  } else {
    out += String(value).utf8
  }
}
