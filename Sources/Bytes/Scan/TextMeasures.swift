import CBytes

/// How often n-grams of words come again in a text.
public struct NgramRepeats: Sendable, Hashable {
  /// N-grams that are copies of an earlier one.
  public var copies = 0
  /// Occurrences of the commonest n-gram; 0 in a text without one.
  public var most = 0
  /// Occurrences in the longest chain of one n-gram, each near the one before.
  public var chain = 0
  /// Words and bytes that copies cover, each counted once.
  public var words = 0
  public var bytes = 0
  /// Bytes that all occurrences of the n-gram with the most of them cover.
  public var topBytes = 0
}

/// A line without white space at its ends.
public struct LineMark: Sendable, Hashable {
  public let hash: UInt64
  /// A hash of the line without its digits: "Try 9 again" and "Try 10 again" share it.
  public let skeleton: UInt64
  /// 0 for a blank line.
  public let bytes: Int
  /// ASCII letters.
  public let letters: Int
}

/// What the scalars of a text are.
public struct TextProfile: Sendable {
  private let raw: cb_profile

  fileprivate init(_ raw: cb_profile) { self.raw = raw }

  /// The scripts that are told apart, by their letters.
  public enum Script: String, Sendable, CaseIterable {
    case latin, greek, cyrillic, han, kana, hangul, arabic, hebrew, indic, thai
  }

  public var scalars: Int { Int(raw.scalars) }
  /// ASCII digits.
  public var digits: Int { Int(raw.digits) }
  /// C0 and C1 controls and DEL, but not white space.
  public var control: Int { Int(raw.control) }
  /// U+FFFD, which decoders leave where a text was not what they took it for.
  public var replacement: Int { Int(raw.replacement) }
  public var privateUse: Int { Int(raw.private_use) }
  public var noncharacter: Int { Int(raw.noncharacter) }
  /// Overrides and isolates of the writing direction.
  public var bidi: Int { Int(raw.bidi) }
  /// U+200B, U+2060, U+FEFF.
  public var invisible: Int { Int(raw.invisible) }
  /// UTF-8 that was read as Windows-1252 or Latin-1: `Ã©`, `â€™`.
  public var mojibake: Int { Int(raw.mojibake) }
  /// Where the first scalar of the seven counts above stands; the end of a text without one.
  public var firstGarbage: Int { Int(raw.first_garbage) }

  public var letters: Int { Script.allCases.reduce(0) { $0 + self[$1] } }

  public subscript(script: Script) -> Int {
    switch script {
    case .latin: Int(raw.latin)
    case .greek: Int(raw.greek)
    case .cyrillic: Int(raw.cyrillic)
    case .han: Int(raw.han)
    case .kana: Int(raw.kana)
    case .hangul: Int(raw.hangul)
    case .arabic: Int(raw.arabic)
    case .hebrew: Int(raw.hebrew)
    case .indic: Int(raw.indic)
    case .thai: Int(raw.thai)
    }
  }
}

/// The words of a text, as runs of anything but ASCII white space.
public struct WordMarks: Sendable {
  /// Where each word starts and ends, in bytes.
  public private(set) var starts: [Int32] = []
  public private(set) var ends: [Int32] = []
  /// A hash of each word's bytes.
  public private(set) var hashes: [UInt64] = []

  public init() {}

  /// - Precondition: the text is shorter than 2 GiB.
  /// - Complexity: O(*n*), two vector passes.
  public init(_ text: Span<UInt8>) {
    precondition(text.count <= Int32.max, "a text of \(text.count) bytes")
    // SAFETY: the kernel writes exactly as many elements as the count of the same text says.
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      let count = unsafe cb_count_ascii_words(base, text.count)
      guard count > 0 else { return }
      starts = [Int32](repeating: 0, count: count)
      ends = starts
      hashes = [UInt64](repeating: 0, count: count)
      unsafe starts.withUnsafeMutableBufferPointer { starts in
        unsafe ends.withUnsafeMutableBufferPointer { ends in
          unsafe hashes.withUnsafeMutableBufferPointer { hashes in
            guard let s = starts.baseAddress, let e = ends.baseAddress, let h = hashes.baseAddress
            else { return }
            unsafe cb_words(base, text.count, s, e, h)
          }
        }
      }
    }
  }

  public var count: Int { hashes.count }

  /// Counts the n-grams of `n` words.
  ///
  /// - Parameter window: how many words apart the links of a chain may be.
  /// - Complexity: O(*n*) time; 24 bytes for each of up to four times the words.
  public func repeats(ofWords n: Int, window: Int) -> NgramRepeats {
    guard n > 0, count >= n else { return NgramRepeats() }
    var places = 16
    while places < count * 2 { places *= 2 }
    guard mayRepeat(ofWords: n, places) else { return NgramRepeats(most: 1, chain: 1) }
    var found = cb_repeats()
    // SAFETY: the table is filled with zeros before use and is larger than the number of words; the
    // three arrays have `count` elements.
    unsafe withUnsafeTemporaryAllocation(of: cb_ngram_slot.self, capacity: places) { slots in
      unsafe slots.initialize(repeating: cb_ngram_slot())
      unsafe hashes.withUnsafeBufferPointer { hashes in
        unsafe starts.withUnsafeBufferPointer { starts in
          unsafe ends.withUnsafeBufferPointer { ends in
            guard let h = hashes.baseAddress, let table = slots.baseAddress else { return }
            unsafe cb_ngram_repeats(
              h, count, n, max(0, window), starts.baseAddress, ends.baseAddress, table, places,
              &found)
          }
        }
      }
    }
    return NgramRepeats(
      copies: Int(found.copies), most: Int(found.most), chain: Int(found.chain),
      words: Int(found.words), bytes: Int(found.bytes), topBytes: Int(found.top_bytes))
  }

  private func mayRepeat(ofWords n: Int, _ places: Int) -> Bool {
    // SAFETY: the table is filled with zeros before use and is larger than the number of words.
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: places) { tags in
      unsafe tags.initialize(repeating: 0)
      return unsafe hashes.withUnsafeBufferPointer { hashes in
        guard let h = hashes.baseAddress, let table = tags.baseAddress else { return false }
        return unsafe cb_ngrams_may_repeat(h, count, n, table, places) != 0
      }
    }
  }

  /// The longest end of the text that is at least three copies of one run of words.
  ///
  /// - Parameter limit: words at the end that are looked at.
  public func loopingTail(limit: Int) -> (words: Int, repeats: Int) {
    let length = min(count, max(0, limit))
    guard length >= 3 else { return (0, 0) }
    var words = 0
    var repeats = 0
    // SAFETY: both buffers have `length` elements from their addresses on.
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: length) { z in
      unsafe hashes.withUnsafeBufferPointer { hashes in
        guard let base = hashes.baseAddress, let z = z.baseAddress else { return }
        unsafe cb_loop_tail(base + (count - length), length, z, &words, &repeats)
      }
    }
    return (words, repeats)
  }
}

