import { inColors, inKinds, inSizes } from "../choices";
import type { Department } from "../department";

export const outdoor: Department = {
  categories: [
    { slug: "outdoor", name: "Outdoor" },
    { slug: "tents", name: "Tents & Tarps", parent: "outdoor" },
    { slug: "sleeping-bags", name: "Sleeping Bags & Mats", parent: "outdoor" },
    { slug: "backpacks", name: "Backpacks", parent: "outdoor" },
    { slug: "camp-kitchen", name: "Camp Kitchen", parent: "outdoor" },
  ],
  brands: [
    { code: "NOR", name: "Norvask", tier: 3, ending: 0, voice: "nordic", palette: ["#2e5b57", "#e2a15b"], homes: ["tents", "sleeping-bags", "backpacks", "jackets"], note: "Norvask tries everything in a Lofoten winter before it goes on sale." },
    { code: "CRN", name: "Cairnwell", tier: 2, ending: 95, voice: "alpine", palette: ["#5a6b4d", "#e3c88f"], homes: ["tents", "backpacks", "camp-kitchen", "boots"], note: "Cairnwell gives one percent of each sale to footpath repair." },
    { code: "HGF", name: "Highfold", tier: 2, ending: 0, voice: "alpine", palette: ["#3a5f8f", "#f0b75e"], homes: ["tents", "sleeping-bags", "backpacks"], note: "Highfold repairs its own gear free of charge for five years." },
    { code: "TRN", name: "Tarnside", tier: 1, ending: 99, voice: "english", palette: ["#4b7a8c", "#f2d7a0"], homes: ["tents", "sleeping-bags", "camp-kitchen", "backpacks"], note: "Tarnside is made for families who camp when the weather says they should not." },
    { code: "YMK", name: "Yamakaze", tier: 3, ending: 0, voice: "japanese", palette: ["#38403a", "#d9b48a"], homes: ["camp-kitchen", "tents", "backpacks", "sleeping-bags"], note: "Yamakaze weighs everything twice." },
    { code: "EML", name: "Emberline", tier: 1, ending: 99, voice: "alpine", palette: ["#b5562f", "#f3cf91"], homes: ["camp-kitchen", "sleeping-bags", "backpacks"], note: "Emberline was started by two mountain guides in a garage." },
    { code: "LPS", name: "Lodgepole & Sons", tier: 2, ending: 95, voice: "alpine", palette: ["#6a4a34", "#dfc79b"], homes: ["boots", "jackets", "camp-kitchen", "socks"], note: "Lodgepole & Sons has looked after loggers and walkers for four generations." },
  ],
  kinds: [
    {
      code: "TENT", noun: "Tent", category: "tents", shape: "tent", price: [180, 620], weight: 2200,
      specs: [
        { name: "1-Person", said: "one-person", price: 0.75, weight: 0.6, note: "There is just room for one and a wet dog." },
        { name: "2-Person", said: "two-person", note: "Two pads lie side by side, with a pocket at each head." },
        { name: "3-Person", said: "three-person", price: 1.25, weight: 1.35, note: "It sleeps three, or two with all their gear." },
        { name: "4-Person", said: "four-person", price: 1.5, weight: 1.9, note: "Tall enough to kneel in, long enough for tall people." },
      ],
      materials: [{ name: "ripstop nylon", price: 1.15, weight: 0.85 }, { name: "recycled polyester" }],
      choices: [inColors([1, 3], "Forest Green", "Olive", "Mustard", "Brick", "Sky Blue", "Dune", "Red")],
      opens: [
        "The {series} is {a spec} tent in {material} for [three seasons and most of a fourth|walkers who carry what they sleep in].",
        "{a spec} tent that [stands up in four minutes|shrugs off a night of wind and side rain].",
        "[Pitch it in the rain and stay dry inside|Light on the back and quiet in the wind]: the {series} by {brand}.",
        "{brand} built the {series} around [two poles that cross over the porch|one ridge pole and a lot of sense].",
      ],
      details: [
        ["Poles of aluminum snap together and clip to the inner.", "Two crossing poles hold it up, even before a peg is in."],
        ["The inner is mesh from the shoulders up, so it does not drip in the morning.", "Vents at both ends let damp air out."],
        ["The porch takes packs, boots and a stove.", "Two porches mean that nobody climbs over anybody."],
        ["The seams are taped, and the floor holds out against 5,000 mm of water.", "The floor is welded at the edges, like a tub."],
        ["Pegs, guy lines and a repair sleeve are in the bag.", "A footprint of the same shape is sold on its own."],
      ],
      tags: ["tent", "camping", "three-season", "waterproof", "hiking"],
    },
    {
      code: "TARP", noun: "Tarp", category: "tents", shape: "tarp", price: [55, 190], weight: 780,
      specs: [{ name: "3 x 3 m", said: "three-meter" }, { name: "3 x 4 m", said: "large", price: 1.25, weight: 1.3 }, { name: "Wing", price: 1.1, weight: 0.9, said: "wing-shaped", note: "The curved edge stays taut when it gusts." }],
      materials: [{ name: "ripstop nylon" }, { name: "recycled polyester", price: 0.85, weight: 1.2 }],
      choices: [inColors([1, 3], "Olive", "Dune", "Forest Green", "Brick", "Graphite")],
      opens: [
        "{a spec} tarp in {material} for [a dry kitchen in a wet camp|shade at noon and shelter by night].",
        "The {series} tarp [goes up between two trees in as many minutes|turns two trekking poles into a roof].",
        "{brand} cuts the {series} [with a slight curve along the edge, so that it does not flap|for hammocks, picnics and bivouacs].",
      ],
      details: [
        ["Sixteen loops leave the pitch to your imagination.", "Each corner and edge has a strengthened loop."],
        ["Guy lines and pegs are in the sack.", "It packs to the size of a loaf of bread."],
        ["The ridge seam is taped.", "Water beads on the fabric and runs off."],
      ],
      tags: ["tarp", "camping", "shelter", "lightweight", "bushcraft"],
    },
    {
      code: "SBAG", noun: "Sleeping Bag", category: "sleeping-bags", shape: "sleepingBag", price: [75, 380], weight: 1250,
      specs: [
        { name: "Summer", price: 0.7, weight: 0.65, said: "summer-weight", note: "Comfortable down to 50 °F." },
        { name: "3-Season", said: "three-season", note: "Comfortable down to 32 °F." },
        { name: "Winter", price: 1.5, weight: 1.45, said: "winter-weight", note: "Comfortable down to 10 °F, with a collar that keeps the warmth in." },
      ],
      materials: [{ name: "down", price: 1.5, weight: 0.8, note: "The down is traceable and treated against damp." }, { name: "synthetic-fill", note: "It warms even when it is damp and can be washed at home." }],
      choices: [inColors([1, 2], "Navy", "Forest Green", "Brick", "Mustard", "Graphite", "Teal"), inSizes("Length", [1, 3], [["Short", 0.94, 0.92], "Regular", ["Long", 1.07, 1.08]], "in {list}")],
      opens: [
        "{a spec} {material} sleeping bag that [lets you turn over inside it|is roomy at the feet and snug at the shoulders].",
        "The {series} is {a spec} bag for [people who sleep cold|nights when the stars are out].",
        "{brand} makes the {series} with [a hood that closes with one hand|a zipper that does not bite the lining].",
      ],
      details: [
        ["A pocket at the chest holds phone or headlamp.", "Two bags with zippers on opposite sides can be joined."],
        ["A strip along the zipper keeps drafts out.", "The zipper opens from both ends, to cool the feet."],
        ["It comes with a stuff sack, and a big loose bag for storing it at home.", "It packs to the size of a melon."],
      ],
      tags: ["sleeping-bag", "camping", "warm", "backpacking"],
    },
    {
      code: "SMAT", noun: "Sleeping Mat", category: "sleeping-bags", shape: "rolledMat", price: [35, 190], weight: 560,
      specs: [
        { name: "Inflatable", price: 1.3, weight: 0.85, said: "inflatable", note: "Fifteen breaths fill it, or four squeezes of the pump sack." },
        { name: "Self-Inflating", price: 1.1, weight: 1.4, said: "self-inflating", note: "Open the valve, pitch the tent, and it is ready." },
        { name: "Foam", price: 0.5, weight: 0.8, said: "closed-cell foam", note: "Nothing can puncture it, and it doubles as a seat." },
      ],
      choices: [inColors([1, 2], "Mustard", "Teal", "Brick", "Graphite", "Moss"), inSizes("Size", [1, 3], ["Regular", ["Long", 1.1, 1.12], ["Wide", 1.2, 1.25]], "in {list}")],
      opens: [
        "{a spec} mat that [takes the stones out of the ground|keeps the cold of the ground away from you].",
        "The {series} sleeping mat is [quiet when you turn over|comfortable enough for side sleepers].",
        "With the {series}, {brand} has made {a spec} mat that [rolls up small|is at home on a mountain and in a guest room].",
      ],
      details: [
        ["The surface has enough grip to keep a bag from sliding.", "The edges are a little raised, to keep you in the middle."],
        ["A strap keeps it rolled.", "It comes with a sack."],
        ["Its insulation is good for three seasons.", "It insulates well enough for frost."],
      ],
      tags: ["sleeping-mat", "camping", "backpacking", "insulated"],
    },
    {
      code: "PACK", noun: "Backpack", category: "backpacks", shape: "backpack", price: [60, 260], weight: 1150,
      specs: [
        { name: "20 L", said: "20-liter", price: 0.7, weight: 0.6, note: "It holds a day: lunch, layers, water." },
        { name: "35 L", said: "35-liter", price: 0.9, weight: 0.85, note: "Enough for a night in a hut." },
        { name: "50 L", said: "50-liter", price: 1.2, weight: 1.2, note: "Enough for a weekend with a tent." },
        { name: "65 L", said: "65-liter", price: 1.4, weight: 1.45, note: "Enough for a week between two towns." },
      ],
      materials: [{ name: "recycled nylon", price: 1.1 }, { name: "waxed canvas", price: 1.25, weight: 1.3 }, { name: "ripstop polyester", price: 0.85, weight: 0.85 }],
      choices: [inColors([1, 4], "Black", "Olive", "Navy", "Mustard", "Brick", "Graphite", "Teal", "Dune")],
      opens: [
        "{a spec} backpack in {material} that [carries its load on the hips, where it belongs|sits close and does not sway].",
        "The {series} is {a spec} pack for [hut to hut and back again|trails, trains and airports].",
        "{brand} makes the {series} with [a back that lets air through|a lid that closes over whatever you had to bring].",
      ],
      details: [
        ["The hip belt has a pocket for what you need on the move.", "Stretch pockets at the sides hold a bottle each."],
        ["A rain cover hides in the base.", "The zippers are shielded from rain."],
        ["The back length can be adjusted while you wear it.", "Straps and belt are padded where it counts."],
        ["There is a sleeve for a water bladder.", "Loops on the front take poles or an ice axe."],
      ],
      tags: ["backpack", "hiking", "travel", "trekking"],
    },
    {
      code: "DAYP", noun: "Rolltop Daypack", category: "backpacks", shape: "rolltop", price: [48, 170], weight: 720,
      specs: [{ name: "18 L", said: "18-liter", price: 0.9, weight: 0.9 }, { name: "24 L", said: "24-liter" }, { name: "30 L", said: "30-liter", price: 1.1, weight: 1.12 }],
      materials: [{ name: "waxed canvas", price: 1.2, weight: 1.2 }, { name: "coated polyester", price: 0.9, note: "The welded seams keep out a downpour." }, { name: "recycled nylon" }],
      choices: [inColors([1, 4], "Black", "Navy", "Mustard", "Forest Green", "Brick", "Gray", "Sky Blue")],
      opens: [
        "{a spec} daypack in {material} that [rolls shut over whatever you bought on the way|looks as right on a bicycle as on a hill].",
        "The {series} is a rolltop for [work on Friday and woods on Saturday|rain, commuters and picnics].",
        "[Roll it, clip it, go|One big space, one clip, no fuss]: the {series} by {brand} is {a spec} daypack.",
      ],
      details: [
        ["A padded sleeve takes a 15-inch laptop.", "The laptop sleeve hangs free of the base, so nothing knocks."],
        ["A pocket on the outside keeps keys in reach.", "A hidden pocket lies against your back."],
        ["The chest strap slides up and down.", "The straps are curved to sit well on narrow and broad shoulders."],
      ],
      tags: ["daypack", "rolltop", "commuting", "laptop", "everyday"],
    },
    {
      code: "STOV", noun: "Camp Stove", category: "camp-kitchen", shape: "stove", price: [38, 190], weight: 420,
      specs: [
        { name: "Canister", said: "canister", price: 0.75, weight: 0.4, note: "It screws onto any threaded gas canister." },
        { name: "Two-Burner", said: "two-burner", price: 1.4, weight: 5, note: "Coffee on one side, pancakes on the other." },
        { name: "Wood-Burning", said: "wood-burning", weight: 1.1, note: "Twigs are all the fuel it needs." },
      ],
      opens: [
        "The {series} is {a spec} stove that [boils a quart in four minutes|simmers as well as it roars].",
        "{a spec} stove for [first coffee at the tent door|hungry people in the hills].",
        "{brand} made the {series} stove [to light in wind and sit level on a stump|simple enough to mend in the field].",
      ],
      details: [
        ["The arms fold flat and hold a wide pot steady.", "It stands firmly under a big pot."],
        ["A windscreen is part of the design.", "It works well in wind."],
        ["It packs into its own pouch.", "It folds down flat after use."],
      ],
      tags: ["stove", "camping", "camp-cooking"],
    },
    {
      code: "CSET", noun: "Camp Cook Set", category: "camp-kitchen", shape: "cookset", price: [32, 140], weight: 600,
      specs: [{ name: "Solo", said: "solo", price: 0.7, weight: 0.5, note: "One pot, one lid that is also a pan, and a cup." }, { name: "Duo", said: "two-person", note: "A pot, a pan and two bowls nest inside one another." }, { name: "Family", said: "family", price: 1.6, weight: 2, note: "Two pots, a pan and four plates." }],
      materials: [{ name: "titanium", price: 1.9, weight: 0.6 }, { name: "hard-anodized aluminum" }, { name: "stainless steel", price: 0.9, weight: 1.4 }],
      opens: [
        "{a spec} cook set in {material} that [packs into itself|nests without a rattle].",
        "The {series} cook set [is all the kitchen you need to carry|fits on one small burner].",
        "{brand} makes the {series} in {material}, [tough enough to scrub with sand|for porridge, pasta and washing up in a stream].",
      ],
      details: [
        ["The handles fold away and lock.", "Folding handles stay cool on a low flame."],
        ["Marks inside show cups and liters.", "The lids have holes for draining."],
        ["A mesh sack keeps it together.", "A gas canister stows inside the pot."],
      ],
      tags: ["cook-set", "camping", "camp-cooking", "nesting"],
    },
    {
      code: "BOTL", noun: "Insulated Bottle", category: "camp-kitchen", shape: "bottle", price: [20, 58], weight: 380,
      specs: [{ name: "17 oz", said: "17-ounce", price: 0.85, weight: 0.8 }, { name: "24 oz", said: "24-ounce" }, { name: "32 oz", said: "32-ounce", price: 1.2, weight: 1.3 }],
      materials: [{ name: "stainless steel" }],
      choices: [inColors([2, 6], "Black", "White", "Navy", "Teal", "Forest Green", "Mustard", "Coral", "Blush", "Sky Blue", "Graphite"), inKinds("Cap", [1, 2], ["Screw Cap", ["Sip Cap", 1.1]], "with a screw cap or a sip cap")],
      opens: [
        "{a spec} bottle that keeps tea hot for [twelve hours|a day's walk] and water cold for [twice as long|a day and a night].",
        "The {series} bottle [does not sweat, leak or dent easily|fits bike cages, cup holders and hands].",
        "{brand} makes the {series} in double-walled {material}, [with a mouth that takes ice cubes|without a trace of metal in the taste].",
      ],
      details: [
        ["The powder coat is easy to grip with gloves on.", "The coating is tough enough for years of backpacks."],
        ["A loop on the cap takes a carabiner.", "The cap comes apart for cleaning."],
        ["The base is flat and does not tip.", "It can go in the dishwasher with the cap off."],
      ],
      tags: ["bottle", "insulated", "leakproof", "hiking", "reusable"],
    },
  ],
};
