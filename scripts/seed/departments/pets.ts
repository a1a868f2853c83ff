import { inColors, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

export const pets: Department = {
  categories: [
    { slug: "pet-supplies", name: "Pet Supplies" },
    { slug: "dogs", name: "Dogs", parent: "pet-supplies" },
    { slug: "cats", name: "Cats", parent: "pet-supplies" },
  ],
  brands: [
    { code: "WGW", name: "Wagsworth", tier: 2, ending: 95, voice: "playful", palette: ["#3c6e9e", "#f6cf7f"], homes: ["dogs", "cats"], note: "Wagsworth brings its own animals to work, all nineteen of them." },
    { code: "BKB", name: "Barkley Bay", tier: 1, ending: 99, voice: "playful", palette: ["#2f8c82", "#f9dfae"], homes: ["dogs"], note: "Barkley Bay gives a bed to a shelter for every hundred orders." },
    { code: "WSK", name: "Whiskerleigh", tier: 2, ending: 0, voice: "playful", palette: ["#8a5a83", "#f3d9e0"], homes: ["cats"], note: "Whiskerleigh employs a vet, two carpenters and a very critical tabby." },
    { code: "GHS", name: "Good Hound Supply", tier: 3, ending: 0, voice: "english", palette: ["#5c4a36", "#dcc190"], homes: ["dogs"], note: "Good Hound Supply makes for working animals first, and for sofas second." },
    { code: "PRG", name: "Purrington", tier: 1, ending: 99, voice: "playful", palette: ["#c0617a", "#f8dcc9"], homes: ["cats", "dogs"], note: "Purrington will take back whatever is disdained." },
    { code: "TUF", name: "Tuft & Tail", tier: 2, ending: 95, voice: "english", palette: ["#5f7a4a", "#eeddb5"], homes: ["cats", "dogs"], note: "Tuft & Tail is a family of five, not counting the animals." },
  ],
  kinds: [
    {
      code: "DBED", noun: "Dog Bed", category: "dogs", shape: "petBed", price: [45, 180], weight: 2600,
      specs: [{ name: "Bolster", said: "bolster", note: "The raised edge is a pillow for the chin." }, { name: "Orthopedic", said: "orthopedic", price: 1.4, weight: 1.4, note: "Memory foam takes the weight off old hips." }, { name: "Travel", said: "travel", price: 0.7, weight: 0.45, note: "It rolls up and straps to a backpack." }],
      materials: [{ name: "corduroy" }, { name: "waxed canvas", price: 1.15 }, { name: "recycled fleece", price: 0.9 }],
      choices: [inColors([1, 3], "Gray", "Navy", "Forest Green", "Brick", "Dune", "Brown"), inSizes("Size", [2, 4], [["S", 0.7, 0.55], "M", ["L", 1.35, 1.5], ["XL", 1.65, 2]], "in sizes {run}")],
      opens: [
        "{a spec} bed in {material} for dogs who [circle three times before they settle|would rather have the sofa].",
        "The {series} dog bed [is deep enough to sink into|keeps the draft off the floor away].",
        "{brand} makes the {series} in {material}, [sewn to stand up to digging|with no zipper where teeth can find it].",
      ],
      details: [
        ["The cover comes off and goes in the washing machine.", "The cover can be washed and is back on in a minute."],
        ["The base does not slide.", "The underside keeps damp out."],
        ["Hair brushes off.", "Spare covers are to be had."],
      ],
      tags: ["dog-bed", "dog", "washable-cover", "cozy"],
    },
    {
      code: "LEAD", noun: "Leash", category: "dogs", shape: "leash", price: [16, 64], weight: 190,
      specs: [{ name: "Classic", said: "classic" }, { name: "Hands-Free", said: "hands-free", price: 1.3, note: "It clips around the waist for runs." }, { name: "Training", said: "training", price: 1.15, weight: 1.8, note: "Its thirty feet teach the way back." }, { name: "Traffic", said: "traffic", price: 0.9, note: "A second loop close to the collar keeps a dog near at a curb." }],
      materials: [{ name: "climbing rope" }, { name: "bridle leather", price: 1.5 }, { name: "recycled webbing", price: 0.85 }],
      choices: [inColors([1, 4], "Black", "Brown", "Red", "Navy", "Forest Green", "Mustard", "Coral", "Teal")],
      opens: [
        "{a spec} leash in {material} that [is kind to the hand when a squirrel appears|gets softer with every walk].",
        "The {series} leash [is strong enough for a mastiff and light enough for a terrier|has a clip that gloves can open].",
        "{brand} makes the {series} from {material}, [stitched and then stitched again|finished by hand].",
      ],
      details: [
        ["A small ring by the handle holds bags or keys.", "A loop near the handle holds a roll of bags."],
        ["The stitching shines in headlights.", "It dries quickly after a swim."],
        ["The collar of the series is sold on its own.", "Should it be chewed through in the first year, you get another."],
      ],
      tags: ["leash", "dog", "walking", "durable"],
    },
    {
      code: "DTOY", noun: "Dog Toy", category: "dogs", shape: "dogToy", price: [8, 28], weight: 210,
      specs: [{ name: "Tug", said: "tug" }, { name: "Fetch", said: "fetch", note: "It floats and flies well." }, { name: "Chew", said: "chew", price: 1.1, note: "It gives strong jaws something to do." }, { name: "Puppy", said: "puppy", price: 0.9, weight: 0.7, note: "It can be chilled, for teething gums." }],
      materials: [{ name: "natural rubber" }, { name: "cotton rope", price: 0.9, weight: 0.8 }, { name: "recycled canvas" }],
      choices: [inSizes("Size", [1, 3], [["S", 0.8, 0.6], "M", ["L", 1.25, 1.5]], "in sizes {run}")],
      opens: [
        "{a spec} toy in {material} for dogs who [finish off ordinary toys by lunchtime|want it thrown again].",
        "The {series} dog toy [does not squeak, for which you will be thankful|lasts longer than most].",
        "{brand} tested the {series} on [nineteen dogs and one goat|a litter of very motivated spaniels].",
      ],
      details: [
        ["It can be washed.", "Rinse it under the tap."],
        ["There is nothing in it that should not be swallowed.", "It is free of dyes that run."],
        ["Watch your dog at play, as with any toy.", "When it has had its day, send it back and it will be recycled."],
      ],
      tags: ["dog-toy", "dog", "chew-resistant", "play"],
    },
    {
      code: "BOWL", noun: "Pet Bowl", category: "dogs", shape: "petBowl", price: [12, 48], weight: 520,
      specs: [{ name: "Raised", said: "raised", price: 1.3, weight: 1.4, note: "The stand spares the neck of a tall dog." }, { name: "Slow-Feeder", said: "slow-feeder", note: "Ridges make a hasty eater take ten minutes." }, { name: "Classic", said: "classic" }],
      materials: [{ name: "stainless steel", weight: 0.8 }, { name: "stoneware", price: 1.2, weight: 1.5 }, { name: "bamboo fiber", price: 0.9, weight: 0.6 }],
      choices: [inSizes("Size", [1, 3], [["S", 0.75, 0.6], "M", ["L", 1.3, 1.6]], "in sizes {run}")],
      opens: [
        "{a spec} bowl in {material} that [does not wander around the kitchen|is hard to tip and easy to clean].",
        "The {series} pet bowl [stays put, however keen the eater|is the last one you will buy].",
        "{brand} makes the {series} in {material}, for [breakfast, dinner and hopeful looks|food or water].",
      ],
      details: [
        ["It can go in the dishwasher.", "Safe in the dishwasher."],
        ["A ring of rubber keeps it in place.", "The base has a grip that does not mark the floor."],
        ["A second bowl of the series nests inside it.", "It takes up little room."],
      ],
      tags: ["pet-bowl", "dog", "feeding", "dishwasher-safe"],
    },
    {
      code: "SCRP", noun: "Scratching Post", category: "cats", shape: "scratcher", price: [28, 160], weight: 4200,
      specs: [{ name: "Tall", said: "tall" }, { name: "Wall", said: "wall-mounted", price: 0.8, weight: 0.5, note: "It screws to the wall at the height of a good stretch." }, { name: "Tower", said: "three-story", price: 2, weight: 2.6, note: "A cave, a shelf and a lookout are stacked on one post." }],
      materials: [{ name: "sisal" }, { name: "jute", price: 0.9 }, { name: "corrugated cardboard", price: 0.6, weight: 0.5 }],
      opens: [
        "{a spec} scratching post in {material}, [better than your sofa in every way|steady enough for a running jump].",
        "The {series} [gives claws something to believe in|is at its best when nobody is looking].",
        "{brand} covers the {series} in {material}, [which can be renewed when it is worn|wound tight and fixed without staples].",
      ],
      details: [
        ["It goes together with one key, which is included.", "Ten minutes and one tool put it together."],
        ["A toy on a string hangs from it.", "A sachet of catnip is in the box."],
        ["It suits cats of every size.", "It holds cats of up to eighteen pounds."],
      ],
      tags: ["scratching-post", "cat", "furniture", "play"],
    },
    {
      code: "CTOY", noun: "Cat Toy", category: "cats", shape: "catToy", price: [6, 24], weight: 60,
      specs: [{ name: "Wand", said: "wand", price: 1.3, weight: 1.5, note: "The string is long enough to keep fingers out of it." }, { name: "Mouse", said: "mouse" }, { name: "Ball", said: "ball", note: "It rolls in curves." }, { name: "Kicker", said: "kicker", price: 1.1, weight: 1.6, note: "It is long enough for all four paws." }],
      materials: [{ name: "wool felt" }, { name: "organic cotton" }, { name: "raffia", price: 0.9 }],
      choices: [withExtras("Filling", ["Plain", "Catnip"], "plain or filled with catnip")],
      opens: [
        "{a spec} toy in {material} for cats who [have seen it all|pretend not to care].",
        "The {series} cat toy [will be found under the refrigerator|survives being killed several times a day].",
        "{brand} sews the {series} by hand in {material}, [with no plastic eyes to chew off|for hunters who live indoors].",
      ],
      details: [
        ["Rub it between your hands to wake the scent.", "Put it away for a week and it will be new again."],
        ["Hand wash and let it dry in the sun.", "It can be brushed clean."],
        ["Play together, and put strings away afterward.", "It is best played with at dusk, as every cat knows."],
      ],
      tags: ["cat-toy", "cat", "play", "plastic-free"],
    },
    {
      code: "CCAV", noun: "Cat Cave", category: "cats", shape: "catCave", price: [38, 120], weight: 850,
      specs: [{ name: "Round", said: "round" }, { name: "Pod", said: "pod", price: 1.15, weight: 1.2, note: "The opening is small, for cats who like to see without being seen." }, { name: "Basket", said: "basket", price: 0.9, note: "It has two handles and an open top." }],
      materials: [{ name: "wool felt", price: 1.15 }, { name: "woven seagrass" }, { name: "cotton rope", price: 0.95 }],
      choices: [inSizes("Size", [1, 2], ["Regular", ["Large", 1.3, 1.4]], "in {list}")],
      opens: [
        "{a spec} retreat in {material} where a cat can [sleep through the vacuum cleaner|watch the room and think].",
        "The {series} is {a spec} bed that [looks good in a living room|cats go into of their own accord].",
        "{brand} makes the {series} by hand in {material}, [a day for each|firm enough to keep its shape].",
      ],
      details: [
        ["A cushion that can be washed lies inside.", "The cushion inside can be turned and washed."],
        ["Brush it with a damp hand.", "Shake it out and vacuum it now and then."],
        ["Leave it where it is for a week: a cat likes to decide.", "Put something inside that smells of you, and wait."],
      ],
      tags: ["cat-bed", "cat", "cozy", "handmade"],
    },
  ],
};
