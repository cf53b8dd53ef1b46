import Curation
import Testing

@Suite struct SFTRuleTests {
  private func rule(_ yaml: String, base: String? = nil) throws -> SFTRule {
    var overrides = SFTRule.Overrides()
    overrides.base = base
    return try SFTRule(try ConfigNode(yaml: yaml, file: "r.yaml"), overrides)
  }

  @Test func whatIsLeftOutHasAStandard() throws {
    let scratch = try SFTRule(nil)
    #expect(scratch.preset == "nano" && scratch.tokens == 1_110_000 && scratch.seeds == 3)
    #expect(scratch.bars.toggle == 0.98 && scratch.bars.onMinusOff == 0.4)
    #expect(scratch.bars.curatedMinusRaw == 0 && scratch.bars.lossDrop == nil)
    let tuned = try rule("{}", base: "m")
    #expect(tuned.rank == 16 && tuned.alpha == 32 && tuned.seeds == 1)
    #expect(tuned.bars.lossDrop == 0 && tuned.bars.toggle == nil)
  }

  @Test func aBaseHasNumbersOfItsOwn() throws {
    let yaml = "{tokens: 9, rate: 0.5, seeds: 4, withBase: {tokens: 7, rank: 0}}"
    #expect(try rule(yaml).tokens == 9)
    let tuned = try rule(yaml, base: "m")
    #expect(tuned.tokens == 7 && tuned.rank == 0)
    #expect(tuned.rate == 0.5 && tuned.seeds == 4)
    #expect(try rule("{base: here}").base == "here")
    #expect(try rule("{base: here}", base: "there").base == "there")
  }

  @Test func onlyNamedBarsAreAsked() throws {
    let bars = try rule("{bars: {toggle: {min: 0.5}}}").bars
    #expect(bars.toggle == 0.5 && bars.onMinusOff == nil && bars.curatedMinusRaw == nil)
  }

  @Test(arguments: [
    ("{tokns: 1}", "did you mean tokens?"), ("{tokens: 0}", "tokens must be at least 1"),
    ("{vocabulary: 12}", "at least 300"), ("{heldOut: 1}", "between 0 and 1"),
    ("{rate: 0}", "rate must be above 0"), ("{rate: fast}", "must be a number"),
    ("{bars: {toggle: {max: 1}}}", "did you mean"), ("{bars: {lossDrop: {above: 0}}}", "base"),
    ("{withBase: {vocabulary: 400}}", "withBase has no vocabulary"), ("{seeds: 1.5}", "whole"),
  ])
  func mistakes(_ yaml: String, _ message: String) throws {
    let error = #expect(throws: ConfigError.self) { try rule(yaml) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    let recipe = #expect(throws: ConfigError.self) {
      try Recipe(yaml: "name: x\nsft: \(yaml)\n", file: "r.yaml", defaults: nil)
    }
    #expect(recipe?.description.hasPrefix("r.yaml:2") == true, "\(recipe?.description ?? "")")
  }
}
