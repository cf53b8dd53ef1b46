import Bytes

/// Multiple-choice questions about well-known facts and small sums.
enum ChoiceQuestions {
  static func task(_ dice: inout DemoDice) -> DemoTask {
    let (question, right, others) = dice.chance(700) ? fact(&dice) : conversion(&dice)
    let options = dice.shuffled([right] + others)
    let letters = options.indices.map { String("ABCD".prefix($0 + 1).suffix(1)) }
    let listing = zip(letters, options).map { "\($0)) \($1)" }.joined(separator: "\n")
    func replies(_ index: Int, _ count: Int, _ dice: inout DemoDice) -> [DemoReply] {
      (0..<count).map { _ in reply(question, letters[index], options[index], &dice) }
    }
    let place = options.firstIndex(of: right) ?? 0
    let wrong = options.indices.filter { $0 != place }.flatMap { replies($0, 1, &dice) }
    return DemoTask(
      category: "science",
      turns: ["\(question)\n\n\(listing)\n\n\(dice.pick(suffixes))"],
      gold: [
        ("expected_answer", .string(letters[place])),
        ("choices", .array(options.map(JSONValue.string))),
      ],
      right: replies(place, 4, &dice), wrong: wrong)
  }

  private static func fact(_ dice: inout DemoDice) -> (String, String, [String]) {
    let row = dice.pick(facts)
    return (row[0], row[1], Array(row[2...]))
  }

  private static func conversion(_ dice: inout DemoDice) -> (String, String, [String]) {
    let row = dice.pick(units)
    let count = dice.within(2...19)
    let factor = Int(row[2]) ?? 1
    let right = count * factor
    return (
      "How many \(row[1]) are there in \(count) \(row[0])?", DemoText.grouped(right),
      [
        DemoText.grouped(right * 10), DemoText.grouped(right + factor),
        DemoText.grouped(right + 5 * factor),
      ]
    )
  }

  private static func reply(
    _ question: String, _ letter: String, _ option: String, _ dice: inout DemoDice
  ) -> DemoReply {
    let reasoning = [
      "The question is: \(question)", dice.pick(thoughts),
      "Of the four options \(option) fits, which is \(letter).",
    ]
    let shapes = [
      "\(option) is what fits here.\n\nAnswer: \(letter)",
      "The answer is \(letter).",
      "The correct option is **\(letter)) \(option)**.",
      "$\\boxed{\(letter)}$",
    ]
    return DemoReply(reasoning: reasoning.joined(separator: "\n"), answer: dice.pick(shapes))
  }

  private static let suffixes = DemoText.lines(
    """
    Answer with the letter of the right option.
    Choose one option. End with "Answer: X", where X is a letter.
    Which option is right?
    """)
  private static let thoughts = DemoText.lines(
    """
    I go through the options and strike out what cannot be.
    I remember this from school, so there is not much to compute.
    Two of the options can be ruled out at once.
    """)

  /// Question, right answer, three wrong ones.
  private static let facts = DemoText.cells(
    """
    Which planet is closest to the Sun?|Mercury|Venus|Mars|Earth
    Which planet is the largest of the solar system?|Jupiter|Saturn|Neptune|Earth
    Which gas do plants take up for photosynthesis?|carbon dioxide|oxygen|nitrogen|helium
    What is the chemical symbol of gold?|Au|Ag|Go|Gd
    What is the chemical symbol of sodium?|Na|So|S|Sd
    How many chambers does a human heart have?|four|two|three|six
    Which organ pumps blood through the body?|heart|liver|lung|kidney
    What is the boiling point of water at sea level?|100 °C|90 °C|120 °C|80 °C
    Which metal is liquid at room temperature?|mercury|iron|lead|copper
    What force pulls objects towards the ground?|gravity|friction|magnetism|tension
    What is the unit of electric current?|ampere|volt|ohm|watt
    What is the unit of electric resistance?|ohm|volt|ampere|joule
    What is the unit of force?|newton|pascal|watt|kelvin
    Which particle has a negative charge?|electron|proton|neutron|photon
    What do bees collect from flowers?|nectar|sap|resin|dew
    Which animal is a mammal?|whale|shark|trout|octopus
    Which animal lays eggs?|duck|horse|dolphin|rabbit
    How many legs does a spider have?|eight|six|ten|four
    How many legs does an insect have?|six|eight|four|ten
    What is the hardest natural substance?|diamond|quartz|iron|marble
    Which layer of the Earth do we live on?|crust|mantle|outer core|inner core
    What is frozen water called?|ice|steam|fog|slush
    Which gas makes up most of the air?|nitrogen|oxygen|argon|carbon dioxide
    Which part of a plant takes up water?|roots|petals|seeds|fruits
    What does a thermometer measure?|temperature|pressure|mass|speed
    What does a barometer measure?|air pressure|wind speed|humidity|depth
    Which ocean is the largest?|Pacific|Atlantic|Indian|Arctic
    On which continent does the Nile flow?|Africa|Asia|Europe|South America
    What is the tallest kind of animal?|giraffe|elephant|camel|ostrich
    Which star is nearest to the Earth?|the Sun|Sirius|Polaris|Vega
    How long does the Earth take to go around the Sun?|one year|one day|one month|one week
    What causes the tides for the most part?|the Moon|the wind|earthquakes|clouds
    Which vitamin does sunlight help the skin to make?|vitamin D|vitamin C|vitamin A|vitamin K
    Which colour has the longest wavelength?|red|blue|green|violet
    What travels fastest?|light|sound|a bullet|a jet
    Which of these is a renewable source of energy?|wind|coal|oil|natural gas
    What is the process from liquid to gas called?|evaporation|freezing|melting|condensation
    What is the smallest unit of life?|cell|atom|organ|tissue
    Which blood cells fight infections?|white cells|red cells|platelets|plasma
    What is the pH of pure water at 25 °C?|7|1|5|14
    Which of these numbers is prime?|29|21|27|39
    Which of these numbers is not prime?|51|53|59|61
    """)

  /// Larger unit, smaller unit, how many of these.
  private static let units = DemoText.cells(
    """
    kilometres|metres|1000
    metres|centimetres|100
    hours|minutes|60
    hours|seconds|3600
    days|hours|24
    weeks|days|7
    kilograms|grams|1000
    litres|millilitres|1000
    square metres|square centimetres|10000
    dozens|pieces|12
    """)
}
