import { inColors, inKinds, withExtras } from "../choices";
import type { Department } from "../department";

export const kitchen: Department = {
  categories: [
    { slug: "home-and-kitchen", name: "Home & Kitchen" },
    { slug: "kitchen", name: "Kitchen", parent: "home-and-kitchen" },
    { slug: "cookware", name: "Cookware", parent: "kitchen" },
    { slug: "bakeware", name: "Bakeware", parent: "kitchen" },
    { slug: "kitchen-knives", name: "Knives & Boards", parent: "kitchen" },
    { slug: "coffee-and-tea", name: "Coffee & Tea Makers", parent: "kitchen" },
    { slug: "tableware", name: "Tableware", parent: "kitchen" },
  ],
  brands: [
    { code: "HRW", name: "Hearthwell", tier: 2, ending: 95, voice: "english", palette: ["#9c4a2f", "#e8c9a0"], homes: ["cookware", "bakeware", "tableware"], note: "Hearthwell has been making kitchen things in the same Yorkshire valley since 1921." },
    { code: "BNR", name: "Brunnør", tier: 3, ending: 0, voice: "nordic", palette: ["#2f4858", "#c8d5d9"], homes: ["cookware", "kitchen-knives", "coffee-and-tea", "tableware"], note: "Brunnør designs for small kitchens and long winters." },
    { code: "TAR", name: "Casa Tarella", tier: 2, ending: 99, voice: "italian", palette: ["#b23a48", "#f3d9b1"], homes: ["cookware", "bakeware", "coffee-and-tea", "tableware"], note: "Casa Tarella is run by the third generation of the family that founded it." },
    { code: "OKM", name: "Okumori", tier: 3, ending: 0, voice: "japanese", palette: ["#3b3a4a", "#d9c7a7"], homes: ["kitchen-knives", "cookware", "tableware", "coffee-and-tea"], note: "Okumori makes few things, and makes them for decades." },
    { code: "PTF", name: "Pottle & Finch", tier: 1, ending: 99, voice: "english", palette: ["#4f7c6e", "#f0e2c0"], homes: ["bakeware", "tableware", "coffee-and-tea", "cookware"], note: "Pottle & Finch believes that good things need not cost the earth." },
    { code: "SKK", name: "Sköldkök", tier: 1, ending: 95, voice: "nordic", palette: ["#3d6b8c", "#f2e6cf"], homes: ["bakeware", "kitchen-knives", "cookware"], note: "Everything from Sköldkök comes with a ten-year guarantee." },
    { code: "DPL", name: "Doppia Luna", tier: 3, ending: 0, voice: "italian", palette: ["#5b3a29", "#e9d3b4"], homes: ["coffee-and-tea", "coffee-beans", "tableware"], note: "Doppia Luna began as a single bar in Trieste, and still tests everything there." },
    { code: "FRW", name: "Ferrowick", tier: 2, ending: 95, voice: "english", palette: ["#4a4e57", "#d8b26e"], homes: ["kitchen-knives", "cookware", "garden-tools"], note: "Ferrowick looks after what it sells for as long as you own it." },
    { code: "KLN", name: "Kilnhaven", tier: 2, ending: 0, voice: "floral", palette: ["#a8664a", "#ecd8c2"], homes: ["tableware", "candles"], note: "Kilnhaven is a workshop of eleven people, and each piece is checked by one of them." },
    { code: "AMB", name: "Amblecrust", tier: 1, ending: 99, voice: "playful", palette: ["#c9784a", "#f7e3bd"], homes: ["bakeware", "tableware", "kitchen-knives"], note: "Amblecrust is made by people who would rather be baking." },
  ],
  kinds: [
    {
      code: "FPAN", noun: "Frying Pan", category: "cookware", shape: "fryingPan", price: [32, 120], weight: 1200,
      specs: [
        { name: "8-Inch", price: 0.75, weight: 0.7, note: "Just right for two eggs." },
        { name: "10-Inch", note: "The size that suits most burners and most suppers." },
        { name: "12-Inch", price: 1.3, weight: 1.4, note: "Wide enough for four chops without crowding." },
      ],
      materials: [
        { name: "cast iron", weight: 1.8, price: 0.8, note: "It needs no coating: the seasoning gets better each time you cook." },
        { name: "stainless steel", price: 1.1, note: "The steel is clad around an aluminum core that spreads the heat evenly." },
        { name: "carbon steel", price: 0.9, weight: 0.9, note: "Carbon steel heats fast, sears hard, and grows smoother with use." },
        { name: "ceramic-coated aluminum", price: 0.85, weight: 0.7, note: "The coating lets go of a fried egg with next to no oil." },
      ],
      opens: [
        "The {series} is {a spec} {material} frying pan for [everyday cooking|weeknight suppers|steaks, eggs and everything between].",
        "{a spec} pan in {material}, the {series} [is the one you leave out on the stove|earns its place on the hook].",
        "{brand} makes the {series} frying pan for cooks who [like a good crust|own one pan and use it daily|would rather sear than simmer].",
      ],
      details: [
        ["Works on gas, electric and induction, and goes into the oven.", "Suits every stove, induction included."],
        ["The long handle is easy to hold, with or without a mitt.", "The handle is angled so that the pan balances in the hand.", "A helper loop opposite the handle makes it easy to lift when full."],
        ["Sloping sides make it easy to toss and turn.", "Pouring lips on both sides keep drips off the stove.", "The flared rim pours cleanly from any side."],
        ["Wash it by hand and dry it well.", "Wipe it out while it is warm and it is ready for tomorrow."],
      ],
      tags: ["pan", "induction", "oven-safe", "everyday-cooking", "searing"],
    },
    {
      code: "SPAN", noun: "Saucepan", category: "cookware", shape: "saucepan", price: [28, 110], weight: 1300,
      specs: [
        { name: "1.5-Quart", price: 0.8, weight: 0.8 },
        { name: "2-Quart" },
        { name: "3-Quart", price: 1.25, weight: 1.3 },
        { name: "4-Quart", price: 1.45, weight: 1.6, note: "Big enough for pasta for three." },
      ],
      materials: [
        { name: "stainless steel", note: "Fully clad, so the sides heat as evenly as the base." },
        { name: "enameled steel", price: 0.75, note: "The enamel takes on no smells and gives back no taste." },
        { name: "hard-anodized aluminum", price: 0.85, weight: 0.75, note: "Light in the hand, and quick to come to the boil." },
      ],
      choices: [withExtras("Lid", ["Pan Only", ["With Lid", 1.22, 1.3]], "with or without a lid")],
      opens: [
        "{a spec} {material} saucepan for [porridge, peas and pouring custard|sauces, rice and reheated soup|the small jobs that come up every day].",
        "The {series} saucepan [does the quiet work on the back burner|is the one that is always in the drainer].",
        "{brand}'s {series} is {a spec} pan with [straight sides and an honest heft|a broad base and no fuss].",
      ],
      details: [
        ["Marks on the inside save you the measuring cup.", "Quart and liter marks are stamped inside."],
        ["The rim is rolled, so sauces pour without running down the outside.", "Two pouring lips suit left and right hands alike."],
        ["It can go in the dishwasher.", "Safe in the dishwasher and in the oven."],
        ["Works on every kind of stove.", "The base is flat enough for induction and stays so."],
      ],
      tags: ["saucepan", "induction", "dishwasher-safe", "everyday-cooking"],
    },
    {
      code: "DUTC", noun: "Dutch Oven", category: "cookware", shape: "dutchOven", price: [65, 280], weight: 5200,
      specs: [
        { name: "3-Quart", price: 0.75, weight: 0.65, note: "The right size for a stew for two with some left over." },
        { name: "5-Quart", note: "A loaf of bread or a chicken fits with room to spare." },
        { name: "7-Quart", price: 1.3, weight: 1.35, note: "Feeds eight, or four for two days." },
      ],
      materials: [{ name: "enameled cast iron" }],
      choices: [inColors([1, 5], "Ecru", "Navy", "Forest Green", "Mustard", "Brick", "Burgundy", "Graphite", "Sky Blue")],
      opens: [
        "The {series} is {a spec} {material} Dutch oven for [braises, beans and bread|slow Sundays|stews that look after themselves].",
        "[Brown, braise and bake|Stew, roast and bake] in the same pot: the {series} goes from stove to oven to table.",
        "{brand} casts the {series} thick, so that it [holds a bare simmer for hours|keeps supper warm until the last one is home].",
      ],
      details: [
        ["Bumps under the lid send the steam back down as drops, so nothing dries out.", "The heavy lid fits closely and keeps the moisture in."],
        ["Safe in the oven up to 500 °F, knob and all.", "The knob takes the full heat of the oven."],
        ["The enamel inside is pale, which lets you see how the browning goes.", "The enamel needs no seasoning and shrugs off tomatoes and wine."],
        ["Wide side handles leave room for oven mitts.", "It is handsome enough to bring to the table."],
      ],
      tags: ["dutch-oven", "braising", "bread-baking", "oven-safe", "induction", "gift"],
    },
    {
      code: "WOK", noun: "Wok", category: "cookware", shape: "wok", price: [30, 110], weight: 1500,
      specs: [
        { name: "12-Inch", price: 0.85, weight: 0.8 },
        { name: "14-Inch", note: "There is room to toss noodles for four." },
        { name: "Flat-Bottom", said: "flat-bottom", price: 1.05, note: "The flat base sits steady on electric and induction stoves." },
      ],
      materials: [{ name: "carbon steel" }, { name: "cast iron", weight: 1.6, price: 0.9 }],
      opens: [
        "The {series} is {a spec} {material} wok for [fast, loud cooking|quick suppers over high heat].",
        "[Hot in a minute|Ready as soon as you are], the {series} wok makes [short work of a heap of vegetables|a weeknight stir-fry taste of the street].",
        "{brand} shapes the {series} so that food [stays where you push it on the slope|can rest on the sides while the rest cooks].",
      ],
      details: [
        ["Season it once with oil and it will darken and smooth with every meal.", "It arrives with a first seasoning, so you can cook in it tonight."],
        ["The long wooden handle stays cool.", "A helper handle makes it safe to carry full."],
        ["Rinse it with hot water, dry it over the flame, and that is all.", "No soap needed: hot water and a brush will do."],
      ],
      tags: ["wok", "stir-fry", "high-heat"],
    },
    {
      code: "LOAF", noun: "Loaf Pan", category: "bakeware", shape: "loafPan", price: [12, 42], weight: 650,
      specs: [
        { name: "1-Pound", price: 0.8, weight: 0.7 },
        { name: "2-Pound" },
        { name: "Pullman", price: 1.5, weight: 1.6, said: "lidded Pullman", note: "The sliding lid gives a square slice and a fine crumb." },
      ],
      materials: [
        { name: "aluminized steel", note: "It browns crusts evenly on all four sides." },
        { name: "stoneware", weight: 1.9, price: 1.3, note: "Stoneware warms slowly and keeps a loaf from scorching." },
        { name: "carbon steel", note: "A nonstick finish lets the loaf slide out." },
      ],
      opens: [
        "{a spec} {material} loaf pan for [banana bread and sandwich loaves|the daily bread and the Sunday pound cake].",
        "The {series} loaf pan [turns out straight-sided bread|bakes a tall loaf with a proper crust].",
        "For [sourdough, brioche and meatloaf|tea loaves and terrines], {brand} makes the {series} in {material}.",
      ],
      details: [
        ["Rounded corners are easy to clean.", "Gently tapered sides let the loaf go."],
        ["Wide rims give oven mitts something to hold.", "The rim is strong enough to lift a full pan by."],
        ["Safe up to 450 °F.", "It goes from freezer to oven once it has come to room temperature."],
      ],
      tags: ["loaf-pan", "bread-baking", "baking", "oven-safe"],
    },
    {
      code: "BSHT", noun: "Baking Sheet", category: "bakeware", shape: "bakingSheet", price: [14, 45], weight: 800,
      specs: [
        { name: "Quarter", price: 0.7, weight: 0.55, said: "quarter-size", note: "It fits toaster ovens and small kitchens." },
        { name: "Half", said: "half-size", note: "Two dozen cookies fit on one sheet." },
        { name: "Perforated", price: 1.15, weight: 0.9, note: "The holes let steam out, for crisp undersides." },
      ],
      materials: [{ name: "natural aluminum", weight: 0.8 }, { name: "aluminized steel" }, { name: "nonstick steel", price: 1.15 }],
      choices: [withExtras("Pack", ["Single", ["Set of 2", 1.8, 2]], "singly or as a set of 2")],
      opens: [
        "The {series} is {a spec} {material} baking sheet that [lies flat at any heat|does not buckle with a bang halfway through].",
        "[Cookies, croissants, roast carrots|Biscuits, granola, potato wedges]: the {series} baking sheet takes [them all|whatever comes].",
        "{brand} rolls the edge of the {series} around a steel wire, so that it [keeps its shape for years|never twists in the oven].",
      ],
      details: [
        ["Browning is even from the middle to the corners.", "It heats evenly, so there is no need to turn it."],
        ["The raised rim keeps juices in.", "A one-inch rim keeps round things from rolling off."],
        ["Wash by hand to keep the surface bright.", "A sheet of parchment makes cleaning up a matter of seconds."],
      ],
      tags: ["baking-sheet", "baking", "cookies", "roasting"],
    },
    {
      code: "PIED", noun: "Pie Dish", category: "bakeware", shape: "pieDish", price: [16, 58], weight: 1100,
      specs: [{ name: "9-Inch" }, { name: "10-Inch", price: 1.15, weight: 1.2 }, { name: "Deep", price: 1.2, weight: 1.25, note: "Deep sides leave room for a proper heap of apples." }],
      materials: [{ name: "stoneware" }, { name: "porcelain", price: 1.2, weight: 0.85 }, { name: "enameled steel", price: 0.8, weight: 0.6 }],
      choices: [inColors([1, 4], "White", "Ecru", "Teal", "Brick", "Mustard", "Sky Blue", "Blush", "Graphite")],
      opens: [
        "{a spec} pie dish in {material}, for [apple, pumpkin and chicken pot|quiches, cobblers and crumbles].",
        "The {series} pie dish [bakes a crisp bottom crust|brings the pie to the table in style].",
        "With the {series}, {brand} has made {a material} dish that [looks as good as what goes in it|slices cleanly to the last piece].",
      ],
      details: [
        ["The ruffled rim gives an easy shape to the crust.", "The broad rim holds a crimped edge up while it bakes."],
        ["It can go in the freezer, the oven and the dishwasher.", "Safe in oven and dishwasher."],
        ["The surface does not scratch under a pie server.", "A smooth finish lets the last slice come out whole."],
      ],
      tags: ["pie-dish", "baking", "oven-to-table", "dishwasher-safe"],
    },
    {
      code: "KNIF", noun: "Knife", category: "kitchen-knives", shape: "knife", name: "{brand} {series} {spec} Knife, {material}", price: [35, 170], weight: 190,
      specs: [
        { name: "8-Inch Chef's", said: "8-inch chef's", note: "The one knife for onions, herbs and roasts." },
        { name: "Santoku", note: "The straight edge is at home with vegetables and fish." },
        { name: "Paring", price: 0.45, weight: 0.45, note: "Small, for strawberries, shallots and all that is done in the hand." },
        { name: "Bread", price: 0.85, said: "serrated bread", note: "Scalloped teeth go through crust without crushing the crumb." },
        { name: "Boning", price: 0.8, weight: 0.8, note: "The narrow blade follows the bone." },
      ],
      materials: [
        { name: "high-carbon steel", note: "It takes a keen edge and holds it." },
        { name: "stainless steel", price: 0.85, note: "The blade resists stains and is easy to sharpen." },
        { name: "layered steel", price: 1.4, note: "Thirty-three layers around a hard core make a pattern like water." },
      ],
      choices: [inKinds("Handle", [1, 3], [["Beech", 1], ["Walnut", 1.12], ["Resin", 0.92]], "with {list} handles")],
      opens: [
        "The {series} is {a spec} knife in {material}, [ground thin behind the edge|balanced at the bolster].",
        "{brand} forges the {series} from one piece of {material}, [for a lifetime at the board|with a full tang].",
        "[Sharp out of the box and easy to keep so|Light, quick and sure], the {series} is {a spec} knife for [cooks who cook daily|careful hands].",
      ],
      details: [
        ["The edge is finished by hand.", "Each blade is tried on paper before it is packed.", "The spine is rounded, so that it is kind to the finger."],
        ["Hand wash and dry it, and keep it off glass.", "Wash it by hand, and it will outlast the kitchen."],
        ["It comes in a box that makes a good present.", "A cardboard sheath is included."],
      ],
      tags: ["knife", "forged", "sharp", "gift", "chef"],
    },
    {
      code: "CBRD", noun: "Cutting Board", category: "kitchen-knives", shape: "cuttingBoard", price: [18, 95], weight: 1800,
      specs: [
        { name: "Small", price: 0.6, weight: 0.5, said: "small" },
        { name: "Large", price: 1.1, weight: 1.2 },
        { name: "End-Grain", price: 1.6, weight: 1.7, note: "The fibers stand upright and close again behind the blade." },
        { name: "Carving", price: 1.25, weight: 1.3, note: "A deep groove catches the juices of a roast." },
      ],
      materials: [
        { name: "acacia" }, { name: "maple", price: 1.15 }, { name: "walnut", price: 1.4 }, { name: "bamboo", price: 0.75, weight: 0.85 },
      ],
      opens: [
        "The {series} is {a spec} cutting board of {material} that is [kind to knives|heavy enough to stay put].",
        "{a spec} board in solid {material}, [sanded smooth and oiled twice|made to be used on both sides].",
        "{brand} makes the {series} board from {material} [that shows its grain|chosen plank by plank].",
      ],
      details: [
        ["Finger grooves at both ends make it easy to lift.", "Rubber feet keep it from wandering.", "The edges are beveled, so you can get your fingers under it."],
        ["Oil it now and then and it will stay handsome.", "Rub in a little mineral oil each month to keep it from drying out."],
        ["Turn it over and it serves cheese.", "It doubles as a serving board."],
      ],
      tags: ["cutting-board", "wood", "serving", "knife-friendly"],
    },
    {
      code: "KETL", noun: "Kettle", category: "coffee-and-tea", shape: "kettle", price: [34, 130], weight: 1200,
      specs: [
        { name: "Stovetop", said: "stovetop", note: "It sings when it boils." },
        { name: "Gooseneck", price: 1.2, weight: 0.9, note: "The thin spout puts the water exactly where you want it." },
        { name: "Electric", price: 1.15, weight: 1.1, note: "It boils a quart in four minutes and then switches itself off." },
        { name: "Variable-Temperature", price: 1.6, weight: 1.15, note: "Set it to the degree and it keeps the water there for half an hour." },
      ],
      materials: [{ name: "stainless steel" }, { name: "enameled steel", price: 0.95 }],
      choices: [inColors([1, 4], "Black", "White", "Ecru", "Red", "Sky Blue", "Pistachio", "Graphite", "Mustard")],
      opens: [
        "The {series} is {a spec} {material} kettle for [the first cup of the day and the fifth|tea drinkers and coffee drinkers under one roof].",
        "[It pours without a drip|It boils quickly and pours cleanly]: the {series}, {a spec} kettle by {brand}.",
        "{brand} has drawn the {series} kettle [to look at home on any stove or counter|with a handle that leaves room for the whole hand].",
      ],
      details: [
        ["The lid lifts right off, so it is easy to fill and to clean.", "A wide mouth makes it easy to descale."],
        ["It holds one quart, enough for four cups.", "It holds a quart and a half, enough for a full teapot."],
        ["The handle stays cool.", "The handle is set back from the steam."],
      ],
      tags: ["kettle", "tea", "coffee", "breakfast"],
    },
    {
      code: "DRIP", noun: "Pour-Over Dripper", category: "coffee-and-tea", shape: "dripper", price: [16, 58], weight: 420,
      specs: [{ name: "1-Cup", price: 0.85, weight: 0.8 }, { name: "2-Cup" }, { name: "4-Cup", price: 1.3, weight: 1.4 }],
      materials: [
        { name: "porcelain", note: "Porcelain keeps the brew hot to the last drop." },
        { name: "borosilicate glass", weight: 0.8, note: "You can watch the bloom through the glass." },
      ],
      opens: [
        "The {series} is {a spec} {material} dripper that makes [a clear, bright cup|coffee worth getting up for].",
        "[Slow coffee, made simple|Three minutes of calm]: the {series} dripper sits on [any mug|mug or carafe].",
        "{brand} cut the ribs of the {series} [in a spiral, so that water runs at the right pace|deep, so that the coffee can breathe].",
      ],
      details: [
        ["The flat base fits mugs of every width.", "A window in the base shows when the cup is full."],
        ["It can go in the dishwasher.", "Rinse it and it is clean."],
        ["A measuring spoon is included.", "The box holds a brewing guide that fits on one card."],
      ],
      tags: ["pour-over", "coffee", "filter-coffee", "slow-coffee", "gift"],
    },
    {
      code: "FPRS", noun: "French Press", category: "coffee-and-tea", shape: "frenchPress", price: [22, 85], weight: 900,
      specs: [{ name: "12 oz", said: "12-ounce", price: 0.75, weight: 0.65 }, { name: "20 oz", said: "20-ounce" }, { name: "34 oz", said: "34-ounce", price: 1.25, weight: 1.35 }],
      materials: [
        { name: "borosilicate glass", weight: 0.8 },
        { name: "stainless steel", price: 1.25, note: "Double walls keep the coffee hot for an hour." },
        { name: "stoneware", price: 1.1, weight: 1.5, note: "The thick wall holds the heat." },
      ],
      opens: [
        "The {series} is {a spec} French press in {material}, for [full-bodied coffee without paper|mornings that need a second cup].",
        "[Four minutes and a slow push|Coarse grounds, hot water, four minutes]: the {series} makes coffee [with all its oils left in|the old, good way].",
        "{brand}'s {series} press has [a double screen that keeps the grounds out of the cup|a plunger that glides straight down].",
      ],
      details: [
        ["The plunger comes apart for washing.", "Every part can be bought singly, should one break."],
        ["All parts can go in the dishwasher.", "It rinses clean under the tap."],
        ["It makes loose-leaf tea just as well.", "It also makes cold brew overnight in the refrigerator."],
      ],
      tags: ["french-press", "coffee", "breakfast", "plastic-free"],
    },
    {
      code: "TPOT", noun: "Teapot", category: "coffee-and-tea", shape: "teapot", price: [26, 95], weight: 850,
      specs: [{ name: "2-Cup", price: 0.8, weight: 0.75 }, { name: "4-Cup" }, { name: "6-Cup", price: 1.2, weight: 1.3 }],
      materials: [
        { name: "stoneware" }, { name: "porcelain", price: 1.15, weight: 0.8 },
        { name: "cast iron", price: 1.3, weight: 1.9, note: "It is enameled inside and keeps tea warm through a long talk." },
        { name: "borosilicate glass", weight: 0.6, note: "Watch the leaves open." },
      ],
      opens: [
        "{a spec} teapot in {material}, [round as a pebble|with a spout that does not dribble].",
        "The {series} teapot [pours cleanly and holds its lid on while it does|is made for afternoons].",
        "{brand} makes the {series} in {material}, with [a basket deep enough for the leaves to unfold|an infuser that lifts out when the tea is strong enough].",
      ],
      details: [
        ["The steel basket fits tightly and holds back even rooibos.", "The basket lifts out for washing."],
        ["Warm it first and the tea stays hot for longer.", "The lid has a notch for a finger."],
        ["Wash by hand.", "A rinse with warm water is all it needs."],
      ],
      tags: ["teapot", "tea", "loose-leaf", "gift"],
    },
    {
      code: "GRND", noun: "Hand Coffee Grinder", category: "coffee-and-tea", shape: "grinder", price: [38, 150], weight: 620,
      specs: [{ name: "Travel", price: 0.85, weight: 0.7, note: "Its handle folds and stows along the side." }, { name: "Home" }, { name: "Espresso", price: 1.35, note: "The clicks are close enough together for espresso." }],
      materials: [{ name: "aluminum" }, { name: "stainless steel", price: 1.15, weight: 1.2 }],
      opens: [
        "The {series} is a hand grinder in {material} with [conical steel burrs|burrs that cut rather than crush].",
        "[Thirty turns for a cup|Half a minute for a cup]: the {series} grinds [evenly and almost silently|without waking anyone].",
        "{brand} builds the {series} around [two bearings, so the shaft does not wobble|a burr set made for filter coffee].",
      ],
      details: [
        ["The dial has clear clicks, so you can find your setting again.", "Adjust it from coarse to fine without tools."],
        ["It takes 30 grams of beans.", "It holds enough beans for two mugs."],
        ["A brush is included.", "It comes apart in three pieces for cleaning."],
      ],
      tags: ["coffee-grinder", "coffee", "manual", "burr-grinder", "travel"],
    },
    {
      code: "MUG", noun: "Mug", category: "tableware", shape: "mug", price: [11, 34], weight: 360,
      specs: [
        { name: "8 oz", said: "8-ounce", price: 0.85, weight: 0.8 },
        { name: "12 oz", said: "12-ounce" },
        { name: "16 oz", said: "16-ounce", price: 1.2, weight: 1.3, note: "It takes a whole pint of cocoa." },
      ],
      materials: [
        { name: "stoneware" }, { name: "porcelain", price: 1.1, weight: 0.8 },
      ],
      choices: [inColors([2, 6], "White", "Ecru", "Dune", "Sky Blue", "Teal", "Forest Green", "Mustard", "Brick", "Blush", "Graphite", "Lilac"), withExtras("Pack", ["Single", ["Set of 4", 3.6, 4]], "singly or as a set of 4")],
      opens: [
        "{a spec} {material} mug with [a handle for three fingers|a rim that is thin where it meets the lip].",
        "The {series} mug is [the one that everyone reaches for|made for second cups].",
        "{brand} makes the {series} in {material} with [a foot that stands steady on a desk|a glaze that pools a little at the base].",
      ],
      details: [
        ["Safe in the dishwasher.", "It comes out of the dishwasher as it went in, year after year."],
        ["Two stack without wobbling.", "It fits under most espresso machines."],
        ["No two are quite alike.", "The base is left unglazed and sanded smooth."],
      ],
      tags: ["mug", "coffee", "tea", "dishwasher-safe", "gift"],
    },
    {
      code: "PLAT", noun: "Plate", category: "tableware", shape: "plate", price: [12, 40], weight: 620,
      specs: [{ name: "Dinner", said: "dinner" }, { name: "Salad", price: 0.8, weight: 0.65, said: "salad" }, { name: "Pasta", price: 1.1, weight: 1.1, said: "deep pasta", note: "The high side keeps the sauce where it belongs." }],
      materials: [{ name: "stoneware" }, { name: "porcelain", price: 1.15, weight: 0.85 }, { name: "bone china", price: 1.5, weight: 0.7 }],
      choices: [inColors([1, 4], "White", "Ecru", "Dune", "Gray", "Sky Blue", "Forest Green", "Blush", "Graphite"), withExtras("Pack", ["Set of 2", ["Set of 4", 1.85, 2]], "in sets of 2 or 4")],
      opens: [
        "The {series} is {a spec} plate in {material} with [a low, even rim|a soft matte glaze|a coupe shape and no rim at all].",
        "[For Tuesdays as much as for guests|Plain enough for every day, fine enough for company], the {series} plate is made of {material}.",
        "{brand} shapes the {series} by hand, so that each {spec} plate [differs by a hair|has its own slight curve].",
      ],
      details: [
        ["Cutlery leaves no marks on the glaze.", "The glaze is hard and does not scratch."],
        ["Safe in the dishwasher, the microwave and a warm oven.", "It can go in the dishwasher and the microwave."],
        ["They stack without wobbling.", "The stack is lower than you would think."],
      ],
      tags: ["plate", "dinnerware", "dishwasher-safe", "microwave-safe"],
    },
    {
      code: "SBWL", noun: "Serving Bowl", category: "tableware", shape: "bowl", price: [24, 90], weight: 1200,
      specs: [{ name: "Small", price: 0.7, weight: 0.6, said: "small" }, { name: "Large" }, { name: "Footed", price: 1.25, weight: 1.1, note: "The foot lifts it above the other dishes." }],
      materials: [{ name: "stoneware" }, { name: "acacia", weight: 0.8, note: "Oiled acacia is as light as it looks." }, { name: "porcelain", price: 1.2, weight: 0.8 }],
      opens: [
        "The {series} is {a spec} serving bowl in {material} for [salads, pasta and fruit|whatever the table shares].",
        "[Heap it with salad|Fill it with clementines|Pile it with noodles] and set it in the middle: the {series} bowl is made to be passed around.",
        "{brand} has given the {series} [a wide mouth and a steady base|a curve that is easy to toss in].",
      ],
      details: [
        ["The inside is smooth, the outside a little less so.", "The lip turns out a little, so it is easy to hold."],
        ["Wash it by hand.", "Rinse it with warm water and dry it."],
        ["It nests with the other sizes of the series.", "On its own it makes a good fruit bowl."],
      ],
      tags: ["serving-bowl", "dinnerware", "salad", "sharing"],
    },
    {
      code: "TUMB", noun: "Tumblers", category: "tableware", shape: "tumbler", price: [18, 64], weight: 900,
      specs: [{ name: "Low", price: 0.9, weight: 0.9 }, { name: "Tall", said: "tall" }, { name: "Fluted", price: 1.15, said: "fluted", note: "The flutes are easy to grip and pretty against the light." }],
      materials: [{ name: "pressed glass" }, { name: "crystal", price: 1.6 }, { name: "recycled glass", price: 1.05, note: "Tiny bubbles show that the glass had a life before." }],
      choices: [withExtras("Pack", ["Set of 4", ["Set of 6", 1.4, 1.5]], "in sets of 4 or 6")],
      opens: [
        "{spec} tumblers in {material} for [water, wine and iced tea|juice at breakfast and wine at night].",
        "The {series} tumblers are [thin at the lip and heavy at the base|as clear as the water in them].",
        "{brand} makes the {series} tumblers to be [used, stacked and used again|good enough for guests and tough enough for children].",
      ],
      details: [
        ["They can go in the dishwasher.", "They stay clear in the dishwasher."],
        ["They stack without sticking.", "Four fit side by side on a small tray."],
        ["Should one break, you can buy it singly.", "They arrive in a box that can be kept for moving house."],
      ],
      tags: ["tumblers", "glassware", "dishwasher-safe", "set"],
    },
  ],
};
