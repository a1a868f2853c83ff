import { bedSizes, inColors, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

const calmColors = ["White", "Ecru", "Dune", "Gray", "Sky Blue", "Moss", "Blush", "Navy", "Brick"] as const;

export const living: Department = {
  categories: [
    { slug: "home", name: "Home", parent: "home-and-kitchen" },
    { slug: "bedding", name: "Bedding", parent: "home" },
    { slug: "bath", name: "Bath", parent: "home" },
    { slug: "lighting", name: "Lighting", parent: "home" },
    { slug: "rugs-and-cushions", name: "Rugs & Cushions", parent: "home" },
  ],
  brands: [
    { code: "LYS", name: "Lysgård", tier: 3, ending: 0, voice: "nordic", palette: ["#36525e", "#e6cf9c"], homes: ["lighting", "rugs-and-cushions", "desk-organizers"], note: "Lysgård works with one designer for each series, and names the series after a place she loves." },
    { code: "DWH", name: "Downhollow", tier: 3, ending: 0, voice: "english", palette: ["#5d6d8a", "#e7e0d2"], homes: ["bedding", "bath"], note: "Downhollow lets you try everything for a hundred nights before you decide." },
    { code: "MAV", name: "Maison Averelle", tier: 3, ending: 0, voice: "classic", palette: ["#7b4b5e", "#ead7cf"], homes: ["bedding", "bath", "candles", "rugs-and-cushions"], note: "Maison Averelle has furnished quiet rooms since 1958." },
    { code: "TSL", name: "Tessaluna", tier: 2, ending: 99, voice: "italian", palette: ["#3f6c7a", "#edd6b6"], homes: ["rugs-and-cushions", "bedding", "lighting"], note: "Tessaluna has all its workshops under one roof." },
    { code: "COT", name: "Cotterly", tier: 1, ending: 99, voice: "english", palette: ["#6b8f71", "#efe6d1"], homes: ["bedding", "bath", "rugs-and-cushions", "lighting"], note: "Cotterly makes the plain, well-made things that a first home needs." },
    { code: "WTW", name: "Wattle & Wick", tier: 2, ending: 95, voice: "floral", palette: ["#7d6b3f", "#efe1bd"], homes: ["lighting", "candles", "bath", "soap-and-bath"], note: "Wattle & Wick packs everything without plastic." },
    { code: "HLT", name: "Halflight", tier: 2, ending: 0, voice: "classic", palette: ["#4c4a63", "#f0cf8e"], homes: ["lighting", "desk-organizers"], note: "Halflight keeps spare parts for everything it has ever sold." },
    { code: "SMM", name: "Saltmarsh Mill", tier: 2, ending: 95, voice: "calm", palette: ["#4d7a80", "#e5ddcb"], homes: ["bath", "bedding", "soap-and-bath"], note: "Saltmarsh Mill is powered by the tide that runs under it." },
  ],
  kinds: [
    {
      code: "DUVT", noun: "Duvet Cover", category: "bedding", shape: "bed", price: [58, 210], weight: 1700,
      specs: [{ name: "Plain" }, { name: "Striped", price: 1.05, note: "The stripes are woven, not printed." }, { name: "Waffle", price: 1.15, weight: 1.2, said: "waffle-weave", note: "The raised weave needs no ironing." }],
      materials: [
        { name: "washed linen", price: 1.5, note: "Washed linen is cool in July and warm in January, and softer after each wash." },
        { name: "cotton percale", note: "Percale is crisp and cool, like a bed in a good hotel." },
        { name: "cotton sateen", price: 1.1, note: "Sateen has a soft hand and the faintest shine." },
        { name: "organic cotton", price: 1.15, note: "The cotton is grown without pesticides." },
      ],
      choices: [inColors([1, 3], ...calmColors), bedSizes],
      opens: [
        "{a spec} duvet cover in {material} that [makes a bed look made|is pleasant to wake up in].",
        "The {series} duvet cover is [cut generously, so that the duvet lies flat|woven for sleepers who run warm].",
        "{brand} sews the {series} in {material}, [with nothing on it that scratches|for bedrooms that are for sleeping].",
      ],
      details: [
        ["Ties in the four corners keep the duvet where it belongs.", "Loops inside the corners hold the duvet in place."],
        ["It closes with hidden buttons.", "A row of corozo buttons closes it.", "It closes with a zipper along the foot."],
        ["Machine wash warm and dry it on the line or on low.", "It goes in the washing machine and comes out softer."],
        ["The two pillowcases of the series are sold on their own.", "Pillowcases to match are part of the same series."],
      ],
      tags: ["duvet-cover", "bedding", "breathable", "machine-washable"],
    },
    {
      code: "SHET", noun: "Fitted Sheet", category: "bedding", shape: "bed", price: [30, 110], weight: 800,
      specs: [{ name: "Standard", said: "standard-depth" }, { name: "Deep-Pocket", price: 1.08, weight: 1.08, note: "It fits mattresses up to 18 inches high." }],
      materials: [
        { name: "washed linen", price: 1.5 }, { name: "cotton percale" }, { name: "cotton jersey", price: 0.85, note: "Jersey stretches, and feels like a favorite T-shirt." },
        { name: "bamboo viscose", price: 1.1, note: "It is smooth and drapes well." },
      ],
      choices: [inColors([1, 3], ...calmColors), bedSizes],
      opens: [
        "A fitted sheet in {material} that [stays on all four corners|does not creep in the night].",
        "The {series} is a fitted sheet with [elastic all the way around|corners that are sewn to last].",
        "[Smooth, breathable and easy to put on|Soft from the first night], the {series} is {a spec} sheet in {material}.",
      ],
      details: [
        ["A label inside shows which side is the long one.", "A stitched mark shows which corner goes top left."],
        ["Machine wash warm.", "Wash it warm and tumble it on low."],
        ["The dye is fast: the tenth wash looks like the first.", "It was washed once before it was packed, so it will not shrink."],
      ],
      tags: ["sheet", "bedding", "breathable", "machine-washable"],
    },
    {
      code: "PILW", noun: "Pillow", category: "bedding", shape: "pillow", price: [28, 120], weight: 900,
      specs: [
        { name: "Soft", said: "soft", note: "It suits those who sleep on their front." },
        { name: "Medium", said: "medium-firm", note: "It suits those who sleep on their back." },
        { name: "Firm", price: 1.05, weight: 1.15, said: "firm", note: "It suits those who sleep on their side." },
      ],
      materials: [
        { name: "down-alternative", note: "The fibers are made from recycled bottles and can be washed." },
        { name: "wool-filled", price: 1.3, note: "Wool keeps the pillow dry and at an even warmth." },
        { name: "latex", price: 1.4, weight: 1.4, note: "Latex gives way slowly and comes right back." },
        { name: "buckwheat", price: 0.9, weight: 2.2, note: "The hulls shift to the shape of your neck and let air through." },
      ],
      choices: [inSizes("Size", [1, 3], ["Standard", ["Queen", 1.12, 1.15], ["King", 1.25, 1.35]], "in {list}")],
      opens: [
        "{a spec} {material} pillow for [people who have tried them all|a neck that would like a rest].",
        "The {series} pillow [keeps its loft through the night|holds the head at the height where the neck lies straight].",
        "{brand} fills the {series} [by weight, so that each pillow feels the same|in a room you could eat in].",
      ],
      details: [
        ["A zipper lets you take filling out until the height is right.", "The filling can be topped up through a zipper."],
        ["The cotton cover comes off and can be washed.", "The quilted cover can be washed."],
        ["Give it a week before you judge it.", "Air it now and then in the shade."],
      ],
      tags: ["pillow", "bedding", "sleep", "washable-cover"],
    },
    {
      code: "THRW", noun: "Throw Blanket", category: "bedding", shape: "blanket", price: [36, 160], weight: 1100,
      specs: [{ name: "Herringbone", said: "herringbone" }, { name: "Waffle", said: "waffle-weave" }, { name: "Fringed", said: "fringed", note: "The fringe is knotted by hand." }, { name: "Checked", said: "checked" }],
      materials: [
        { name: "lambswool", price: 1.4 }, { name: "merino wool", price: 1.6, weight: 0.9 }, { name: "cotton", price: 0.8 }, { name: "alpaca", price: 1.9, weight: 0.85 },
      ],
      choices: [inColors([1, 4], "Ecru", "Gray", "Mustard", "Forest Green", "Brick", "Navy", "Blush", "Dune", "Burgundy")],
      opens: [
        "{a spec} throw in {material} for [the arm of the sofa|cold feet and long films|reading past midnight].",
        "The {series} throw [weighs little and warms a lot|is large enough for two who get along].",
        "{brand} weaves the {series} throw in {material}, [washes it in soft water and brushes it once|on looms that are older than anyone in the mill].",
      ],
      details: [
        ["It measures 51 by 71 inches.", "At 55 by 75 inches it covers you from chin to toes."],
        ["Wash it cool and dry it flat.", "Air it often and wash it seldom."],
        ["It does not shed.", "It softens with use."],
      ],
      tags: ["throw", "blanket", "cozy", "sofa", "gift"],
    },
    {
      code: "TOWL", noun: "Bath Towel", category: "bath", shape: "towel", price: [16, 62], weight: 620,
      specs: [{ name: "Ribbed", said: "ribbed" }, { name: "Waffle", weight: 0.75, said: "waffle-weave", note: "It dries in half the time of a thick towel." }, { name: "Plush", price: 1.2, weight: 1.3, said: "plush", note: "At 700 grams a square meter, it is as thick as they come." }],
      materials: [{ name: "organic cotton" }, { name: "long-staple cotton", price: 1.25 }, { name: "linen-cotton", price: 1.2, weight: 0.8 }],
      choices: [inColors([2, 6], "White", "Ecru", "Dune", "Gray", "Sky Blue", "Teal", "Moss", "Blush", "Brick", "Navy"), withExtras("Pack", ["Single", ["Set of 2", 1.85, 2]], "singly or as a set of 2")],
      opens: [
        "{a spec} bath towel in {material} that [drinks water rather than pushing it around|feels good from the first shower].",
        "The {series} towel [dries quickly, on you and on the hook|is generous enough to wrap up in].",
        "{brand} weaves the {series} in {material} with [loops that do not pull|a border that does not pucker].",
      ],
      details: [
        ["A loop on the long side keeps it on its hook.", "It has a loop for hanging, sewn in where it will not tear."],
        ["Wash it warm and leave out the softener: it will take up more water.", "It can be washed hot."],
        ["Hand towels and washcloths are part of the same series.", "It measures 28 by 55 inches."],
      ],
      tags: ["towel", "bath", "quick-dry", "machine-washable", "absorbent"],
    },
    {
      code: "BMAT", noun: "Bath Mat", category: "bath", shape: "bathMat", price: [18, 70], weight: 900,
      specs: [{ name: "Tufted", said: "tufted" }, { name: "Looped", said: "looped" }, { name: "Reversible", price: 1.1, said: "reversible", note: "Turn it over and it is as good as new." }],
      materials: [{ name: "organic cotton" }, { name: "cotton chenille", price: 1.1 }, { name: "recycled cotton", price: 0.9 }],
      choices: [inColors([1, 5], "White", "Ecru", "Gray", "Sky Blue", "Moss", "Blush", "Navy", "Graphite"), inSizes("Size", [1, 2], ["20 x 30 in", ["24 x 40 in", 1.4, 1.6]], "in {list}")],
      opens: [
        "{a spec} bath mat in {material}, [soft under wet feet|thick enough to spare your toes the cold floor].",
        "The {series} bath mat [soaks up a puddle and is dry by evening|lies flat and stays where you put it].",
        "{brand} makes the {series} in {material} for [bathrooms that see a lot of traffic|the first step of the day].",
      ],
      details: [
        ["Machine wash warm, and line dry.", "It can go in the washing machine as often as you like."],
        ["Dense tufts spring back after each step.", "The edges are bound twice."],
        ["Lay it on a rug pad if your tiles are polished.", "It can hang over the side of the tub between showers."],
      ],
      tags: ["bath-mat", "bath", "absorbent", "machine-washable"],
    },
    {
      code: "TLMP", noun: "Table Lamp", category: "lighting", shape: "tableLamp", price: [45, 240], weight: 1900,
      specs: [{ name: "Small", price: 0.8, weight: 0.7, said: "small" }, { name: "Tall", price: 1.15, weight: 1.2, said: "tall" }, { name: "Dimmable", price: 1.2, said: "dimmable", note: "A wheel on the cord takes it from reading light down to candle." }],
      materials: [{ name: "brass", price: 1.3 }, { name: "turned ash", price: 1.1, weight: 0.8 }, { name: "powder-coated steel", price: 0.85 }, { name: "stoneware", weight: 1.4 }],
      opens: [
        "The {series} is {a spec} lamp with a base of {material} and [a pool of warm light|a linen shade].",
        "{a spec} table lamp in {material} for [bedsides and bookshelves|the corner that the ceiling light forgets].",
        "{brand} gave the {series} lamp [a shade that does not glare from any chair|good proportions and a switch you can find in the dark].",
      ],
      details: [
        ["It takes a standard E26 bulb.", "A warm LED bulb is included."],
        ["The fabric cord is six feet long.", "The cord leaves at the back, where it can be hidden."],
        ["A felt pad protects the table.", "It stands steady on a small foot."],
      ],
      tags: ["lamp", "table-lamp", "warm-light", "bedside"],
    },
    {
      code: "PEND", noun: "Pendant Light", category: "lighting", shape: "pendant", price: [60, 320], weight: 1700,
      specs: [{ name: "Dome" , said: "domed" }, { name: "Globe", price: 1.1, said: "globe-shaped" }, { name: "Cone", said: "cone-shaped" }],
      materials: [{ name: "spun aluminum" }, { name: "paper", price: 0.6, weight: 0.4 }, { name: "opal glass", price: 1.25, weight: 1.5 }, { name: "rattan", price: 0.9, weight: 0.7 }],
      choices: [inSizes("Diameter", [1, 3], [["10 in", 0.8, 0.7], "14 in", ["20 in", 1.4, 1.7]], "in {list}")],
      opens: [
        "{a spec} pendant in {material} to hang [over a table|above the stairs or in a bay].",
        "The {series} pendant [throws its light down and a little glow up|lights a table and flatters everyone at it].",
        "{brand} makes the {series} in {material}, [a plain shape done well|a lamp that looks good unlit, too].",
      ],
      details: [
        ["The cord is ten feet long and can be shortened without tools.", "The height can be set when you hang it."],
        ["It works with any dimmer meant for LED.", "It takes one E26 bulb, up to 60 watts."],
        ["The ceiling canopy is included.", "Canopy, cord and hook come with it."],
      ],
      tags: ["pendant", "ceiling-light", "dining-room", "dimmable"],
    },
    {
      code: "RUG", noun: "Rug", category: "rugs-and-cushions", shape: "rug", price: [90, 420], weight: 7200,
      specs: [{ name: "Flatweave", price: 0.8, weight: 0.8, said: "flatwoven", note: "Chairs slide over it without catching." }, { name: "Tufted", said: "tufted" }, { name: "Knotted", price: 1.6, weight: 1.2, said: "hand-knotted", note: "A weaver needs three months for one." }],
      materials: [{ name: "wool", price: 1.2 }, { name: "jute", price: 0.75 }, { name: "recycled cotton", price: 0.7, weight: 0.8 }],
      choices: [inColors([1, 3], "Ecru", "Dune", "Gray", "Navy", "Brick", "Mustard", "Moss", "Burgundy"), inSizes("Size", [2, 4], [["4 x 6 ft", 0.55, 0.5], ["5 x 8 ft", 0.8, 0.8], "6 x 9 ft", ["8 x 10 ft", 1.4, 1.5], ["9 x 12 ft", 1.8, 2]], "in sizes {run}")],
      opens: [
        "{a spec} {material} rug that [pulls a room together|takes boots, toys and dinner parties].",
        "The {series} rug is [drawn on paper first, then woven a touch unevenly on purpose|quiet enough for a busy room].",
        "{brand} has the {series} made in {material}, [dyed in small lots|with a pattern that hides crumbs between one cleaning and the next].",
      ],
      details: [
        ["Turn it twice a year and it will wear evenly.", "Vacuum it without the brush."],
        ["Lay it on a pad, and it will stay put and last longer.", "The edges are bound by hand."],
        ["Spots come out with cold water and patience.", "It can be cleaned by any good rug cleaner."],
      ],
      tags: ["rug", "living-room", "woven", "bedroom"],
    },
    {
      code: "CUSH", noun: "Cushion", category: "rugs-and-cushions", shape: "cushion", price: [24, 95], weight: 750,
      specs: [{ name: "Square" , said: "square" }, { name: "Lumbar", price: 0.95, weight: 0.8, said: "lumbar", note: "It fills the gap behind the small of the back." }, { name: "Floor", price: 1.9, weight: 3, said: "floor", note: "Firm enough to sit on through a whole board game." }],
      materials: [{ name: "linen", price: 1.1 }, { name: "cotton velvet", price: 1.2 }, { name: "bouclé", price: 1.2 }, { name: "corduroy" }],
      choices: [inColors([2, 6], "Ecru", "Dune", "Mustard", "Brick", "Forest Green", "Navy", "Blush", "Teal", "Aubergine", "Graphite")],
      opens: [
        "{a spec} cushion in {material}, [plump and not too proper|for a sofa that needs a friend].",
        "The {series} cushion [is filled to the corners|keeps its shape when you lean on it].",
        "{brand} sews the {series} in {material} with [a neat piped edge|a seam you have to look for].",
      ],
      details: [
        ["The cover comes off for washing.", "A hidden zipper lets you take off the cover."],
        ["The inner is filled with recycled fiber.", "Its feather-free filling can be washed, too."],
        ["Shake it in the morning and it is as good as new.", "It does not pill."],
      ],
      tags: ["cushion", "sofa", "removable-cover", "living-room"],
    },
  ],
};
