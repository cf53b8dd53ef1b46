import Bytes

/// A small benchmark of word problems that the demo leaks: `filters/benchmarks/demo.jsonl`.
///
/// Its sentences occur in no other family, so a shared run of words is a leak and nothing else.
public enum DemoBenchmark {
  struct Item {
    let id: String
    let question: String
    let answer: String
  }

  static let items: [Item] = DemoText.cells(table).enumerated().map { index, row in
    Item(id: "demo-\(index + 1)", question: row[0] + " " + row[1], answer: row[2])
  }

  /// The benchmark as JSON lines.
  public static var jsonLines: [UInt8] {
    items.reduce(into: []) { bytes, item in
      let record: JSONValue = [
        "id": .string(item.id), "question": .string(item.question), "answer": .string(item.answer),
      ]
      bytes += record.encoded + [UInt8(ascii: "\n")]
    }
  }

  /// A prompt that gives an item away: word for word, inside other text, or slightly reworded.
  static func leak(_ item: Item, _ dice: inout DemoDice) -> DemoTask {
    let question =
      switch dice.below(3) {
      case 0: item.question
      case 1:
        "My brother found this in an old exercise book and could not do it. " + item.question
          + " I would be glad to see every step."
      default: item.question.uppercased()
      }
    let right = (0..<2).map { _ in
      DemoReply(
        reasoning: "I read the numbers off the text and combine them.\nThis gives \(item.answer).",
        answer:
          "\(dice.pick(["The result is", "Altogether this makes"])) $\\boxed{\(item.answer)}$.")
    }
    return DemoTask(
      category: "math", turns: [question],
      gold: [("expected_answer", .string(item.answer))], right: right)
  }

  /// Story, question, answer.
  private static let table = """
    Farmer Odile keeps 34 geese on the north pond and twice as many on the south pond, and a fox \
    scared away 15 of the southern ones last night.|How many geese does Odile keep now?|87
    The harbour ferry can take 48 cars, and on Saturday it left full on 7 of its crossings and \
    half empty on the other 3.|How many cars did the ferry carry that Saturday?|408
    A clockmaker winds 9 tower clocks on Monday, 14 mantel clocks on Tuesday, and on Wednesday as \
    many pocket watches as all of those together.|How many pieces did the clockmaker wind?|46
    Tamsin knits a scarf from 6 balls of wool, each 85 metres long, and finds that 42 metres are \
    left over when she casts off.|How many metres of wool went into the scarf?|468
    In an orchard of 25 rows with 18 pear trees each, the frost of last April killed every tree in \
    4 of the rows.|How many pear trees are still alive?|378
    A puppet theatre sold 120 seats at 4 dollars and 45 seats at 7 dollars for its opening night \
    and paid 250 dollars for the hall.|How many dollars were left after paying for the hall?|545
    The night watchman walks around the museum 11 times in a shift, and each round leads him past \
    23 paintings and 8 statues.|How many times does he pass a painting or a statue?|341
    Grandfather Emil fills jam jars of 350 grams from a kettle with 9 kilograms of jam until less \
    than a jar is left in the kettle.|How many jars does he fill?|25
    A marching band of 96 players lines up in rows of 8, and then the drummers, who are a quarter \
    of the band, step out to the side.|How many players are left in the rows?|72
    Salma reads 27 pages of her detective novel every evening and still has 81 pages to go when \
    she has been reading it for 9 evenings.|How many pages does the novel have?|324
    The bakery on Mill Lane bakes 260 rolls before dawn, sends 5 trays of 24 to the school, and \
    sells all but 13 of the rest.|How many rolls does the bakery sell itself?|127
    Two climbers start from a hut at 1450 metres and rise 320 metres an hour for 4 hours before \
    they come back down 180 metres to camp.|At what height in metres is their camp?|2550
    A beekeeper with 16 hives takes 12 kilograms of honey from each of them and gives a tenth of \
    all the honey, rounded down to whole kilograms, to neighbours.|How many kilograms are kept?|173
    The town library lent 415 novels and 268 picture books in March and got 590 of all these back \
    before the month was over.|How many were still out when the month ended?|93
    For a wedding the florist ties 14 bouquets with 17 tulips each and has 9 tulips left in the \
    bucket when the last ribbon is knotted.|With how many tulips did the florist begin?|247
    A lorry with 64 crates of lemons stops at 6 shops and unloads 7 crates at each before it takes \
    on 10 crates of limes at the market.|How many crates are on the lorry then?|32
    The swimming club has lanes 25 metres long, and Ravi swims 36 lengths on Friday and 44 lengths \
    on Sunday.|How many metres does Ravi swim on both days together?|2000
    An old printing press turns out 75 leaflets a minute for 12 minutes, jams, and loses 68 \
    leaflets that tear in the rollers.|How many good leaflets come out?|832
    Lotte pours 5 litres of punch into glasses of 200 millilitres and her cousins drink all but 7 \
    of the glasses before midnight.|How many glasses do the cousins drink?|18
    A shepherd counts 143 sheep at the gate, finds that 19 carry the mark of a neighbour, and buys \
    3 rams on the way home.|How many animals of his own does the shepherd have?|127
    """
}
