import { inKinds } from "../choices";
import type { Department } from "../department";

const bindings = inKinds("Format", [1, 2], ["Paperback", ["Hardcover", 1.6, 1.4]], "in {list}");

const authors = [
  "Ingrid Vale", "Marcus Ottery", "Leila Haddon", "Tomasz Bielak", "Ruth Annand", "Owen Pryor", "Sunniva Dahl", "Adaeze Mbah",
  "Peter Gallow", "Clémence Roy", "Hana Mizuki", "Niall Corrigan", "Elif Saran", "Joan Thackeray", "Rafael Quintal", "Maud Ellison",
  "Viktor Strand", "Priya Raman", "Harriet Lorne", "Samuel Oyelaran", "Beatriz Leal", "Edwin Marsh", "Katya Volkova", "Isobel Fenn",
] as const;

const towns = [
  "Vesterholm", "Ardmore", "Kessel Bay", "Montalba", "Inverloch", "Hollowmere", "Brackwater", "Penmarrow", "Corvara", "Lindquay",
  "Old Haven", "Maremont", "Tilly Head", "Nordby", "Eastwick", "San Tevio",
] as const;

export const books: Department = {
  categories: [
    { slug: "books", name: "Books" },
    { slug: "novels", name: "Novels", parent: "books" },
    { slug: "crime", name: "Crime & Mystery", parent: "books" },
    { slug: "cookbooks", name: "Cookbooks", parent: "books" },
    { slug: "travel-writing", name: "Travel & Nature Writing", parent: "books" },
    { slug: "childrens-books", name: "Children's Books", parent: "books" },
  ],
  brands: [
    { code: "TDW", name: "Tidewrack Press", tier: 2, ending: 99, voice: "classic", palette: ["#27566b", "#f0dcb2"], homes: ["novels", "crime", "travel-writing", "cookbooks"], note: "Tidewrack Press publishes twelve books a year." },
    { code: "QQL", name: "Quarrel & Quill", tier: 2, ending: 0, voice: "classic", palette: ["#6b2f3c", "#ecd3b0"], homes: ["novels", "crime", "childrens-books", "travel-writing"], note: "Quarrel & Quill is an independent publisher in Leith." },
    { code: "NBB", name: "Ninth Bell Books", tier: 1, ending: 99, voice: "classic", palette: ["#403a63", "#e9cf95"], homes: ["novels", "crime", "cookbooks", "childrens-books"], note: "Ninth Bell Books prints on recycled paper." },
    { code: "HLB", name: "Harbor Lamp Books", tier: 2, ending: 95, voice: "classic", palette: ["#1f6f6b", "#f4d58d"], homes: ["travel-writing", "cookbooks", "childrens-books", "novels"], note: "Harbor Lamp Books is owned by the people who work there." },
    { code: "FFP", name: "Fallow Field Press", tier: 2, ending: 0, voice: "classic", palette: ["#667b3a", "#f0e0b6"], homes: ["cookbooks", "travel-writing", "crime", "childrens-books"], note: "Fallow Field Press prints and binds within an hour of its own office." },
  ],
  kinds: [
    {
      code: "NOVL", noun: "Novel", category: "novels", shape: "book", price: [13, 22], weight: 340,
      name: "The {first} {second}",
      titles: {
        first: ["Salt", "Last", "Quiet", "Borrowed", "Paper", "Winter", "Hollow", "Second", "Glass", "Crooked", "Distant", "Unfinished", "Summer", "Hidden", "Patient", "Invented", "Painted", "Northern", "Sleeping", "Forgotten", "Honest", "Seventh", "Slow", "Unwritten", "Lost", "Careful", "Drowned", "Restless", "Hundredth", "Ordinary"],
        second: ["Orchard", "Lighthouse", "Daughter", "Harbor", "Letter", "Road", "Season", "Garden", "Island", "Piano", "Weather", "Map", "Choir", "Inheritance", "Bridge", "River", "Neighbor", "House", "Ferry", "Language", "Window", "Translator", "Tide", "Photograph", "Guest", "Bell", "Almanac", "Silence", "Cartographer", "Hour"],
      },
      words: {
        author: authors, town: towns,
        hero: ["a ship's cook", "a piano tuner", "a widowed schoolteacher", "a translator", "a young surveyor", "a retired judge", "a beekeeper", "a night nurse", "a bookbinder", "a failed cellist", "a ferryman's daughter", "a map-maker"],
        turn: ["inherits a house she has never seen", "finds a letter that was posted forty years ago", "misses the last boat and stays for a year", "is asked to keep a secret for a stranger", "comes home to bury a father and finds a brother", "sets out to find the man who painted her mother", "has one summer to repair what three generations broke", "begins to receive somebody else's mail"],
        mood: ["tender", "slyly funny", "spare and luminous", "generous", "unhurried", "haunting", "wise", "warm-hearted"],
      },
      choices: [bindings],
      opens: [
        "In {town}, {hero} {turn}: {a mood} novel by {author}.",
        "In {author}'s {mood} novel, {hero} {turn}, and all of {town} has an opinion.",
        "{author}'s {mood} novel begins when {hero} {turn}.",
      ],
      details: [
        ["It is a story about [what families keep from one another|what it takes to begin again|what we owe the dead and the living|love, work and weather|a friendship that survives everything but success]."],
        ["It is the author's [second|third|fourth] novel.", "The author grew up [beside the sea|above a bakery|in four countries] and now teaches writing."],
        ["There is a conversation with the author at the end, and questions for reading groups.", "Readers who like a slow first chapter and a fast last one will be happy here."],
      ],
      tags: ["fiction", "novel", "literary", "reading-group", "gift"],
    },
    {
      code: "CRIM", noun: "Crime Novel", category: "crime", shape: "book", price: [11, 20], weight: 320,
      name: "{deed} {place}",
      titles: {
        deed: ["Murder at", "A Body at", "The Vanishing at", "Silence at", "Last Seen at", "The Witness at", "The Alibi at", "Poison at", "The Drowning at", "The Stranger at", "The Quarrel at", "The Inquest at", "Five Suspects at", "Night Falls on", "A Confession at", "The Forger of", "Blackmail at", "The Long Wait at", "A Debt at", "Cold Night at"],
        place: ["Hollowmere", "Penmarrow House", "Tilly Head", "Brackwater Lock", "the Hotel Maremont", "Kessel Bay", "Ardmore Station", "St. Orren's", "the Lindquay Regatta", "Corvara Pass", "Inverloch", "the Montalba Opera", "Nordby Light", "Eastwick Fair", "the Old Haven Ferry", "Vesterholm", "Castle Thorne", "Marsh End", "the Alder Club", "Gallows Lane", "the Winter Garden", "Fenwick Mill", "Cutter's Row", "Saltmarket", "the Orangery", "Ravensholt", "Quarry Hill", "the Bellringers' Arms", "Long Strand", "Abbot's Reach"],
      },
      words: {
        author: authors,
        sleuth: ["Inspector Maren Holt", "Sergeant Bell", "retired pathologist Dr. Ida Crane", "Chief Inspector Lenk", "parish librarian Winnie Ashe", "Detective Noor Aziz", "locksmith and amateur sleuth Pim Harding", "Inspector Aldo Ferri"],
        clue: ["a door that was locked from the inside", "a guest list with one name too many", "a dog that did bark", "two identical umbrellas", "a clock that runs eleven minutes fast", "a will signed twice", "a train ticket that was never used", "a telephone call from a dead line"],
      },
      choices: [bindings],
      opens: [
        "In {author}'s [cleverest|quietest|most elegant] mystery, all that {sleuth} has to go on is {clue}.",
        "{sleuth} came for a rest, and gets {clue} instead, in a crime novel by {author}.",
        "{author}'s story starts with {clue}, and {sleuth} [does not believe in coincidence|has until the snow melts].",
      ],
      details: [
        ["The author plays fair: every clue is on the page.", "[Four|Five|Six] people are under suspicion until the last chapter but one."],
        ["It is the [first|second|third|fifth] book of the series, and can be read on its own.", "It can be read alone, but few readers stop at one."],
        ["A plan of the scene is printed inside the cover.", "The ending has been keeping reading groups up late."],
      ],
      tags: ["fiction", "crime", "mystery", "detective", "series"],
    },
    {
      code: "COOK", noun: "Cookbook", category: "cookbooks", shape: "cookbook", price: [22, 40], weight: 1050,
      name: "{first} {second}",
      titles: {
        first: ["The Weeknight", "The Slow", "The Seaside", "The Sunday", "The Small", "The Mountain", "The Market", "The Thrifty", "The Generous", "The Winter", "The Summer", "The Midnight", "The Shared", "The Village", "The Two-Burner", "The Island", "The Patient", "The Northern", "The Farmhouse", "The Student", "The Weekend", "The Everyday", "The Rainy-Day", "The Wandering"],
        second: ["Kitchen", "Table", "Bakery", "Pantry", "Oven", "Pot", "Supper", "Garden Cook", "Breakfast Book", "Noodle Book", "Bread Book", "Vegetable Book", "Soup Book", "Feast", "Cake Tin", "Grill", "Picnic", "Larder", "Dumpling Book", "Preserving Book", "Rice Book", "Pie Book", "Fish Book", "Lunch Box"],
      },
      words: { author: authors, count: ["80", "95", "100", "110", "120", "140"] },
      choices: [inKinds("Format", [1, 2], ["Hardcover", ["Spiral-Bound", 0.9]], "in {list}")],
      opens: [
        "{count} recipes by {author}, [tested in a kitchen as small as yours|none with more than ten ingredients].",
        "{author} writes recipes that [work the first time|explain why as well as how], and here are {count} of them.",
        "[For cooks who read in bed|For people who come home hungry]: {count} recipes and the stories behind them, by {author}.",
      ],
      details: [
        ["Each recipe fits on one spread, so no page has to be turned with floury hands.", "There is a photograph of every dish."],
        ["Weights are given in grams and in cups.", "Ingredients are given by weight and by volume."],
        ["A chapter on leftovers is worth the price alone.", "Menus at the back put the dishes together for [four|six] guests."],
        ["The index can be searched by what is in the refrigerator.", "Two ribbons mark your place."],
      ],
      tags: ["cookbook", "cooking", "recipes", "gift"],
    },
    {
      code: "TRVL", noun: "Travel Book", category: "travel-writing", shape: "book", price: [14, 26], weight: 380,
      name: "{way} {place}",
      titles: {
        way: ["A Year in", "Letters from", "The Birds of", "A Late Summer in", "The Rivers of", "Getting Lost in", "The Last Shepherds of", "Notes from", "The Long Way to", "Listening to", "The Old Roads of", "Strangers in", "The Inns of", "Leaving", "Going Slowly Through", "The Bridges of", "Rain in", "An Atlas of", "Neighbors in", "The Quiet Side of", "Return to", "The Orchards of", "Small Maps of", "A Guest in", "The Bells of"],
        place: ["the Orren Hills", "Vesterholm", "the Maremont Valleys", "Corvara", "the Tevio Delta", "the High Fells", "the Lind Marshes", "Inverloch", "Montalba", "Penmarrow", "the Long Valley", "the Hollow Woods", "the Vale of Thorne", "the Lantern Mountains", "the Wend Valley", "the Upper Lume", "Ardmore", "the Castel Country", "Yukibara", "the Thorne Forest", "the Kessel Uplands", "Old Nordby", "the Brack Fens", "Sankt Orren", "the Silent Valley", "Lower Tevio", "the Merrow Downs", "Castel Vero", "the Eastwick Levels", "Port Lindquay", "the Weald of Arne", "the Upper Dales", "Raven Pass", "Lindquay", "Hollowmere", "the Ostrow Lowlands"],
      },
      words: { author: authors, means: ["on foot", "by bicycle", "in a borrowed boat", "by slow train", "with a tent and a bad map", "in the company of a mule", "with a notebook and one pair of boots"] },
      choices: [bindings],
      opens: [
        "{author} travels {means}, and [writes down what people say when they are not being interviewed|looks up more often than ahead].",
        "Three hundred miles {means}: {author} [goes slowly and misses little|sets out in the wrong month and stays].",
        "{author} went {means} [to see what was left|because nobody would say what was there], and came back with this book.",
      ],
      details: [
        ["It is a book about [birds, borders and bread|weather, work and old roads|rivers, rain and the kindness of strangers].", "Part travel book and part natural history, it is best read [with a map|by a fire]."],
        ["The drawings are the author's own.", "Maps are printed inside both covers."],
        ["A list of further reading adds a shelf to your shelf.", "A chapter at the end tells how to go there yourself."],
      ],
      tags: ["travel", "nature-writing", "nonfiction", "walking", "gift"],
    },
    {
      code: "KIDB", noun: "Picture Book", category: "childrens-books", shape: "pictureBook", price: [11, 20], weight: 410,
      name: "{who} and the {what}",
      titles: {
        who: ["Otter", "Little Owl", "Captain Mouse", "Hedgehog", "Grandpa Bear", "Milo", "Tilda", "Mole", "Pip", "Princess Oona", "Badger", "Nine Ducks", "Juniper Fox", "Anselm", "Mrs. Heron", "Bo", "Winnie Snail", "Farmer Fig", "Zuzu", "The Twins", "Sister Goose", "Ludo", "Moth", "Kasper", "Professor Newt", "Tuva", "Old Toad", "Bun", "Ida", "Small Whale"],
        what: ["Lost Mitten", "Very Loud Night", "Upside-Down Day", "Moon Ladder", "Missing Cake", "Rainy Birthday", "Singing Kettle", "Longest Nap", "Big Puddle", "Secret Door", "Runaway Hat", "First Snow", "Grumpy Cloud", "Paper Boat", "Borrowed Star", "Enormous Turnip Soup", "New Neighbor", "Sleepy Train", "Bicycle", "Wrong Suitcase", "Whispering Hill", "Tiny Parade", "Stubborn Goat", "Midnight Picnic", "Lighthouse", "Thunder", "Tallest Tower", "Button Thief", "Forgotten Song", "Island of Socks"],
      },
      words: { author: authors, age: ["two", "three", "four", "five"] },
      choices: [inKinds("Format", [1, 2], ["Hardcover", ["Board Book", 0.75, 0.8]], "as {list}")],
      opens: [
        "A picture book by {author} about [being brave in small ways|making friends and making mistakes|asking for help].",
        "{author} tells and draws a story [to read aloud three times in a row|that ends with everyone in bed].",
        "[A bedtime story|A story for laps and sofas] by {author}, for children from {age}.",
      ],
      details: [
        ["There is a snail to find on every page.", "The last page folds out."],
        ["The rhymes are good ones and do not limp.", "The words are few and well chosen."],
        ["It is printed with plant-based inks on thick paper.", "The pages are sturdy and the corners round."],
      ],
      tags: ["picture-book", "children", "bedtime", "read-aloud", "gift"],
    },
  ],
};
