/// Functions of a text.
extension CodeProblems {
  @Sendable static func countLetters(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let letters = dice.pick(["aeiou", "xyz", "abc", "rst", "lmn"])
    func count(_ text: String) -> String {
      String(text.lowercased().filter { letters.contains($0) }.count)
    }
    let samples = ["banana lamp", "Xylem AND rust", "", "Mozart sonatas"]
    return CodeTasks.Problem(
      name: "count_letters",
      request: "counts how many characters of a text are one of the letters \"\(letters)\", "
        + "in lower or upper case.",
      plan: "Each character is made lower case and looked up among the wanted letters.",
      right: [
        """
        def count_letters(text):
            return sum(1 for c in text.lower() if c in "\(letters)")
        """,
        """
        def count_letters(text):
            wanted = set("\(letters)")
            count = 0
            for c in text:
                if c.lower() in wanted:
                    count += 1
            return count
        """,
      ],
      wrong: [
        """
        def count_letters(text):
            return len(set(text.lower()) & set("\(letters)")) + 1
        """
      ],
      tests: samples.map { ("count_letters(\"\($0)\")", count($0)) })
  }

  @Sendable static func palindrome(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let length = dice.within(2...4)
    return CodeTasks.Problem(
      name: "is_mirror",
      request: "tells whether a text reads the same from both ends when only its letters count and "
        + "case does not matter; texts with less than \(length) letters give False.",
      plan: "First I keep the letters in lower case, then I compare them with their reverse.",
      right: [
        """
        def is_mirror(text):
            letters = [c.lower() for c in text if c.isalpha()]
            return len(letters) >= \(length) and letters == letters[::-1]
        """,
        """
        def is_mirror(text):
            letters = "".join(c for c in text.lower() if c.isalpha())
            if len(letters) < \(length):
                return False
            return all(a == b for a, b in zip(letters, reversed(letters)))
        """,
      ],
      wrong: [
        """
        def is_mirror(text):
            return len(text) >= \(length) and text == text[::-1]
        """
      ],
      tests: [
        ("is_mirror(\"Step on no pets\")", "True"), ("is_mirror(\"Never odd or even\")", "True"),
        ("is_mirror(\"garden\")", "False"), ("is_mirror(\"a\")", "False"),
      ])
  }

  @Sendable static func shiftLetters(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let shift = dice.within(1...12)
    func shifted(_ text: String) -> String {
      let bytes = text.utf8.map { $0 >= 97 && $0 <= 122 ? ($0 - 97 + UInt8(shift)) % 26 + 97 : $0 }
      return "\"\(String(decoding: bytes, as: UTF8.self))\""
    }
    return CodeTasks.Problem(
      name: "shift_letters",
      request: "moves each lower-case letter of a text \(shift) places on in the alphabet, from z "
        + "back to a, and leaves everything else alone.",
      plan: "For a letter I add \(shift) to its place and take that modulo 26.",
      right: [
        """
        def shift_letters(text):
            out = []
            for c in text:
                if "a" <= c <= "z":
                    c = chr((ord(c) - 97 + \(shift)) % 26 + 97)
                out.append(c)
            return "".join(out)
        """,
        """
        def shift_letters(text):
            abc = "abcdefghijklmnopqrstuvwxyz"
            return text.translate(str.maketrans(abc, abc[\(shift):] + abc[:\(shift)]))
        """,
      ],
      wrong: [
        """
        def shift_letters(text):
            return "".join(chr(ord(c) + \(shift)) for c in text)
        """
      ],
      tests: ["hello world", "xyz", "A b C!"].map { ("shift_letters(\"\($0)\")", shifted($0)) })
  }

  @Sendable static func longWords(_ dice: inout DemoDice) -> CodeTasks.Problem {
    let length = dice.within(3...6)
    func count(_ text: String) -> String {
      String(DemoText.words(text).filter { $0.count > length }.count)
    }
    let samples = ["a tall tree by the narrow river", "one two three", "", "lanterns glow quietly"]
    return CodeTasks.Problem(
      name: "count_long_words",
      request: "counts the words of a text, separated by white space, that have more than "
        + "\(length) characters.",
      plan: "Splitting at white space gives the words, and then I compare lengths.",
      right: [
        """
        def count_long_words(text):
            return len([w for w in text.split() if len(w) > \(length)])
        """,
        """
        def count_long_words(text):
            count = 0
            for word in text.split():
                count += len(word) > \(length)
            return count
        """,
      ],
      wrong: [
        """
        def count_long_words(text):
            return len([w for w in text.split(" ") if len(w) <= \(length)])
        """
      ],
      tests: samples.map { ("count_long_words(\"\($0)\")", count($0)) })
  }
}
