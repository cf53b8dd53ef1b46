import Testing

@Suite struct InformationTests {
  @Test(arguments: [
    FilterCase("prose", "words that are letters and nothing else at all", "pass"),
    FilterCase("signs", "= = = + + + 1 2 3 - - - = = =", "fail"),
    FilterCase("too short to say", "= 4", "skipped"),
    FilterCase("other scripts are letters", "это просто слова и больше ничего здесь нет", "pass"),
  ])
  func letters(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "information: {settings: {minWords: 5}, limits: {letterShare: {min: 0.3}}}")
  }

  @Test(arguments: [
    FilterCase("all different", "a b c d e f", "pass"),
    FilterCase("half", "a a b b c c", "pass"),
    FilterCase("fewer", "a a a b b c c", "fail"),
  ])
  func distinct(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "information: {settings: {minWords: 5}, limits: {distinctWordShare: {min: 0.5}}}")
  }

  @Test(arguments: [
    FilterCase("no 2-gram comes again", "a b c d e f g h", "pass"),
    FilterCase("one 2-gram is half", "aa bb aa bb c dddd", "fail"),
  ])
  func ngrams(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe: "ngrams: {settings: {minWords: 4}, limits: {top2gramShare: {max: 0.3}}}")
  }

  @Test(arguments: [
    FilterCase("prose", "we see that it is the same as in the first case of all", "pass"),
    FilterCase("gibberish", "qwlk zuytr bnmop xcvdfw plokij mnhgb rtyqs kkwer zzpol", "fail"),
    FilterCase(
      "gibberish, then prose",
      "qwlk zuytr bnmop xcvdfw plokij mnhgb rtyqs kkwer zzpol and this is what it is to be the same",
      "fail"),
    FilterCase("prose in capitals", "WE SEE THAT IT IS THE SAME AS IN THE FIRST CASE", "pass"),
    FilterCase("moves are no words", "F R U R F R U R F U U U R R F F U R", "pass"),
    FilterCase("sums are no words", "1+1=2 2+2=4 3+3=6 4+4=8 5+5=10 6+6=12", "pass"),
  ])
  func words(_ c: FilterCase) throws {
    try check(
      c, family: "quality",
      recipe:
        "information: {settings: {minWords: 5, windowWords: 6}, limits: {commonWordShare: {min: 0.1}}}"
    )
  }
}
