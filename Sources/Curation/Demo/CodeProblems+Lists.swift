/// Functions of a list.
extension CodeProblems {
  @Sendable static func clamp(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let low = dice.within(-9...4)
    let high = low + dice.within(3...20)
    let inputs = [low - 5, high + 7, (low + high) / 2, low, high]
    return CodeTasks.Problem(
      name: "clamp_all",
      request: "takes a list of numbers and limits each of them to the range from \(low) "
        + "to \(high), both included.",
      plan: "Taking the minimum with \(high) and the maximum with \(low) does it for a number.",
      right: [
        """
        def clamp_all(values):
            return [max(\(low), min(\(high), v)) for v in values]
        """,
        """
        def clamp_all(values):
            result = []
            for v in values:
                if v < \(low):
                    v = \(low)
                elif v > \(high):
                    v = \(high)
                result.append(v)
            return result
        """,
      ],
      wrong: [
        """
        def clamp_all(values):
            return [min(\(low), max(\(high), v)) for v in values]
        """,
        """
        def clamp_all(values):
            return [v for v in values if \(low) <= v <= \(high)]
        """,
      ],
      tests: [
        ("clamp_all(\(inputs))", "\(inputs.map { max(low, min(high, $0)) })"),
        ("clamp_all([])", "[]"),
      ])
  }

  @Sendable static func rotate(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let steps = dice.within(1...6)
    func rotated(_ items: [Int]) -> String {
      items.isEmpty ? "[]" : "\((0..<items.count).map { items[($0 + steps) % items.count] })"
    }
    let samples = [[1, 2, 3, 4, 5, 6, 7, 8], [5, 9], [], [4, 4, 1]]
    return CodeTasks.Problem(
      name: "rotate_left",
      request: "moves the items of a list \(steps) places to the left, so that what falls off the "
        + "front comes back at the end.",
      plan: "The list may be shorter than \(steps), so the shift is taken modulo the length.",
      right: [
        """
        def rotate_left(items):
            if not items:
                return []
            k = \(steps) % len(items)
            return items[k:] + items[:k]
        """,
        """
        from collections import deque

        def rotate_left(items):
            ring = deque(items)
            ring.rotate(-\(steps))
            return list(ring)
        """,
      ],
      wrong: [
        """
        def rotate_left(items):
            k = \(steps)
            return items[-k:] + items[:-k] if len(items) > 2 else items[:1]
        """
      ],
      tests: samples.map { ("rotate_left(\($0))", rotated($0)) })
  }

  @Sendable static func rankedItem(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let rank = dice.within(2...4)
    let samples = [[9, 4, 7, 1, 8, 8], [10, 20, 30, 40, 50], [6, 6, 5, 4, 3]]
    func ranked(_ items: [Int]) -> String { String(Set(items).sorted(by: >)[rank - 1]) }
    return CodeTasks.Problem(
      name: "ranked_item",
      request: "returns the item number \(rank) among the different values of a list, counted "
        + "from the largest.",
      plan: "Repeated values count once, so the list becomes a set before it is sorted.",
      right: [
        """
        def ranked_item(items):
            return sorted(set(items), reverse=True)[\(rank - 1)]
        """,
        """
        def ranked_item(items):
            values = set(items)
            for _ in range(\(rank - 1)):
                values.remove(max(values))
            return max(values)
        """,
      ],
      wrong: [
        """
        def ranked_item(items):
            return sorted(set(items))[\(rank - 1)]
        """
      ],
      tests: samples.map { ("ranked_item(\($0))", ranked($0)) })
  }

  @Sendable static func runLengths(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let least = dice.within(1...3)
    func runs(_ items: [Int]) -> String {
      var runs: [(Int, Int)] = []
      for item in items {
        if let last = runs.last, last.0 == item {
          runs[runs.count - 1].1 += 1
        } else {
          runs.append((item, 1))
        }
      }
      return "\(runs.filter { $0.1 >= least }.map { "(\($0.0), \($0.1))" })"
        .replacing("\"", with: "")
    }
    let samples = [[7, 7, 7, 2, 2, 7, 5, 5, 5, 5], [], [1, 1, 1]]
    return CodeTasks.Problem(
      name: "run_lengths",
      request: "lists the runs of equal neighbours in a list as pairs of value and length, "
        + "leaving out runs shorter than \(least).",
      plan:
        "I walk through the list, extend the last run or start a new one, and filter at the end.",
      right: [
        """
        from itertools import groupby

        def run_lengths(items):
            runs = [(value, len(list(group))) for value, group in groupby(items)]
            return [run for run in runs if run[1] >= \(least)]
        """,
        """
        def run_lengths(items):
            runs = []
            for item in items:
                if runs and runs[-1][0] == item:
                    runs[-1] = (item, runs[-1][1] + 1)
                else:
                    runs.append((item, 1))
            return [r for r in runs if r[1] >= \(least)]
        """,
      ],
      wrong: [
        """
        def run_lengths(items):
            return [(v, items.count(v)) for v in set(items) if items.count(v) >= \(least)]
        """
      ],
      tests: samples.map { ("run_lengths(\($0))", runs($0)) })
  }

  @Sendable static func everyNth(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let step = dice.within(2...5)
    func kept(_ count: Int) -> String {
      "\((1...count).filter { !$0.isMultiple(of: step) }.map { $0 * 10 })"
    }
    func list(_ count: Int) -> String { "\((1...count).map { $0 * 10 })" }
    return CodeTasks.Problem(
      name: "drop_every",
      request: "leaves out every item number \(step) of a list, counted from 1.",
      plan: "With positions counted from 1 an item stays if \(step) does not divide its position.",
      right: [
        """
        def drop_every(items):
            return [x for i, x in enumerate(items, start=1) if i % \(step) != 0]
        """,
        """
        def drop_every(items):
            result = list(items)
            del result[\(step - 1)::\(step)]
            return result
        """,
      ],
      wrong: [
        """
        def drop_every(items):
            return [x for i, x in enumerate(items) if i % \(step) != 0]
        """
      ],
      tests: [11, 6, 1].map { ("drop_every(\(list($0)))", kept($0)) } + [("drop_every([])", "[]")])
  }

  @Sendable static func chunks(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let size = dice.within(2...5)
    func parts(_ count: Int) -> String {
      "\(stride(from: 0, to: count, by: size).map { Array($0..<min(count, $0 + size)) })"
    }
    return CodeTasks.Problem(
      name: "in_chunks",
      request: "cuts a list into lists of \(size) items, of which the last may be shorter.",
      plan: "Slices that start at multiples of \(size) do it.",
      right: [
        """
        def in_chunks(items):
            return [items[i:i + \(size)] for i in range(0, len(items), \(size))]
        """,
        """
        def in_chunks(items):
            chunks = []
            while items:
                chunks.append(items[:\(size)])
                items = items[\(size):]
            return chunks
        """,
      ],
      wrong: [
        """
        def in_chunks(items):
            return [items[i:i + \(size)] for i in range(0, len(items) - \(size) + 1, \(size))]
        """
      ],
      tests: [11, 9, 1, 0].map { ("in_chunks(\(Array(0..<$0)))", parts($0)) })
  }
}
