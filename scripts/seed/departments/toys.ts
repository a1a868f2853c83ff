import { inKinds, inSizes } from "../choices";
import type { Department } from "../department";

export const toys: Department = {
  categories: [
    { slug: "toys-and-games", name: "Toys & Games" },
    { slug: "wooden-toys", name: "Wooden Toys", parent: "toys-and-games" },
    { slug: "plush", name: "Plush", parent: "toys-and-games" },
    { slug: "puzzles", name: "Puzzles", parent: "toys-and-games" },
    { slug: "board-games", name: "Board Games", parent: "toys-and-games" },
  ],
  brands: [
    { code: "TMB", name: "Tumblewood", tier: 2, ending: 95, voice: "playful", palette: ["#b9794a", "#f3e2be"], homes: ["wooden-toys", "puzzles"], note: "Tumblewood plants two trees for each one that it uses." },
    { code: "OTB", name: "Otterby", tier: 1, ending: 99, voice: "playful", palette: ["#4f8a8b", "#fbe3b5"], homes: ["plush", "wooden-toys", "board-games"], note: "Otterby tries everything out on a kindergarten in Aarhus, with great success." },
    { code: "BRT", name: "Brettchen", tier: 2, ending: 99, voice: "playful", palette: ["#7a3e6d", "#f6d6a8"], homes: ["board-games", "puzzles", "wooden-toys"], note: "Brettchen replaces lost pieces for the price of a stamp." },
    { code: "LFM", name: "Little Fathom", tier: 2, ending: 95, voice: "playful", palette: ["#2f6f9f", "#f7dfb0"], homes: ["plush", "puzzles", "wooden-toys"], note: "Little Fathom is a studio of three illustrators and a marine biologist." },
    { code: "LTG", name: "Long Table Games", tier: 2, ending: 0, voice: "playful", palette: ["#2f5d50", "#efcf7a"], homes: ["board-games", "puzzles"], note: "Long Table Games tests everything on strangers in a public library." },
    { code: "BMC", name: "Bumblecote", tier: 1, ending: 95, voice: "playful", palette: ["#6a5a9a", "#f7dcb0"], homes: ["plush", "wooden-toys", "puzzles"], note: "Bumblecote is named after the lane it was founded in." },
    { code: "HGW", name: "Hugglesworth", tier: 3, ending: 0, voice: "playful", palette: ["#9a5f5f", "#f4ddd0"], homes: ["plush", "board-games"], note: "Hugglesworth repairs whatever was loved too hard, and returns it within a week." },
  ],
  kinds: [
    {
      code: "TRAN", noun: "Train Set", category: "wooden-toys", shape: "train", price: [28, 110], weight: 1500,
      specs: [{ name: "24-Piece", said: "24-piece", price: 0.7, weight: 0.6 }, { name: "48-Piece", said: "48-piece" }, { name: "80-Piece", said: "80-piece", price: 1.5, weight: 1.7, note: "With a bridge, a tunnel and a station, it fills a living-room floor." }],
      materials: [{ name: "beech" }, { name: "maple", price: 1.15 }],
      opens: [
        "{a spec} train set in {material} for [long afternoons on the floor|engineers of three years and up].",
        "The {series} train set [runs on imagination alone|goes around the sofa and back].",
        "{brand} makes the {series} from {material}, [sanded until nothing catches|with magnets that pull the right way more often than not].",
      ],
      details: [
        ["The tracks fit the other common wooden railways.", "More track can be added at any time."],
        ["The paints are water-based and safe to chew.", "It is finished with plant oil and water-based paint."],
        ["Lost pieces can be bought singly.", "Everything goes back into a cotton sack."],
      ],
      tags: ["wooden-toy", "train", "age-3-plus", "plastic-free", "gift"],
    },
    {
      code: "BLKS", noun: "Building Blocks", category: "wooden-toys", shape: "blocks", price: [22, 85], weight: 1900,
      specs: [{ name: "30-Piece", said: "30-piece", price: 0.75, weight: 0.6 }, { name: "60-Piece", said: "60-piece" }, { name: "100-Piece", said: "100-piece", price: 1.5, weight: 1.6, note: "There are enough for a castle and the village below." }],
      materials: [{ name: "maple" }, { name: "beech", price: 0.95 }, { name: "basswood", price: 0.85, weight: 0.7 }],
      choices: [inKinds("Finish", [1, 2], ["Oiled", ["Painted", 1.1]], "{list}")],
      opens: [
        "{a spec} set of building blocks in {material}, [cut so exactly that towers stand|for towers, and for knocking them over].",
        "The {series} blocks are [the toy that is never outgrown|cubes, arches, columns and two secrets].",
        "With the {series}, {brand} gives small builders [blocks with weight|corners that are round and faces that are flat].",
      ],
      details: [
        ["They suit children from one year.", "Large enough not to be swallowed, they suit children from one year."],
        ["A sack with a drawstring is included.", "They live in a box with a sliding lid."],
        ["The wood comes from managed forests.", "Offcuts from a furniture workshop become blocks here."],
      ],
      tags: ["wooden-toy", "building-blocks", "age-1-plus", "plastic-free"],
    },
    {
      code: "STKR", noun: "Stacking Toy", category: "wooden-toys", shape: "stacker", price: [16, 48], weight: 520,
      specs: [{ name: "Ring", said: "ring" }, { name: "Animal", said: "animal", note: "A hen, a pig and a cow have to balance on each other." }, { name: "Cup", said: "cup", note: "The cups nest, stack and hide things." }],
      materials: [{ name: "beech" }, { name: "basswood", weight: 0.8 }, { name: "rubberwood", price: 0.85 }],
      opens: [
        "{a spec} stacking toy in {material} for [small hands with big plans|children from ten months].",
        "The {series} is a stacking toy that [can be put together wrong in many good ways|rewards a steady hand].",
        "{brand} turns the {series} from {material}, [smooth enough to chew on|in shapes that are easy to hold].",
      ],
      details: [
        ["It teaches size, order and patience.", "It is a first lesson in balance."],
        ["Wipe it clean with a damp cloth.", "It is easy to wipe clean."],
        ["The paint does not come off, however hard it is chewed.", "The finish is safe for mouths."],
      ],
      tags: ["wooden-toy", "baby", "stacking", "plastic-free", "gift"],
    },
    {
      code: "PLSH", noun: "Plush", category: "plush", shape: "plush", price: [18, 64], weight: 320,
      name: "{brand} {series} the {spec}, {material}",
      specs: [{ name: "Bear" }, { name: "Rabbit" }, { name: "Fox" }, { name: "Otter" }, { name: "Elephant", price: 1.1, weight: 1.2 }, { name: "Owl" }, { name: "Hedgehog" }, { name: "Whale", price: 1.1, weight: 1.2 }],
      materials: [{ name: "soft plush" }, { name: "corduroy" }, { name: "wool felt", price: 1.15 }],
      choices: [inSizes("Size", [1, 3], [["Small", 0.7, 0.5], "Medium", ["Large", 1.6, 2.2]], "in {list}")],
      opens: [
        "{series} is {a spec} in {material} who [listens well and keeps secrets|is looking for a pillow to share].",
        "Meet {series}, {a spec} with [a middle made for hugging|a serious face and a soft heart].",
        "{brand} sewed {series} the {spec} in {material}, [for the first day at kindergarten|to be loved until threadbare].",
      ],
      details: [
        ["The eyes are embroidered, so there is nothing to come loose.", "Nothing on it can be bitten off."],
        ["Safe from the first day of life.", "Tested for children of every age."],
        ["It can go in the washing machine, in a pillowcase.", "Hand wash with mild soap, and let it dry in the sun."],
        ["The stuffing is made from recycled bottles.", "It is weighted a little, so that it sits."],
      ],
      tags: ["plush", "cuddly-toy", "baby", "gift", "machine-washable"],
    },
    {
      code: "JIGS", noun: "Jigsaw Puzzle", category: "puzzles", shape: "puzzle", price: [14, 42], weight: 680,
      name: "{picture} {place}, {spec} Puzzle",
      titles: {
        picture: ["Harbor at", "Market in", "Rooftops of", "Winter in", "Night Train to", "Gardens of", "Lighthouse at", "Bookshop in", "Carnival in", "Map of", "Regatta at", "Library of"],
        place: ["Vesterholm", "Porto Lume", "Kessel Bay", "Ardmore Sound", "Montalba", "Inverloch", "Sankt Orren", "Tilly Head", "Corvara", "Maremont", "Old Haven", "Lindquay", "Brackwater", "San Tevio", "Hollowmere", "Nordby", "Castel Vero", "Penmarrow", "Eastwick Sands", "Yukibara"],
      },
      specs: [{ name: "300-Piece", said: "300-piece", price: 0.75, weight: 0.6, note: "Its pieces are large, for young and for tired eyes." }, { name: "500-Piece", said: "500-piece", price: 0.9, weight: 0.8 }, { name: "1,000-Piece", said: "1,000-piece" }, { name: "2,000-Piece", said: "2,000-piece", price: 1.6, weight: 1.9, note: "Allow a table and a week of rain." }],
      words: { painter: ["Ilse Marten", "Tomas Quill", "Noor Haddan", "Agnes Fry", "Pavel Ostrow", "June Okabe", "Mads Lykke", "Rhona Bell", "Cato Rivers", "Lena Brook"] },
      opens: [
        "{a spec} puzzle of a painting by {painter}: [look closely and you will find a cat|the longer you look, the more goes on].",
        "{painter} painted {picture} {place} [from the top of a ferry|over one summer], and {brand} cut it into pieces.",
        "[For a wet weekend and a big table|For two people who still have things to say to each other], {a spec} puzzle by {painter}.",
      ],
      details: [
        ["The pieces are thick, matte and snug.", "You can lift the finished picture by one corner."],
        ["A poster of the picture is in the box.", "The box shows the whole picture, and a booklet tells its story."],
        ["No two pieces have the same cut.", "The cut is random, so a piece fits in one place only."],
      ],
      tags: ["jigsaw", "puzzle", "rainy-day", "family", "gift"],
    },
    {
      code: "BRNT", noun: "Brain Teaser", category: "puzzles", shape: "brainTeaser", price: [12, 38], weight: 210,
      specs: [{ name: "Burr", said: "burr", note: "Six sticks make one star, once you know how." }, { name: "Packing", said: "packing", note: "It all fits in the tray, in exactly one way." }, { name: "Ring", said: "ring-and-rope", note: "The ring comes off; it just does not look like it." }, { name: "Cube", said: "cube", note: "A chain of blocks folds into a cube." }],
      materials: [{ name: "walnut", price: 1.15 }, { name: "bamboo", price: 0.9, weight: 0.85 }, { name: "beech" }],
      opens: [
        "{a spec} puzzle in {material} that [looks easy for about a minute|stops conversations].",
        "The {series} brain teaser [has been solved in nine seconds, and in nine weeks|is best left on a desk where others can fail at it].",
        "{brand} cuts the {series} from {material}, [so exactly that it gives nothing away|to a design that is a century old].",
      ],
      details: [
        ["The answer is in a sealed envelope.", "The answer is not in the box, but can be asked for."],
        ["For ages eight and up.", "For patient people from eight years."],
        ["Its difficulty is four out of five.", "It is rated three out of five, by people who do this for a living."],
      ],
      tags: ["brain-teaser", "puzzle", "age-8-plus", "desk", "gift"],
    },
    {
      code: "BGAM", noun: "Board Game", category: "board-games", shape: "boardGame", price: [22, 72], weight: 1300,
      name: "{theme} of {place}, {spec} Board Game",
      titles: {
        theme: ["Merchants", "Keepers", "Gardens", "Rivals", "Cartographers", "Ferrymen", "Thieves", "Beekeepers", "Bridges", "Lanterns", "Clockmakers", "Pilots", "Alchemists", "Secrets", "Gardeners", "Storms"],
        place: ["Vesterholm", "Porto Lume", "the Seven Canals", "the High Fells", "Montalba", "the Salt Coast", "Sankt Orren", "the Last Orchard", "the Drowned City", "Maremont", "the Night Market", "Brackwater", "the Long Valley", "Hollowmere", "the North Light", "Castel Vero"],
      },
      specs: [
        { name: "Family", said: "family", note: "For two to five players from eight years." },
        { name: "Strategy", said: "strategy", price: 1.35, weight: 1.3, note: "For two to four players from twelve years." },
        { name: "Cooperative", said: "cooperative", price: 1.1, note: "For one to four players, who win or lose together." },
        { name: "Two-Player", said: "two-player", price: 0.75, weight: 0.6, note: "For two players and one pot of tea." },
      ],
      words: { designer: ["Jonna Reik", "Arun Delacourt", "Mia Tolstad", "Bernhard Lux", "Saoirse Kemp", "Teo Lindqvist", "Wanda Pryce", "Kofi Adebayo"] },
      opens: [
        "{a spec} game by {designer} that takes [forty-five minutes and one more round|an hour, and ends sooner than anyone would like].",
        "In {theme} of {place}, {a spec} game by {designer}, [every turn offers two good moves and time for one|the map is never the same twice].",
        "{designer}'s {spec} game about {place} is [quick to teach and slow to master|learned in ten minutes].",
      ],
      details: [
        ["The rules fit on four pages.", "A short film explains the rules, for those who do not read them."],
        ["Wooden pieces, a linen-finish board and no plastic are in the box.", "The pieces are wood and the box closes properly."],
        ["Nobody is out before the end.", "Luck has its say, but not the last word."],
      ],
      tags: ["board-game", "game-night", "family", "gift"],
    },
    {
      code: "CGAM", noun: "Card Game", category: "board-games", shape: "cardGame", price: [9, 26], weight: 240,
      specs: [{ name: "Party", said: "party", note: "For four to ten players from ten years." }, { name: "Trick-Taking", said: "trick-taking", note: "For three to five players from ten years." }, { name: "Memory", said: "memory", note: "For two to six players from four years." }, { name: "Bluffing", said: "bluffing", note: "For three to eight players from ten years." }],
      opens: [
        "{a spec} card game that [fits in a pocket|is over in fifteen minutes and dealt again at once].",
        "The {series} is {a spec} game for [trains, tents and waiting rooms|the half hour before dinner].",
        "{brand} made the {series} [with 72 cards and one good idea|for people who say they do not like games].",
      ],
      details: [
        ["The rules are explained in two minutes.", "One page of rules is all there is."],
        ["The cards have a linen finish and shuffle well.", "The cards are drawn by hand, and no two are alike."],
        ["It comes in a tin that survives a backpack.", "The box is no larger than it has to be."],
      ],
      tags: ["card-game", "travel-game", "game-night", "gift"],
    },
  ],
};
