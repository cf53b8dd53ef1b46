// The commonest words of languages in Latin letters. One look-up by a word's hash, which the sample
// has already, says which languages know it; so a text's language is clear after a line, and a
// sentence in another language shows, without any model. Words are from the lists of Snowball
// (https://snowballstem.org, BSD) and our own.

import Bytes

/// Which languages know a word as one of their commonest.
struct CommonWords: Sendable {
  /// ISO 639-1, at the place of their bit.
  static let languages = lists.map(\.code)

  private let keys: [UInt64]
  private let masks: [UInt32]

  static let shared = CommonWords()

  private init() {
    var entries: [UInt64: UInt32] = [:]
    for (bit, list) in Self.lists.enumerated() {
      for word in list.words.split(separator: " ") {
        let forms = [
          String(word), word.prefix(1).uppercased() + word.dropFirst(), word.uppercased(),
        ]
        for form in Set(forms) {
          let hash = WordMarks(form.utf8Span.span).hashes[0]
          entries[hash, default: 0] |= 1 << UInt32(bit)
        }
      }
    }
    var keys = [UInt64](repeating: 0, count: 4096)
    var masks = [UInt32](repeating: 0, count: 4096)
    for (hash, mask) in entries {
      var place = Int(truncatingIfNeeded: hash) & 4095
      while keys[place] != 0 { place = (place + 1) & 4095 }
      (keys[place], masks[place]) = (hash, mask)
    }
    self.keys = keys
    self.masks = masks
  }

  /// A bit for each language that has the word with this hash; 0 for a rarer word.
  func languages(of hash: UInt64) -> UInt32 {
    var place = Int(truncatingIfNeeded: hash) & 4095
    while keys[place] != 0 {
      if keys[place] == hash { return masks[place] }
      place = (place + 1) & 4095
    }
    return 0
  }

  /// Whether two words and more speak for a language; nil where there is no list of it and no other
  /// language has two.
  func knows(_ code: String, votes: [Int]) -> Bool? {
    if let bit = Self.languages.firstIndex(of: code) { return votes[bit] >= 2 }
    return votes.allSatisfy { $0 < 2 } ? nil : false
  }

  /// How many of the words each language knows.
  func votes(of hashes: ArraySlice<UInt64>) -> [Int] {
    var votes = [Int](repeating: 0, count: Self.languages.count)
    for hash in hashes {
      var mask = languages(of: hash)
      while mask != 0 {
        votes[mask.trailingZeroBitCount] += 1
        mask &= mask - 1
      }
    }
    return votes
  }

  /// The language that most of the words speak for, where it is clear.
  ///
  /// - Returns: nil where fewer than `least` words speak, or fewer than three different ones (two of
  ///   two), or the second language has more than half of the first one's.
  func language(of hashes: ArraySlice<UInt64>, least: Int) -> String? {
    let votes = votes(of: hashes)
    guard let best = votes.indices.max(by: { votes[$0] < votes[$1] }), votes[best] >= least else {
      return nil
    }
    let second = votes.indices.filter { $0 != best }.map { votes[$0] }.max() ?? 0
    guard second * 2 <= votes[best] else { return nil }
    // "5 miles per hour, 6 miles per hour" is no Italian.
    return has(min(least, 3), of: best, in: hashes) ? Self.languages[best] : nil
  }

  /// Whether `least` different words (at most three) are a language's.
  private func has(_ least: Int, of bit: Int, in hashes: ArraySlice<UInt64>) -> Bool {
    var seen: (UInt64, UInt64) = (0, 0)
    var different = 0
    for hash in hashes where languages(of: hash) >> UInt32(bit) & 1 == 1 {
      if different > 0 && hash == seen.0 || different > 1 && hash == seen.1 { continue }
      different += 1
      if different >= least { return true }
      if different == 1 { seen.0 = hash } else { seen.1 = hash }
    }
    return false
  }

  private static let lists: [(code: String, words: String)] = [
    (
      "en",
      """
      a i the of and to in is that it for was with as on be at by this have from or had not but what \
      all were when we there can an your which their if will each about how up out them then she many some \
      so these would other into has more her two him could make than first been its who now over such \
      where does should we'll i'm it's that's don't they you he are my me do no because let's \
      know why much did must any only like
      """
    ),
    (
      "de",
      """
      der die das und ist nicht ein eine einen einem einer zu den dem des mit sich auf für von im als \
      auch es an werden aus er hat dass sie nach wird bei noch wie über so zum war haben nur oder aber \
      vor zur bis mehr durch man sein wurde sei wir uns ich dann wenn was kann sind diese dieser jetzt
      """
    ),
    (
      "fr",
      """
      le la les de des du un une et est en que qui dans pour pas sur au aux avec ce cette il elle nous \
      vous ils sont par plus ne se son sa ses ou mais comme on tout être fait leur puis donc si à où \
      depuis avant chaque même deux aussi c'est d'un d'une l'on qu'il vers très
      """
    ),
    (
      "es",
      """
      el la los las de del y en que un una por con no para es se lo su al más como pero sus le ya o este \
      sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante \
      todos uno les ni contra otros ese eso esto si antes ante ellos después entonces son está
      """
    ),
    (
      "it",
      """
      il lo la i gli le di del della dei delle che è e un una per in con non si da al alla sono come ma \
      più anche nel nella ci questo questa se ha o quando poi ogni quindi essere tra molto abbiamo dove
      """
    ),
    (
      "pt",
      """
      o a os as de do da dos das e que em um uma para com não por mais se no na como mas ao ele ela seu \
      sua ou quando muito nos já eu também só pelo pela até isso entre depois sem mesmo são está então
      """
    ),
    (
      "nl",
      """
      de het een en van ik te dat die in je niet zijn is was op aan met als voor had er maar om hem dan \
      zou of wat mijn men dit zo door over ze zich bij ook tot mij uit der naar heb hoe heeft hebben deze \
      wordt worden wij ons
      """
    ),
    (
      "sv",
      """
      och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig \
      du henne då sin nu har inte hans honom där vid från vi kan när ut än bara eller också efter
      """
    ),
    (
      "pl",
      """
      i w na z do się nie to że jest o jak za po co ale od przez dla przy być tym który która które są \
      oraz może tylko czy już jego jej ich tego wszystkie więc ten ta te był było bardzo lub także
      """
    ),
    (
      "tr",
      """
      ve bir bu da de için ile olarak çok daha o gibi en sonra kadar ne var ki ama değil her olan mi ise \
      ya ben bunu veya şu çünkü önce şimdi iki olduğu eğer hem bütün
      """
    ),
    (
      "id",
      """
      yang dan di ini itu dengan untuk tidak dari dalam akan pada juga saya ke karena tersebut bisa ada \
      adalah mereka sudah atau seperti kita dapat oleh harus lebih telah kami jika kemudian maka bahwa
      """
    ),
    (
      "vi",
      """
      và của là có được trong cho không các một những với này khi đã người để từ ra thì cũng như đến về \
      vào chúng ta bạn nếu hay phải rất làm theo nhưng sau đó nào
      """
    ),
    (
      "ro",
      """
      și în de la cu nu o un pe că din se mai a este sau care ce pentru sunt fost dar prin după fi lor \
      dacă această acest când unei ale foarte cum ei
      """
    ),
    (
      "cs",
      """
      a se na je že v to s z do o i jako za pro ale si od jsou tak po by jsem jak k který která které \
      které podle být pak když než nebo také jeho jen má může tím této
      """
    ),
  ]
}
