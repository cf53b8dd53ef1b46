/// A subject with sentences about it, each able to stand alone and in any order.
///
/// No sentence has a comma, a digit or an asterisk, and none is in upper case, so that instruction
/// tasks can decide for themselves what a response has of these.
struct DemoTopic {
  let name: String
  let sentences: [String]

  static let all: [DemoTopic] = table.split(separator: "\n\n").map { block in
    let lines = block.split(separator: "\n").map(String.init)
    return DemoTopic(name: lines[0], sentences: Array(lines[1...]))
  }

  private static let table = """
    bicycles
    A bicycle turns the push of two legs into quiet speed.
    The chain passes force from the pedals to the rear wheel.
    Good brakes matter more than light wheels.
    A rider who looks far ahead needs to brake less often.
    Most repairs can be done with three small tools.
    Soft tyres are kind to the back and slow on asphalt.
    A bell is the friendliest way to say that you are coming.
    Many towns now build lanes that keep riders apart from cars.

    gardens
    A garden rewards those who look at it every day.
    Compost turns kitchen scraps into dark and rich soil.
    Early morning is the best time to water the beds.
    Tall plants should not steal light from short ones.
    Mulch keeps the ground moist through dry weeks.
    Slugs prefer young lettuce to almost everything else.
    A bench in the shade is a tool like any other.
    Seeds that you save yourself know your soil best.

    bread
    Good bread needs little more than flour and time.
    A slow rise brings out the taste of the grain.
    Salt tightens the dough and keeps the yeast in check.
    Steam in the oven gives the crust its shine.
    A loaf sounds hollow underneath when it is done.
    Warm bread is hard to slice and hard to resist.
    Old bread makes soup thick and salad hearty.
    Bakers begin their day while others are still asleep.

    libraries
    A library lends you more books than you could ever own.
    Quiet rooms help people to think for hours on end.
    Librarians know where the odd questions lead.
    Children discover stories there that no one assigned to them.
    Old newspapers tell what a town once cared about.
    A library card is among the best bargains in any city.
    Many branches also lend tools and board games.
    Reading lamps make every winter evening shorter.

    rivers
    A river carries stones as patiently as it carries boats.
    Its water is coldest where trees lean over the bank.
    Floods leave fertile mud on the fields beside it.
    Fish rest behind large rocks where the current is weak.
    Bridges decide where towns begin to grow.
    In summer the shallows warm up and children wade in.
    A delta forms where the river slows and drops its sand.
    Clean rivers need clean streams far above them.

    lighthouses
    A lighthouse tells sailors where the rocks are.
    Each tower has a rhythm of flashes of its own.
    The keeper once climbed the stairs many times each night.
    Today most lamps switch on without any help.
    Thick walls keep the storm outside.
    The lens is a wonder of cut glass.
    From the gallery one can see whales on a clear day.
    Some towers now welcome guests for the night.

    chess
    Chess is easy to learn and hard to put away.
    A good opening gives every piece something to do.
    Control of the centre makes the rest of the board smaller.
    Beginners often move their queen too soon.
    A lost pawn can decide a long ending.
    Strong players look for the reply before they move.
    Studying old games teaches patience and humour.
    The clock turns a quiet game into a race.

    violins
    A violin sings because its thin top can shiver.
    The bow grips the string and lets it go again and again.
    Rosin makes the hair of the bow a little rough.
    Small changes of the finger change the pitch a lot.
    Old instruments sound sweet to those who know their age.
    Practice is kinder when it is short and daily.
    The case should never lie in the sun.
    An orchestra tunes to one clear note.

    bees
    Bees visit flowers for nectar and leave with pollen.
    A hive keeps itself warm through the coldest weeks.
    Scouts dance to tell the others where food can be found.
    The queen lays eggs from early spring to late autumn.
    Beekeepers move slowly and wear bright clothes.
    Honey keeps for years in a closed jar.
    Wild bees often live alone in hollow stems.
    A meadow full of herbs feeds them better than any lawn.

    glaciers
    A glacier is a river of ice that hardly seems to move.
    Snow turns to ice under its own weight.
    The ice scrapes valleys into the shape of a trough.
    Deep cracks open where the slope grows steep.
    Meltwater is milky with ground rock.
    Old air lies trapped in tiny bubbles.
    Many glaciers have lost half of their length.
    A walk on the ice needs a rope and a guide.

    markets
    A market wakes up long before the first customers come.
    Fresh fruit is stacked so that the colours shine.
    Sellers call out their prices over the noise.
    Late in the day the bargains get better.
    Cooks talk to growers about next week.
    The smell of herbs hangs between the stalls.
    Coins still change hands faster than cards.
    Rain empties the square within minutes.

    cameras
    A camera draws with light and needs very little of it.
    A wide opening blurs whatever is far behind.
    A slow shutter turns water into silk.
    The best camera is the one that is at hand.
    Soft light flatters faces more than noon does.
    A tripod teaches you to choose your place.
    Prints outlive the machines that made the files.
    Looking comes first and the button comes last.
    """
}