extension TextScan {
  /// Counts letters by their script, and what does not belong into a text.
  ///
  /// - Complexity: O(*n*); text of ASCII at the speed of memory.
  public static func profile(_ text: Span<UInt8>) -> TextProfile {
    var raw = cb_profile()
    // SAFETY: as above, C reads exactly the bytes of the span.
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      unsafe cb_text_profile(base, text.count, &raw)
    }
    return TextProfile(raw)
  }

  /// The runs of anything but ASCII white space, only counted.
  public static func asciiWordCount(_ text: Span<UInt8>) -> Int {
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return 0 }
      return unsafe cb_count_ascii_words(base, text.count)
    }
  }

  /// Each line with its length and hashes, white space at its ends left out.
  public static func lineMarks(_ text: Span<UInt8>) -> [LineMark] {
    let capacity = count(0x0A, in: text) + 1
    var marks: [LineMark] = []
    // SAFETY: there is room for one line more than there are line feeds, as the kernel asks.
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress, text.count > 0 else { return }
      unsafe withUnsafeTemporaryAllocation(of: cb_line.self, capacity: capacity) { lines in
        guard let out = lines.baseAddress else { return }
        let found = unsafe cb_lines(base, text.count, out)
        marks.reserveCapacity(found)
        for index in 0..<found {
          let line = unsafe lines[index]
          marks.append(
            LineMark(
              hash: line.hash, skeleton: line.skeleton, bytes: Int(line.bytes),
              letters: Int(line.letters)))
        }
      }
    }
    return marks
  }

  /// Ranges that look like telephone numbers, cards or addresses of computers: 9 digits or more, or
  /// three dots or more, with at most two of ` -.()/` between digits.
  ///
  /// - Parameter limit: the most that are found.
  public static func longNumbers(_ text: Span<UInt8>, limit: Int = 256) -> [Range<Int>] {
    var numbers: [Range<Int>] = []
    // SAFETY: the kernel writes at most `limit` elements to each list.
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress, limit > 0 else { return }
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: limit * 2) { list in
        guard let starts = list.baseAddress else { return }
        let ends = unsafe starts + limit
        let found = unsafe cb_find_numbers(base, text.count, starts, ends, limit)
        for index in 0..<found {
          numbers.append(unsafe Int(starts[index])..<Int(ends[index]))
        }
      }
    }
    return numbers
  }

  /// Calls `body` with each offset at which one of the trigrams of a set stands.
  static func forEachTrigram(in text: Span<UInt8>, of set: [UInt64], _ body: (Int) -> Bool) {
    precondition(set.count == 512, "a set of trigrams has 2^15 bits")
    let room = 256
    // SAFETY: the kernel writes at most `room` offsets, and the set has the bits it looks up.
    unsafe text.withUnsafeBufferPointer { text in
      unsafe set.withUnsafeBufferPointer { set in
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { list in
          guard let base = text.baseAddress, let bits = set.baseAddress,
            let offsets = list.baseAddress
          else { return }
          var start = 0
          while start + 3 <= text.count {
            let found = unsafe cb_find_trigrams(
              base + start, text.count - start, bits, offsets, room)
            for index in 0..<found where !body(start + Int(unsafe offsets[index])) { return }
            guard found == room else { return }
            start += Int(unsafe offsets[room - 1]) + 1
          }
        }
      }
    }
  }
}
