import { inColors, inKinds, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

export const sports: Department = {
  categories: [
    { slug: "sports", name: "Sports" },
    { slug: "yoga", name: "Yoga & Pilates", parent: "sports" },
    { slug: "strength", name: "Strength Training", parent: "sports" },
    { slug: "cycling", name: "Cycling", parent: "sports" },
    { slug: "swimming", name: "Swimming", parent: "sports" },
  ],
  brands: [
    { code: "ASN", name: "Asanara", tier: 2, ending: 0, voice: "calm", palette: ["#7a6aa0", "#eadff0"], homes: ["yoga", "swimming"], note: "Asanara is run by teachers, and closes at noon for practice." },
    { code: "IRC", name: "Ironcote", tier: 2, ending: 95, voice: "energetic", palette: ["#3a3d42", "#e0653a"], homes: ["strength"], note: "Ironcote supplies more school gyms than it can count." },
    { code: "VLD", name: "Velodrift", tier: 2, ending: 95, voice: "energetic", palette: ["#1f6f8b", "#f2b84b"], homes: ["cycling"], note: "Velodrift tests what it makes on the way to work, in Rotterdam, in the rain." },
    { code: "FNL", name: "Finlane", tier: 2, ending: 99, voice: "energetic", palette: ["#2273a8", "#c7e5ef"], homes: ["swimming"], note: "Finlane is based beside a lake that is cold all year." },
    { code: "KNT", name: "Kinetta", tier: 1, ending: 99, voice: "energetic", palette: ["#c24d5c", "#f6d8b8"], homes: ["yoga", "strength", "cycling", "swimming"], note: "Kinetta makes the first piece of kit, the one you keep." },
    { code: "SPK", name: "Spokehouse", tier: 3, ending: 0, voice: "energetic", palette: ["#444b3a", "#d8b06a"], homes: ["cycling"], note: "Spokehouse is a workshop first and a brand second." },
    { code: "TDA", name: "Tideline Athletic", tier: 2, ending: 0, voice: "energetic", palette: ["#275d7a", "#f0a56b"], homes: ["swimming", "yoga", "strength", "cycling"], note: "Tideline Athletic is owned by its members." },
    { code: "STP", name: "Stillpoint", tier: 3, ending: 0, voice: "calm", palette: ["#5a7068", "#e9dcc3"], homes: ["yoga", "strength", "swimming"], note: "Stillpoint designs for studios, where things are used ten times a day." },
    { code: "LFW", name: "Liftwright", tier: 3, ending: 0, voice: "energetic", palette: ["#2d3d4f", "#d9a441"], homes: ["strength"], note: "Liftwright tells you who made each part, and when." },
  ],
  kinds: [
    {
      code: "YMAT", noun: "Yoga Mat", category: "yoga", shape: "rolledMat", price: [28, 130], weight: 1900,
      specs: [{ name: "3 mm", said: "3-millimeter", price: 0.8, weight: 0.6, note: "It folds for the suitcase." }, { name: "4 mm", said: "4-millimeter" }, { name: "6 mm", said: "6-millimeter", price: 1.2, weight: 1.4, note: "Knees will notice the extra thickness." }],
      materials: [{ name: "natural rubber", price: 1.2 }, { name: "recycled foam", price: 0.75, weight: 0.6 }, { name: "jute", price: 0.9 }],
      choices: [inColors([1, 5], "Graphite", "Navy", "Teal", "Aubergine", "Moss", "Blush", "Brick", "Sky Blue"), inSizes("Length", [1, 2], ["68 in", ["74 in", 1.1, 1.1]], "in lengths of {list}")],
      opens: [
        "{a spec} mat in {material} that [does not slip, however warm the room|lies flat the moment you unroll it].",
        "The {series} yoga mat [gives grip without being sticky|cushions just enough and keeps you steady].",
        "{brand} makes the {series} in {material} for [daily practice|people who practice at six in the morning].",
      ],
      details: [
        ["A thin line down the middle helps with alignment.", "Both sides can be used."],
        ["Wipe it with water and a drop of vinegar.", "Wipe it and hang it up to dry."],
        ["A cotton strap comes with it.", "Roll it with the top side out, and the corners will stay down."],
      ],
      tags: ["yoga-mat", "yoga", "non-slip", "pilates"],
    },
    {
      code: "YBLK", noun: "Yoga Block", category: "yoga", shape: "yogaBlock", price: [12, 40], weight: 480,
      specs: [{ name: "Standard", said: "standard" }, { name: "Half", said: "half-height", price: 0.8, weight: 0.55 }, { name: "Curved", said: "curved", price: 1.15, note: "The curve fits under the small of the back." }],
      materials: [{ name: "cork" }, { name: "recycled foam", price: 0.7, weight: 0.4 }, { name: "bamboo", price: 1.2, weight: 1.6 }],
      choices: [withExtras("Pack", ["Single", ["Set of 2", 1.8, 2]], "singly or as a set of 2")],
      opens: [
        "{a spec} yoga block in {material} that [brings the floor closer|stays put when you lean on it].",
        "The {series} block [has rounded edges that do not dig in|is firm, steady and easy to hold].",
        "{brand} makes the {series} in {material} for [tight hamstrings|beginners, and for those who know better].",
      ],
      details: [
        ["Use it flat, on its side or on end.", "It works on all three sides."],
        ["It wipes clean.", "A damp cloth keeps it clean."],
        ["It doubles as a seat for meditation.", "A card with eight poses is in the box."],
      ],
      tags: ["yoga-block", "yoga", "pilates", "stretching"],
    },
    {
      code: "FRLR", noun: "Foam Roller", category: "yoga", shape: "foamRoller", price: [18, 62], weight: 640,
      specs: [{ name: "Smooth", said: "smooth" }, { name: "Textured", said: "textured", price: 1.15, note: "Its ridges reach a little deeper." }, { name: "Travel", said: "travel", price: 0.8, weight: 0.5, note: "It is hollow, so that socks can go inside." }],
      choices: [inColors([1, 4], "Black", "Gray", "Teal", "Coral", "Aubergine", "Moss"), inSizes("Length", [1, 2], ["13 in", ["24 in", 1.4, 1.8]], "in lengths of {list}")],
      opens: [
        "{a spec} roller for [calves, backs and everything that sat too long|the ten minutes after a run].",
        "The {series} foam roller is [firm enough to help and soft enough to use again|dense, light and silent].",
        "{brand} made the {series} for [runners, cyclists and desk workers|muscles that hold a grudge].",
      ],
      details: [
        ["It keeps its shape under 300 pounds.", "It will be as firm in five years as it is today."],
        ["A chart of twelve exercises comes with it.", "A short film shows how to use it."],
        ["It wipes clean.", "The surface does not take up sweat."],
      ],
      tags: ["foam-roller", "recovery", "pilates", "stretching"],
    },
    {
      code: "DUMB", noun: "Dumbbells", category: "strength", shape: "dumbbell", price: [28, 120], weight: 9100,
      specs: [{ name: "Hex", said: "hex", note: "They do not roll away." }, { name: "Round", said: "round" }, { name: "Contoured", said: "contoured", price: 1.1, note: "The handle follows the curve of the palm." }],
      materials: [{ name: "rubber-coated" }, { name: "cast iron", price: 0.85 }, { name: "urethane-coated", price: 1.3 }],
      choices: [inSizes("Weight", [3, 5], [["2 x 5 lb", 0.4, 0.5], ["2 x 10 lb", 0.65], ["2 x 15 lb", 0.85, 1.5], ["2 x 20 lb", 1, 2], ["2 x 25 lb", 1.2, 2.5], ["2 x 30 lb", 1.4, 3]], "from {run}")],
      opens: [
        "A pair of {spec} {material} dumbbells for [the corner of a living room|sets, supersets and slow mornings].",
        "The {series} dumbbells have [handles that swell a little in the palm|knurling that grips and does not bite].",
        "{brand} balances the {series} [to within one percent|so that both hands lift the same].",
      ],
      details: [
        ["The weight is marked on both ends.", "The numbers can be read from above."],
        ["They are kind to floors.", "They can be set down without a bang."],
        ["A rack for the whole series is sold on its own.", "They fit on a standard rack."],
      ],
      tags: ["dumbbells", "strength", "home-gym", "weights"],
    },
    {
      code: "KBEL", noun: "Kettlebell", category: "strength", shape: "kettlebell", price: [26, 110], weight: 8000,
      specs: [{ name: "Competition", said: "competition", price: 1.3, note: "All weights have the same size, so technique need not change." }, { name: "Classic", said: "classic" }, { name: "Soft", said: "soft-base", price: 1.1, note: "A pad of rubber under the base is kind to floors." }],
      materials: [{ name: "cast iron" }, { name: "powder-coated iron", price: 1.1 }, { name: "steel", price: 1.2 }],
      choices: [inSizes("Weight", [3, 5], [["4 kg", 0.6, 0.5], ["8 kg", 0.85], ["12 kg", 1.05, 1.5], ["16 kg", 1.3, 2], ["20 kg", 1.55, 2.5], ["24 kg", 1.8, 3]], "from {run}")],
      opens: [
        "{a spec} kettlebell in {material} with [a handle wide enough for two hands|a smooth window and no seam].",
        "The {series} kettlebell is [a whole gym with one handle|for swings, carries and Turkish get-ups].",
        "{brand} casts the {series} [in one piece|and finishes every handle by hand].",
      ],
      details: [
        ["The base is machined flat.", "It stands without wobbling."],
        ["Chalk stays on the handle.", "The handle is smooth where it should be."],
        ["A plan for the first eight weeks comes with it.", "If in doubt, begin with the lighter one."],
      ],
      tags: ["kettlebell", "strength", "home-gym", "weights"],
    },
    {
      code: "BAND", noun: "Resistance Bands", category: "strength", shape: "bands", price: [12, 46], weight: 280,
      specs: [{ name: "Loop", said: "loop" }, { name: "Long", said: "long", price: 1.25, weight: 1.6, note: "They take some of your weight in pull-ups." }, { name: "Handled", said: "handled", price: 1.4, weight: 2, note: "A door anchor comes with them." }],
      materials: [{ name: "natural latex" }, { name: "woven", price: 1.3, note: "The cloth does not roll up on the thigh." }],
      choices: [inKinds("Resistance", [2, 4], ["Light", "Medium", "Heavy", ["All Three", 2.3, 3]], "in {list}")],
      opens: [
        "{spec} {material} bands for [hotel rooms and warm-ups|shoulders, hips and knees].",
        "The {series} resistance bands [stretch evenly and do not snap|weigh nothing and work hard].",
        "{brand} makes the {series} [in layers, so that one nick does not end them|for physiotherapists and their patients].",
      ],
      details: [
        ["A pouch and a chart of exercises are included.", "A small sack keeps them together."],
        ["Keep them out of the sun.", "Dust them with talc once a year."],
        ["They suit beginners and the very strong.", "Use two at once when one is no longer enough."],
      ],
      tags: ["resistance-bands", "home-gym", "travel", "mobility"],
    },
    {
      code: "HELM", noun: "Bike Helmet", category: "cycling", shape: "helmet", price: [42, 190], weight: 310,
      specs: [{ name: "City", said: "city", weight: 1.15 }, { name: "Road", said: "road", price: 1.25, weight: 0.85, note: "Eighteen vents keep a climb bearable." }, { name: "Trail", said: "trail", price: 1.15, weight: 1.2, note: "It reaches further down at the back." }],
      choices: [inColors([1, 3], "Black", "White", "Navy", "Olive", "Coral", "Sky Blue", "Mustard"), inSizes("Size", [2, 3], ["S", "M", "L"], "in sizes {run}")],
      opens: [
        "{a spec} helmet that [you stop noticing after a minute|sits low and looks like a cap].",
        "The {series} bike helmet [turns with one dial until it fits|is cool in summer and goes over a thin hat in winter].",
        "{brand} shaped the {series} [on three-dimensional scans of 400 heads|for braids, buns and bald heads].",
      ],
      details: [
        ["A liner that can slide softens blows that come at an angle.", "It meets the safety standards of the US and Europe."],
        ["The buckle is magnetic and closes with one hand.", "The straps lie flat below the ears."],
        ["The pads come out for washing.", "Crash in it within three years and the next one is half price."],
      ],
      tags: ["helmet", "cycling", "commuting", "safety"],
    },
    {
      code: "BLIT", noun: "Bike Lights", category: "cycling", shape: "bikeLight", price: [18, 92], weight: 140,
      specs: [{ name: "Commuter", said: "commuter", note: "At 200 lumens they are bright enough for lit streets." }, { name: "Touring", said: "touring", price: 1.4, weight: 1.5, note: "At 600 lumens they light a lane without blinding anyone." }, { name: "Mini", said: "mini", price: 0.65, weight: 0.5, note: "They clip to a jacket as well as to a bike." }],
      opens: [
        "A set of {spec} lights, front and rear, [that charges by USB-C|with beams that stay on the road].",
        "The {series} bike lights [shine to the sides as well|go on and off in a second and leave no bracket behind].",
        "{brand} made the {series} lights [for rain that comes from all sides|to be switched on with thick gloves].",
      ],
      details: [
        ["One charge lasts a working week.", "A small light warns you before they run out."],
        ["Straps of silicone fit every bar and post.", "They fit all handlebars and seat posts."],
        ["They can be used steady or blinking.", "A daylight mode makes you seen at noon."],
      ],
      tags: ["bike-lights", "cycling", "commuting", "rechargeable"],
    },
    {
      code: "PANN", noun: "Pannier", category: "cycling", shape: "pannier", price: [42, 170], weight: 880,
      specs: [{ name: "City", said: "city", note: "A shoulder strap turns it into an office bag." }, { name: "Touring", said: "touring", price: 1.2, weight: 1.2, note: "It has carried tents across three continents." }, { name: "Shopper", said: "shopper", price: 0.85, note: "It opens wide enough for two bags of groceries." }],
      materials: [{ name: "welded tarpaulin" }, { name: "waxed canvas", price: 1.2 }, { name: "recycled polyester", price: 0.9 }],
      choices: [inColors([1, 3], "Black", "Navy", "Olive", "Mustard", "Brick", "Gray")],
      opens: [
        "{a spec} pannier in {material} that [hooks onto any rack with one hand|keeps its contents dry].",
        "The {series} pannier [does not rattle, sway or rub|holds 20 liters and looks like less].",
        "{brand} makes the {series} in {material} for [a week's shopping or a week away|commutes in every month].",
      ],
      details: [
        ["The hooks adjust without tools.", "The hooks fit thin and thick racks."],
        ["Patches that shine in headlights are sewn on both sides.", "It can be worn on the left or the right."],
        ["A padded sleeve takes a laptop.", "An inner pocket keeps keys apart."],
      ],
      tags: ["pannier", "cycling", "commuting", "waterproof"],
    },
    {
      code: "GOGG", noun: "Swim Goggles", category: "swimming", shape: "goggles", price: [14, 54], weight: 62,
      specs: [{ name: "Training", said: "training" }, { name: "Racing", said: "racing", price: 1.3, weight: 0.8, note: "The low frame slips through the water." }, { name: "Open-Water", said: "open-water", price: 1.2, weight: 1.2, note: "The wide lenses help you find the next buoy." }],
      choices: [inColors([1, 4], "Black", "Cobalt", "Teal", "Coral", "Lilac", "Gray"), inKinds("Lens", [1, 2], ["Clear", "Mirrored"], "with {list} lenses")],
      opens: [
        "{spec} goggles that [seal without leaving rings|stay clear for a whole session].",
        "The {series} swim goggles [fit narrow and wide faces|are forgotten after the first length].",
        "{brand} made the {series} for [early lanes and cold lakes|swimmers who count in miles].",
      ],
      details: [
        ["Three nose bridges come with them.", "The bridge can be changed in a moment."],
        ["The anti-fog coat lasts longest if you do not touch it.", "Rinse them in fresh water and let them dry in the shade."],
        ["The strap adjusts while they are on.", "They block all UV."],
      ],
      tags: ["goggles", "swimming", "anti-fog", "training"],
    },
    {
      code: "SWTL", noun: "Changing Robe", category: "swimming", shape: "robe", price: [48, 170], weight: 1100,
      specs: [{ name: "Towel", said: "towel", price: 0.75, weight: 0.7 }, { name: "Long-Sleeve", said: "long-sleeve", note: "There is room inside to pull your arms in and change." }, { name: "Weatherproof", said: "weatherproof", price: 1.5, weight: 1.4, note: "The shell keeps wind and rain off while the lining dries you." }],
      materials: [{ name: "organic cotton" }, { name: "recycled fleece", price: 0.95 }],
      choices: [inColors([1, 3], "Navy", "Gray", "Teal", "Forest Green", "Burgundy", "Sky Blue"), inSizes("Size", [2, 3], ["S", "M", "L"], "in sizes {run}")],
      opens: [
        "{a spec} changing robe lined with {material}, for [car parks beside cold water|the ten minutes after a swim].",
        "The {series} robe [makes a changing room anywhere|warms you before the tea does].",
        "{brand} made the {series} for [people who swim all year|shivering children and their parents].",
      ],
      details: [
        ["The pockets are lined and deep.", "The hood is big enough for wet hair."],
        ["Machine wash warm.", "It dries overnight on a hook."],
        ["It packs into a tote that is included.", "It serves as a blanket on the way home."],
      ],
      tags: ["changing-robe", "swimming", "open-water", "warm"],
    },
  ],
};
