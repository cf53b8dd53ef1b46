import Bytes
import Glibc
import Grading

/// How much the responses to a prompt agree on an answer.
///
/// `majorityShare` is the share of the commonest answer among all responses, also those without one
/// (NeMo-Skills counts the same way); `entropy` is the Shannon entropy of the answers in bits.
struct Agreement: PromptwiseFilter {
  static let measures = ["majorityShare", "votes", "answers", "entropy"]
  /// Prompts with fewer responses are `skipped`.
  let minResponses: Int

  func measure(_ group: [PromptSample]) -> (Int) -> Finding {
    let finding = finding(group)
    return { _ in finding }
  }

  private func finding(_ group: [PromptSample]) -> Finding {
    guard group.count >= max(1, minResponses) else { return .skipped("too_few_responses") }
    var votes: [Hash128: Int] = [:]
    for key in group.compactMap(\.answerKey) { votes[key, default: 0] += 1 }
    guard let most = votes.values.max() else { return .skipped("no_answers") }
    let total = Double(votes.values.reduce(0, +))
    // Sorted, so that the sum of doubles never depends on a dictionary's order.
    let entropy = votes.values.sorted().reduce(0.0) { sum, count in
      let p = Double(count) / total
      return sum - p * log2(p)
    }
    return Finding([
      "majorityShare": Double(most) / Double(group.count), "votes": Double(most),
      "answers": Double(votes.count), "entropy": max(0, entropy),
    ])
  }
}
