import { inKinds, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

export const garden: Department = {
  categories: [
    { slug: "garden", name: "Garden" },
    { slug: "garden-tools", name: "Hand Tools", parent: "garden" },
    { slug: "planters", name: "Pots & Planters", parent: "garden" },
    { slug: "seeds", name: "Seeds", parent: "garden" },
    { slug: "watering", name: "Watering", parent: "garden" },
  ],
  brands: [
    { code: "THT", name: "Thornaby Tools", tier: 2, ending: 95, voice: "english", palette: ["#4a5a3a", "#d9b36a"], homes: ["garden-tools", "watering"], note: "Thornaby Tools has outlived four lawn mowers and one factory." },
    { code: "LML", name: "Loam & Larder", tier: 2, ending: 95, voice: "floral", palette: ["#70823e", "#f0ddb0"], homes: ["seeds", "planters", "garden-tools", "preserves"], note: "Loam & Larder is run from a walled garden that you can visit on Thursdays." },
    { code: "RTS", name: "Rootstead", tier: 1, ending: 99, voice: "floral", palette: ["#5c8a4f", "#f1e3bf"], homes: ["planters", "seeds", "watering", "garden-tools"], note: "Rootstead answers gardeners' questions by return of post." },
    { code: "VRD", name: "Verdelle", tier: 2, ending: 0, voice: "floral", palette: ["#3f7d66", "#f3d9c2"], homes: ["planters", "watering", "seeds"], note: "Verdelle makes what two florists could not find to buy." },
    { code: "SPW", name: "Spadeworth", tier: 1, ending: 99, voice: "english", palette: ["#7a5c3a", "#e8d5a5"], homes: ["garden-tools", "watering", "planters", "seeds"], note: "Spadeworth was begun by a head gardener and a blacksmith." },
  ],
  kinds: [
    {
      code: "TROW", noun: "Trowel", category: "garden-tools", shape: "trowel", price: [14, 46], weight: 310,
      specs: [{ name: "Planting", said: "planting" }, { name: "Transplanting", said: "transplanting", note: "The narrow blade slips in beside roots." }, { name: "Bulb", said: "bulb", note: "Inches are marked on the blade." }, { name: "Rockery", said: "rockery", price: 0.95, weight: 0.8 }],
      materials: [{ name: "stainless steel", price: 1.1, note: "Soil slides off it." }, { name: "carbon steel", note: "It keeps an edge that goes through roots." }, { name: "bronze", price: 1.6, weight: 1.15 }],
      choices: [inKinds("Handle", [1, 2], ["Ash", ["Cherry", 1.08]], "with {list} handles")],
      opens: [
        "{a spec} trowel in {material} that [will not bend in clay|fits the palm].",
        "The {series} trowel is [forged in one piece, from tip to tang|what you reach for first in spring].",
        "{brand} makes the {series} for [beds, borders and pots|gardeners who lose cheap ones].",
      ],
      details: [
        ["A leather loop hangs it in the shed.", "The tang runs deep into the handle."],
        ["Wipe it dry and oil the handle once a year.", "Clean it, dry it, and it will be passed on."],
        ["The neck is strong enough to lever out a dandelion.", "It is light enough for an afternoon of planting."],
      ],
      tags: ["trowel", "hand-tool", "planting", "gift"],
    },
    {
      code: "PRUN", noun: "Pruners", category: "garden-tools", shape: "pruners", price: [22, 88], weight: 260,
      specs: [{ name: "Bypass", said: "bypass", note: "The blades pass like scissors and leave a clean cut." }, { name: "Anvil", said: "anvil", price: 0.9, note: "The blade meets a flat anvil, which is best for dead wood." }, { name: "Snip", said: "snip", price: 0.7, weight: 0.5, note: "The slender tips reach in among flowers and tomatoes." }],
      materials: [{ name: "carbon steel" }, { name: "stainless steel", price: 1.08 }],
      opens: [
        "{spec} pruners in {material} for [roses, raspberries and regrets|all that has grown too far].",
        "The {series} pruners [cut cleanly and lock with the thumb|open by themselves, so the hand does half the work].",
        "{brand} makes the {series} [so that every part can be replaced|for hands that prune all day].",
      ],
      details: [
        ["They come sharp and can be sharpened.", "The blade can be taken out for sharpening."],
        ["The grips do not slip when they are wet.", "The grips are soft where the palm presses."],
        ["They suit right and left hands.", "The catch can be worked with gloves on."],
      ],
      tags: ["pruners", "hand-tool", "pruning", "roses"],
    },
    {
      code: "FORK", noun: "Garden Fork", category: "garden-tools", shape: "gardenFork", price: [18, 96], weight: 1700,
      specs: [{ name: "Hand", said: "hand", price: 0.45, weight: 0.2 }, { name: "Border", said: "border", weight: 0.85, note: "It is small enough to work between plants." }, { name: "Digging", said: "digging", price: 1.1, weight: 1.2, note: "Four square tines turn over heavy ground." }],
      materials: [{ name: "stainless steel", price: 1.15 }, { name: "carbon steel" }],
      opens: [
        "{a spec} fork in {material}, [for soil that argues|strong in the neck and light in the hand].",
        "The {series} fork [lifts potatoes without spearing them|goes in easily and comes out clean].",
        "{brand} forges the {series} in {material} and [fits it with a handle of ash|tries every one in clay].",
      ],
      details: [
        ["Tines that bend are replaced free of charge.", "It comes with a lifetime guarantee."],
        ["The handle is wax-finished and kind to hands.", "The handle is shaped to stop the hand from slipping."],
        ["Brush off the soil and hang it up dry.", "A wipe with an oily rag is all it needs in winter."],
      ],
      tags: ["garden-fork", "hand-tool", "digging", "durable"],
    },
    {
      code: "POT", noun: "Planter", category: "planters", shape: "planter", price: [18, 110], weight: 2600,
      specs: [{ name: "Round", said: "round" }, { name: "Tall", said: "tall", price: 1.25, weight: 1.3 }, { name: "Trough", said: "trough", price: 1.2, weight: 1.25, note: "It is the length of a windowsill." }, { name: "Hanging", said: "hanging", price: 0.8, weight: 0.4, note: "Three cords and a hook come with it." }],
      materials: [{ name: "terracotta", note: "Terracotta breathes, which roots like." }, { name: "glazed stoneware", price: 1.3 }, { name: "galvanized steel", price: 1.05, weight: 0.6 }, { name: "fiberstone", price: 1.2, weight: 0.7, note: "It looks like rock and weighs much less." }],
      choices: [inSizes("Size", [2, 4], [["6 in", 0.5, 0.35], ["8 in", 0.7, 0.6], "10 in", ["14 in", 1.6, 2], ["18 in", 2.4, 3.2]], "in sizes {run}")],
      opens: [
        "{a spec} planter in {material} for [herbs, ferns and lemon trees|doorsteps and sunny corners].",
        "The {series} planter [makes a supermarket plant look like an heirloom|suits a fern as well as a fig].",
        "{brand} makes the {series} in {material}, [with a rim that catches the light|plain enough to let the plant do the talking].",
      ],
      details: [
        ["There is a hole for drainage, and a stopper for use indoors.", "It drains through the base."],
        ["It stands out frost down to 14 °F.", "It can stay out all winter."],
        ["It will take on a bloom of its own with age.", "It ages well."],
      ],
      tags: ["planter", "pot", "houseplants", "balcony", "frost-proof"],
    },
    {
      code: "RBED", noun: "Raised Bed", category: "planters", shape: "raisedBed", price: [70, 240], weight: 14000,
      specs: [{ name: "Square", said: "square" }, { name: "Long", said: "long", price: 1.25, weight: 1.3 }, { name: "Waist-High", said: "waist-high", price: 1.6, weight: 1.5, note: "There is no need to stoop." }],
      materials: [{ name: "larch" }, { name: "cedar", price: 1.2, weight: 0.85 }, { name: "corrugated steel", price: 1.1, weight: 0.9 }],
      choices: [withExtras("Cover", ["Open", ["With Cold Frame", 1.35, 1.2]], "with or without a cold frame")],
      opens: [
        "{a spec} raised bed in {material} for [salads three steps from the kitchen|carrots that grow straight].",
        "The {series} raised bed [goes together in half an hour|turns a paved yard into a kitchen garden].",
        "{brand} makes the {series} in {material}, [thick enough for ten winters|to be taken along when you move].",
      ],
      details: [
        ["A liner is included.", "The liner keeps the soil in and lets water out."],
        ["The corners lock without screws.", "All fixings are in the box, and the key to fit them."],
        ["Slugs find the climb discouraging.", "The soil in it warms two weeks earlier in spring."],
      ],
      tags: ["raised-bed", "kitchen-garden", "vegetables", "patio"],
    },
    {
      code: "SEED", noun: "Seeds", category: "seeds", shape: "seedPacket", price: [3, 6], weight: 14,
      specs: [
        { name: "Tomato", said: "tomato", note: "Sow indoors in March and plant out after the last frost." },
        { name: "Runner Bean", said: "runner bean", note: "Give them a tall pole and a rich soil." },
        { name: "Basil", said: "basil", note: "It asks for warmth, and for being picked often." },
        { name: "Pumpkin", said: "pumpkin", note: "Two plants are enough for a family, and a porch." },
        { name: "Sunflower", said: "sunflower", note: "Sow them where they are to stand, in a sunny spot." },
        { name: "Sweet Pea", said: "sweet pea", note: "Soak the seeds overnight and pinch the tips at six inches." },
        { name: "Lettuce", said: "lettuce", note: "Sow a pinch every two weeks from March to August." },
        { name: "Poppy", said: "poppy", note: "Scatter them in fall, and do nothing." },
        { name: "Carrot", said: "carrot", note: "Sow them thinly in deep, fine soil." },
        { name: "Chili", said: "chili", note: "Start them warm, in February." },
      ],
      choices: [withExtras("Packet", ["Packet", ["Grower's Pack", 2.6, 4]], "in a packet or a grower's pack")],
      opens: [
        "{spec} seeds of the {series} strain, [open-pollinated, so you can save your own|selected over nine summers].",
        "The {series} is {a spec} that [does well in cool summers|is easy from seed], kept going by {brand}.",
        "{brand} grew the {series} {spec} [in trial beds beside forty others, and kept this one|from seed handed over a fence].",
      ],
      details: [
        ["There are more than enough for one garden, so share them.", "The number of seeds is printed on the packet."],
        ["Germination is tested each year.", "Good for three years if they are kept cool and dry."],
        ["The paper packet has a calendar on the back.", "How to sow, thin and harvest is told on the back."],
      ],
      tags: ["seeds", "kitchen-garden", "open-pollinated", "beginner-friendly"],
    },
    {
      code: "SKIT", noun: "Grow Kit", category: "seeds", shape: "growKit", price: [14, 38], weight: 900,
      specs: [{ name: "Herb", said: "herb", note: "Basil, parsley and chives are inside." }, { name: "Salad", said: "salad", note: "Three lettuces and a rocket are inside." }, { name: "Wildflower", said: "wildflower", note: "A mix of fourteen kinds feeds bees from May to frost." }, { name: "Mushroom", said: "mushroom", price: 1.2, weight: 1.8, note: "The first crop of oyster mushrooms is ready in two weeks." }],
      opens: [
        "{a spec} kit for [windowsills and beginners|people who say that they kill plants].",
        "The {series} kit has [all it takes but water|everything in the box but light].",
        "{brand} put the {series} together [for kitchens without a garden|as a present that grows].",
      ],
      details: [
        ["A booklet tells what to do, day by day.", "The instructions fit on one card."],
        ["The box is the pot.", "All of it can be composted."],
        ["If nothing comes up, you get another.", "It makes a kind present."],
      ],
      tags: ["grow-kit", "windowsill", "beginner-friendly", "gift"],
    },
    {
      code: "WCAN", noun: "Watering Can", category: "watering", shape: "wateringCan", price: [18, 78], weight: 900,
      specs: [{ name: "1 L", said: "one-liter", price: 0.7, weight: 0.5, note: "The long thin spout reaches houseplants at the back." }, { name: "5 L", said: "five-liter" }, { name: "9 L", said: "nine-liter", price: 1.25, weight: 1.5, note: "It carries as much as you would want to." }],
      materials: [{ name: "galvanized steel" }, { name: "powder-coated steel", price: 1.05 }, { name: "recycled plastic", price: 0.6, weight: 0.6 }],
      opens: [
        "{a spec} watering can in {material} that [pours from the first tilt|balances when it is full].",
        "The {series} watering can [rains rather than pours|is good-looking enough to be left out].",
        "{brand} makes the {series} in {material} with [a fine rose that does not flatten seedlings|a handle set where the weight is].",
      ],
      details: [
        ["The rose comes off for cleaning.", "A gauze in the spout keeps leaves out of the rose."],
        ["Its seams are tested under water.", "It is guaranteed against leaks for ten years."],
        ["A bar across the top keeps water from slopping out.", "The opening is wide enough for any tap."],
      ],
      tags: ["watering-can", "houseplants", "gardening", "gift"],
    },
    {
      code: "HOSE", noun: "Garden Hose", category: "watering", shape: "hose", price: [28, 110], weight: 2600,
      specs: [{ name: "Flexible", said: "flexible" }, { name: "Soaker", said: "soaker", price: 0.8, note: "It sweats water along its length, straight to the roots." }, { name: "Kink-Free", said: "kink-free", price: 1.3, weight: 1.15, note: "A woven layer keeps it round in every bend." }],
      materials: [{ name: "natural rubber", price: 1.4, weight: 1.3 }, { name: "recycled vinyl" }],
      choices: [inSizes("Length", [2, 3], [["25 ft", 0.65, 0.5], "50 ft", ["75 ft", 1.4, 1.5], ["100 ft", 1.75, 2]], "in lengths of {list}")],
      opens: [
        "{a spec} hose in {material} that [lies where you lay it|stays soft in the cold].",
        "The {series} hose [follows you around corners|coils without a fight].",
        "{brand} makes the {series} hose in {material}, [free of lead and safe for drinking water|for gardens where it does not rain enough].",
      ],
      details: [
        ["The fittings are machined and can be replaced.", "Its fittings do not leak at the tap."],
        ["It is guaranteed for ten years.", "A patch kit is included."],
        ["Drain it before frost.", "Keep it in the shade and it will last."],
      ],
      tags: ["hose", "watering", "gardening", "irrigation"],
    },
  ],
};
