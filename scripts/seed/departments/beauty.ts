import { inKinds, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

const scents = ["Unscented", "Neroli", "Cedar", "Fig", "Rosemary", "Bergamot", "Vetiver", "Chamomile"] as const;

export const beauty: Department = {
  categories: [
    { slug: "beauty", name: "Beauty" },
    { slug: "skin-care", name: "Skin Care", parent: "beauty" },
    { slug: "hair-care", name: "Hair Care", parent: "beauty" },
    { slug: "soap-and-bath", name: "Soap & Bath", parent: "beauty" },
    { slug: "candles", name: "Candles & Scent", parent: "beauty" },
  ],
  brands: [
    { code: "SAU", name: "Solène Aubry", tier: 3, ending: 0, voice: "calm", palette: ["#8c6a4f", "#f2dfd0"], homes: ["skin-care", "hair-care", "candles", "soap-and-bath"], note: "Solène Aubry works in small batches and dates every one by hand." },
    { code: "FJS", name: "Fjordsåpe", tier: 2, ending: 95, voice: "nordic", palette: ["#447d94", "#e4ede9"], homes: ["soap-and-bath", "skin-care", "candles"], note: "Fjordsåpe uses nothing it cannot explain in one line." },
    { code: "BVR", name: "Botanica Verra", tier: 2, ending: 95, voice: "calm", palette: ["#5f7f55", "#efe4c8"], homes: ["skin-care", "hair-care", "soap-and-bath"], note: "Botanica Verra keeps a garden of four hundred plants beside its laboratory." },
    { code: "MRL", name: "Mirelle", tier: 1, ending: 99, voice: "calm", palette: ["#b0708a", "#f7e0e2"], homes: ["hair-care", "skin-care", "soap-and-bath"], note: "Mirelle never tests on animals." },
    { code: "DWP", name: "Dewpond", tier: 2, ending: 99, voice: "calm", palette: ["#4f8791", "#e6efe2"], homes: ["hair-care", "soap-and-bath", "candles", "skin-care"], note: "Dewpond takes its empties back." },
  ],
  kinds: [
    {
      code: "FCRM", noun: "Face Moisturizer", category: "skin-care", shape: "jar", price: [18, 72], weight: 130,
      specs: [{ name: "Light", said: "light", note: "It sinks in at once and suits oily skin." }, { name: "Rich", said: "rich", price: 1.15, note: "It suits dry skin and cold months." }, { name: "Night", said: "night", price: 1.2, note: "It works while you sleep." }, { name: "Sensitive-Skin", said: "sensitive-skin", note: "It contains no perfume of any kind." }],
      words: { herb: ["squalane", "oat extract", "evening primrose oil", "hyaluronic acid", "ceramides", "sea buckthorn", "calendula", "jojoba"] },
      choices: [inSizes("Size", [1, 2], ["50 ml", ["100 ml", 1.7, 1.8]], "in {list}")],
      opens: [
        "{a spec} moisturizer with {herb} that [leaves skin calm, not shiny|is the only one you need].",
        "The {series} moisturizer with {herb} [sits well under sunscreen|goes on easily and is not felt again].",
        "{brand} makes the {series} with {herb} and [little else|eleven other things, all of them named].",
      ],
      details: [
        ["A pea-sized amount is enough for face and neck.", "Use it morning or evening, on clean skin."],
        ["The glass jar can be sent back and filled again.", "The jar is glass and the box is paper."],
        ["It is free of mineral oil.", "Dermatologists have tested it on skin of every type."],
      ],
      tags: ["moisturizer", "face", "vegan", "cruelty-free", "refillable"],
    },
    {
      code: "SERM", noun: "Serum", category: "skin-care", shape: "dropper", price: [20, 78], weight: 90,
      specs: [{ name: "Hydrating", said: "hydrating" }, { name: "Brightening", said: "brightening", note: "Vitamin C evens the tone over six weeks." }, { name: "Calming", said: "calming", note: "Centella takes the sting out of a windy day." }, { name: "Overnight", said: "overnight", price: 1.15, note: "A mild retinoid does its work in the dark." }],
      choices: [inSizes("Size", [1, 2], ["30 ml", ["50 ml", 1.5, 1.5]], "in {list}")],
      opens: [
        "{a spec} serum, [light as water|without perfume or fuss], to wear under a moisturizer.",
        "The {series} serum [does one thing and does it well|takes three drops and half a minute].",
        "{brand} made the {series} [for skin that has had enough of experiments|with the shortest list that works].",
      ],
      details: [
        ["The bottle is tinted to keep out the light.", "A dropper measures it out."],
        ["One bottle lasts about two months.", "Use it once a day."],
        ["Start with every other day and listen to your skin.", "Wear sunscreen by day, as one always should."],
      ],
      tags: ["serum", "face", "vegan", "cruelty-free"],
    },
    {
      code: "LIPB", noun: "Lip Balm", category: "skin-care", shape: "lipBalm", price: [5, 16], weight: 18,
      specs: [{ name: "Honey", said: "honey" }, { name: "Peppermint", said: "peppermint" }, { name: "Vanilla", said: "vanilla" }, { name: "Sun", said: "SPF 30", price: 1.25, note: "It protects from sun on snow and water." }],
      choices: [withExtras("Pack", ["Single", ["Set of 3", 2.6, 3]], "singly or as a set of 3")],
      opens: [
        "{a spec} lip balm that [stays on through a cup of tea|is soft in winter and firm in summer].",
        "The {series} lip balm [mends chapped lips overnight|is the one that all coats should have in a pocket].",
        "{brand} makes the {series} balm with beeswax and [cold-pressed sunflower oil|shea butter].",
      ],
      details: [
        ["The tube is made of paper and pushes up from below.", "The tube is small enough for a coin pocket."],
        ["It neither shines nor sticks.", "It has no color and leaves none."],
        ["A tube lasts a winter.", "There is nothing in it that you could not eat."],
      ],
      tags: ["lip-balm", "plastic-free", "winter", "travel"],
    },
    {
      code: "SHAM", noun: "Shampoo", category: "hair-care", shape: "pumpBottle", price: [10, 36], weight: 330,
      specs: [{ name: "Everyday", said: "everyday" }, { name: "Volume", said: "volumizing", note: "It rinses out completely, which gives fine hair its lift." }, { name: "Repair", said: "repairing", price: 1.12, note: "Plant proteins smooth what heat has roughened." }, { name: "Scalp", said: "scalp-soothing", price: 1.1, note: "It is mild enough for scalps that itch." }],
      words: { herb: ["nettle", "rosemary", "birch sap", "oat milk", "chamomile", "sea kelp", "burdock", "hops"] },
      choices: [withExtras("Size", ["300 ml", ["100 ml Travel", 0.5, 0.45], ["1 L Refill", 2.4, 3]], "in bottles of {list}")],
      opens: [
        "{a spec} shampoo with {herb} that [cleans without stripping|foams just enough].",
        "The {series} shampoo with {herb} [leaves hair light and easy to comb|suits hair that is washed often].",
        "{brand} makes the {series} shampoo with {herb} and [no sulfates or silicones|soft water].",
      ],
      details: [
        ["The bottle is made from recycled plastic and can be refilled.", "Keep the bottle and buy the refill."],
        ["It is safe for colored hair.", "Children can use it, too."],
        ["The scent is faint and gone by noon.", "It rinses out quickly."],
      ],
      tags: ["shampoo", "hair", "vegan", "sulfate-free", "refillable"],
    },
    {
      code: "HMSK", noun: "Hair Mask", category: "hair-care", shape: "jar", price: [14, 48], weight: 280,
      specs: [{ name: "Moisture", said: "moisturizing" }, { name: "Curl", said: "curl-defining", note: "Curls come out of it springy and in one mind." }, { name: "Strength", said: "strengthening", price: 1.1, note: "Rice protein helps hair that breaks." }],
      words: { herb: ["argan oil", "shea butter", "avocado oil", "coconut milk", "aloe", "babassu"] },
      choices: [inSizes("Size", [1, 2], ["200 ml", ["400 ml", 1.6, 1.9]], "in {list}")],
      opens: [
        "{a spec} hair mask with {herb}, for [the ends that need it most|once a week and ten minutes].",
        "The {series} hair mask [makes a comb go through without complaint|turns a shower into an occasion].",
        "{brand} whips the {series} with {herb} [until it melts in wet hands|in batches of forty jars].",
      ],
      details: [
        ["Leave it in for ten minutes, then rinse.", "Five minutes will do; overnight is a luxury."],
        ["It does not weigh hair down.", "A walnut-sized amount is enough for shoulder-length hair."],
        ["The jar can be sent back for refilling.", "It is free of silicones."],
      ],
      tags: ["hair-mask", "hair", "vegan", "cruelty-free"],
    },
    {
      code: "BSOA", noun: "Bar Soap", category: "soap-and-bath", shape: "soap", price: [5, 18], weight: 115,
      specs: [{ name: "Castile", said: "castile" }, { name: "Exfoliating", said: "exfoliating", price: 1.1, note: "Ground apricot kernels smooth elbows and gardeners' hands." }, { name: "Shaving", said: "shaving", price: 1.2, note: "It gives a dense lather and a smooth glide." }, { name: "Salt", said: "salt", price: 1.15, note: "Sea salt makes it hard, smooth and slow to wear away." }],
      choices: [inKinds("Scent", [1, 4], scents), withExtras("Pack", ["Single", ["Set of 3", 2.6, 3]], "singly or as a set of 3")],
      opens: [
        "{a spec} soap that [cures for six weeks before it is sold|lasts as long as two of the ordinary kind].",
        "The {series} bar [lathers well in hard water|leaves hands soft and never tight].",
        "{brand} cuts the {series} soap by hand, [so no two bars weigh quite the same|from a slab the size of a door].",
      ],
      details: [
        ["Let it dry between uses and it will last for weeks.", "Keep it on a dish that drains."],
        ["It is wrapped in paper.", "There is no plastic anywhere on it."],
        ["The recipe has six ingredients.", "All of its oils are pressed from plants."],
      ],
      tags: ["soap", "plastic-free", "vegan", "handmade", "gift"],
    },
    {
      code: "BSLT", noun: "Bath Salts", category: "soap-and-bath", shape: "apothecaryJar", price: [12, 40], weight: 620,
      specs: [{ name: "Muscle", said: "muscle-soothing", note: "Magnesium is said to help after a long run." }, { name: "Sleep", said: "bedtime" }, { name: "Milk", said: "milk bath", price: 1.15, note: "Coconut milk turns the water soft and cloudy." }],
      choices: [inKinds("Scent", [1, 4], scents), inSizes("Size", [1, 2], ["16 oz", ["32 oz", 1.7, 2]], "in {list}")],
      opens: [
        "{spec} salts for [the end of a long week|an hour with the door locked].",
        "The {series} bath salts [dissolve without grit|turn a tub into a short vacation].",
        "{brand} blends the {series} from [sea salt and Epsom salt|three salts], [by hand|in small lots].",
      ],
      details: [
        ["Two handfuls are enough for a bath.", "Pour in a cupful and wait five minutes."],
        ["The jar closes with a cork.", "A small scoop is in the jar."],
        ["They do not stain the tub.", "It makes a present that is always used."],
      ],
      tags: ["bath-salts", "bath", "relaxing", "vegan", "gift"],
    },
    {
      code: "HWSH", noun: "Hand Wash", category: "soap-and-bath", shape: "pumpBottle", price: [9, 34], weight: 560,
      specs: [{ name: "Kitchen", said: "kitchen", note: "It takes away the smell of garlic and onions." }, { name: "Gentle", said: "gentle" }, { name: "Gardener's", said: "gardener's", price: 1.1, note: "Fine pumice lifts soil out of the creases." }],
      choices: [inKinds("Scent", [1, 4], scents), withExtras("Size", ["500 ml", ["1 L Refill", 1.6, 2]], "as a bottle or a refill")],
      opens: [
        "{a spec} hand wash that [does not dry out hands that are washed twenty times a day|rinses off in one go].",
        "The {series} hand wash [looks good beside any sink|is used up faster than you would think, because guests like it].",
        "{brand} makes the {series} with [aloe and coconut|glycerin and oat], and nothing that harms a river.",
      ],
      details: [
        ["The bottle is glass, and the pump works to the last drop.", "The bottle can be refilled for years."],
        ["The matching lotion is sold on its own.", "It is mild enough for children."],
        ["It breaks down within days.", "The formula is vegan."],
      ],
      tags: ["hand-wash", "soap", "vegan", "refillable"],
    },
    {
      code: "CNDL", noun: "Candle", category: "candles", shape: "candle", price: [16, 68], weight: 480,
      specs: [{ name: "Pillar", said: "pillar", weight: 1.3, note: "It burns down evenly, without a puddle." }, { name: "Jar", said: "jar" }, { name: "Travel", said: "travel", price: 0.65, weight: 0.4, note: "It comes in a tin with a lid." }, { name: "Three-Wick", said: "three-wick", price: 1.5, weight: 1.8, note: "Three wicks scent a large room." }],
      materials: [{ name: "beeswax", price: 1.2 }, { name: "soy wax" }, { name: "rapeseed wax", price: 0.95 }],
      choices: [inKinds("Scent", [2, 5], scents)],
      opens: [
        "{a spec} candle of {material} for [the hour after supper|rooms that could do with a fireplace].",
        "The {series} candle [burns cleanly and without soot|gives a steady, friendly flame].",
        "{brand} pours the {series} by hand from {material}, [with a wick of plain cotton|at the pace that wax likes].",
      ],
      details: [
        ["Let the top melt to the edge the first time, and it will burn level.", "Trim the wick to a quarter inch before you light it."],
        ["It burns for about forty hours.", "Count on forty-five hours of light."],
        ["It goes out without a trail of smoke.", "A saucer underneath will protect the table."],
      ],
      tags: ["candle", "cozy", "gift"],
    },
    {
      code: "DIFF", noun: "Reed Diffuser", category: "candles", shape: "diffuser", price: [20, 74], weight: 420,
      specs: [{ name: "Small", said: "small", price: 0.75, weight: 0.6 }, { name: "Large", said: "large", price: 1.2, weight: 1.4 }, { name: "Refillable", said: "refillable", price: 1.1, note: "The refill costs half and saves the bottle." }],
      words: { place: ["a hallway", "a bathroom", "a study", "a guest room", "the landing", "a bedroom"] },
      choices: [inKinds("Scent", [2, 4], scents.slice(1))],
      opens: [
        "{a spec} reed diffuser that scents {place} for [three months|a season] without a flame.",
        "The {series} diffuser [works day and night and asks for nothing|is a quiet way to make {place} a welcome].",
        "{brand} mixes the {series} [without alcohol, so it lasts longer|with oils pressed from plants], for {place} or wherever you pass.",
      ],
      details: [
        ["Turn the reeds once a week for a stronger scent.", "Fewer reeds make a fainter scent."],
        ["Eight reeds come with it.", "The reeds are rattan and can be composted."],
        ["Keep it out of the sun.", "The bottle is pretty enough to keep as a vase."],
      ],
      tags: ["diffuser", "home-scent", "flameless", "gift"],
    },
  ],
};
