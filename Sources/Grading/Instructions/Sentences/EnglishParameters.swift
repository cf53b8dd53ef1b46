// What stands in for Punkt's tables where they are not installed: lists written for this project,
// from general knowledge of English. Punkt's own come from a newspaper (docs/filters/instructions.md
// says how often the two differ), so "e.g.", "i.e." and "etc." are no abbreviations for the
// reference; only the literal reading knows them.

extension PunktParameters {
  /// English by rule, without learned tables.
  static let english = PunktParameters(
    abbreviations: Set(words(abbreviations) + words(initialPairs) + initials),
    collocations: [:],
    sentenceStarters: Set(words(starters)),
    contexts: Dictionary(
      (words(starters) + words(commonWords)).map { ($0, OrthographicContext.lowerInside) },
      uniquingKeysWith: { first, _ in first }))

  /// The same with the abbreviations of explanatory prose.
  var withExplanatoryAbbreviations: PunktParameters {
    var result = self
    result.abbreviations.formUnion(PunktParameters.words("e.g i.e etc cf viz al approx fig no vol"))
    return result
  }

  private static func words(_ list: String) -> [ScalarText] { ScalarText(list).words() }

  /// Letters that stand for names: all but the vowels, which are words or marks of a list.
  private static let initials = words("b c d f g h j k l m n p r s t v w")

  private static let abbreviations = """
    mr mrs ms dr prof rev gen sen rep reps gov lt col maj capt sgt adm cmdr messrs jr sr st ave blvd rd
    inc corp co cos ltd bros cie assn dept univ
    jan feb aug sep sept oct nov dec tues wed thurs fri
    ala ariz calif colo conn fla ga ill kan ky md mich minn neb nev okla ore
    pa tenn tex va vt wash wis wyo
    vs ft mg yr ct ph.d
    """

  private static let initialPairs = """
    u.s u.k u.n u.s.a u.s.s.r d.c n.y n.j n.c n.h n.m n.d s.c s.d w.va r.i l.a e.u
    a.m p.m a.d b.c b.a m.a m.b.a m.d j.d
    a.a a.c a.h b.f c.v d.h d.w e.f e.h e.l e.m f.g f.j g.d g.k h.c h.f h.m j.b j.c j.j j.k j.p j.r
    j.d k.c l.f l.p m.j m.c n.v p.t r.a r.h r.j r.k r.t s.a s.g s.s t.j t.s w.c w.r w.w
    """

  private static let starters = """
    a after all although among an and as at because before besides both but by consequently despite
    during each even every finally first for from furthermore he hence her here his however i if in
    indeed instead it its last many meanwhile more moreover most my nevertheless next no nonetheless
    nor not now of on once one only or other others our over perhaps several she similarly since so
    some still such that the their then there therefore these they this those though through thus to
    under until we what when where whether which while who why with without yet you your
    """

  private static let commonWords = """
    about above according across actually again against ago almost along already also always another
    any anyone anything are around ask away back be become been being below better between bring
    call came can come could day did different do does done down early either end enough ever
    everyone everything example far few find follow found full gave get give go going good got had
    has have having help high him himself how important include including is just keep kind know
    large later least leave left less let like likely little long look made make making may me mean
    might much must need never new nothing off often old open out own part people place plan play
    please put quite rather read real really remember right said same saw say see seem sent set
    should show small something sometimes soon start start stay step sure take tell than thank them
    thing think three time today together too took toward try turn two understand up us use used
    using usually very visit want was water way well went were whatever will within word work would
    write year yes yesterday
    """
}
