import Bytes

/// A right and a wrong response to one prompt in one mode, as indices of samples.
package struct Preference: Sendable {
  package let chosen: Int32
  package let rejected: Int32
}

/// Compares right with wrong responses for DPO and RPO.
///
/// Chosen is what passed every filter, whether or not it was then chosen for the set; rejected is what
/// a grader found wrong. Both answer the same turns byte for byte, and no response is in two
/// comparisons. In the order of prompts, then of modes.
package func choosePreferences(
  _ samples: [SampleState], _ groups: PromptGroups, drops: DropTable, rule: PreferenceRule,
  seed: UInt64
) -> [Preference] {
  var preferences: [Preference] = []
  for group in groups {
    let stages = group.map { samples[$0].drop.map { drops[$0].stage } }
    guard !stages.contains(.decontaminate) else { continue }
    for mode in Mode.allCases {
      let sound = zip(group, stages).filter { index, stage in
        samples[index].mode == mode && samples[index].isCorrect == true
          && stage?.isChoice ?? true
      }
      let wrong = group.filter { samples[$0].mode == mode && samples[$0].isCorrect == false }
      preferences += matches(
        ranked(sound.map(\.0), samples, by: rule.chosen, seed),
        ranked(wrong, samples, by: rule.rejected, seed), samples, most: rule.perPrompt)
    }
  }
  return preferences
}

private func matches(_ right: [Int], _ wrong: [Int], _ samples: [SampleState], most: Int)
  -> [Preference]
{
  guard !right.isEmpty, !wrong.isEmpty else { return [] }
  var free = Dictionary(grouping: wrong) { samples[$0].exact }.mapValues { $0[...] }
  var found: [Preference] = []
  for index in right where found.count < most {
    guard let rejected = free[samples[index].exact]?.popFirst() else { continue }
    found.append(Preference(chosen: Int32(index), rejected: Int32(rejected)))
  }
  return found
}
