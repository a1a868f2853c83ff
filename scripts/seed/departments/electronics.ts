import { inColors, inKinds, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

export const electronics: Department = {
  categories: [
    { slug: "electronics", name: "Electronics" },
    { slug: "audio", name: "Audio", parent: "electronics" },
    { slug: "headphones", name: "Headphones", parent: "audio" },
    { slug: "speakers", name: "Speakers", parent: "audio" },
    { slug: "storage", name: "Storage", parent: "electronics" },
    { slug: "power", name: "Chargers & Cables", parent: "electronics" },
    { slug: "keyboards-and-mice", name: "Keyboards & Mice", parent: "electronics" },
  ],
  brands: [
    { code: "AVX", name: "Aurivox", tier: 3, ending: 0, voice: "tech", palette: ["#2b2f4a", "#d8a657"], homes: ["headphones", "speakers"], note: "Aurivox does its listening tests in a room built for it." },
    { code: "KLT", name: "Klarton", tier: 2, ending: 99, voice: "tech", palette: ["#345c7d", "#c9d9e6"], homes: ["headphones", "speakers"], note: "Klarton guarantees its products for three years." },
    { code: "VLT", name: "Voltari", tier: 2, ending: 99, voice: "tech", palette: ["#3f4a9c", "#f2c14e"], homes: ["power", "keyboards-and-mice", "storage"], note: "Voltari products ship in a plain carton with no plastic in it." },
    { code: "DTV", name: "Datavane", tier: 2, ending: 99, voice: "tech", palette: ["#22646e", "#bfe0dd"], homes: ["storage", "power"], note: "Datavane answers the telephone within three rings." },
    { code: "KBT", name: "Keelbit", tier: 1, ending: 99, voice: "tech", palette: ["#4d5b6b", "#dfe5ea"], homes: ["storage", "power", "keyboards-and-mice"], note: "Keelbit leaves out what you would not miss." },
    { code: "TPW", name: "Typewell", tier: 3, ending: 0, voice: "tech", palette: ["#5a4a6b", "#e3d5ee"], homes: ["keyboards-and-mice", "desk-organizers"], note: "Typewell publishes repair guides for everything it makes." },
    { code: "SDL", name: "Sonderly", tier: 1, ending: 99, voice: "tech", palette: ["#c25b5b", "#f6dccb"], homes: ["headphones", "speakers", "power"], note: "Sonderly is a small team in Ghent with high standards." },
    { code: "MUR", name: "Murmur Audio", tier: 2, ending: 0, voice: "tech", palette: ["#3e5a4f", "#e4d3b0"], homes: ["speakers", "headphones"], note: "Murmur Audio takes its old products back and reuses the parts." },
    { code: "FNP", name: "Finchport", tier: 1, ending: 99, voice: "tech", palette: ["#2f7c9c", "#f2e3c2"], homes: ["storage", "power", "keyboards-and-mice"], note: "Finchport includes a two-year exchange, no questions asked." },
  ],
  kinds: [
    {
      code: "OVER", noun: "Headphones", category: "headphones", shape: "headphones", price: [60, 330], weight: 265,
      specs: [
        { name: "Noise-Canceling", said: "noise-canceling", price: 1.3, note: "Eight microphones listen for the noise around you and take it away." },
        { name: "Wireless", said: "wireless" },
        { name: "Studio", said: "wired studio", price: 1.1, note: "They leave nothing out and add nothing, which is what mixing asks for." },
        { name: "Open-Back", said: "open-back", price: 1.25, note: "The open shells give music room, and are best enjoyed alone." },
      ],
      choices: [inColors([1, 4], "Black", "White", "Navy", "Dune", "Forest Green", "Graphite", "Blush")],
      opens: [
        "The {series} are {spec} headphones with [a calm, detailed sound|bass that is there when the music has it].",
        "{spec} over-ear headphones for [long flights and longer albums|people who listen to whole records].",
        "{brand} has tuned the {series} headphones [by ear, over a year|for voices first].",
      ],
      details: [
        ["The pads are replaceable and held by magnets.", "Memory foam pads leave room for glasses."],
        ["The headband spreads their weight so that you forget it.", "At nine ounces they are easy to forget."],
        ["They fold flat into the case that comes with them.", "A hard case is included."],
        ["Screws, not glue, hold them together.", "Every part that wears out can be bought."],
      ],
      tags: ["headphones", "over-ear", "music", "travel"],
    },
    {
      code: "BUDS", noun: "Earbuds", category: "headphones", shape: "earbuds", price: [35, 210], weight: 52,
      specs: [
        { name: "Wireless", said: "wireless" },
        { name: "Noise-Canceling", said: "noise-canceling", price: 1.35, note: "Tap once and the train falls silent." },
        { name: "Sport", said: "sport", price: 1.1, note: "Soft hooks keep them in on a run, and sweat does them no harm." },
      ],
      choices: [inColors([1, 4], "Black", "White", "Sky Blue", "Coral", "Graphite", "Lilac", "Pistachio")],
      opens: [
        "{spec} earbuds that [sit lightly and stay put|weigh less than a sheet of paper each].",
        "The {series} earbuds play for [seven hours, and twenty-one more from the case|eight hours, and two dozen more from the case].",
        "{brand} made the {series} earbuds for [calls in the street and podcasts in the kitchen|small ears and large ones].",
      ],
      details: [
        ["Four sizes of tips are in the box.", "Tips in XS to L come with them."],
        ["Ten minutes in the case give two hours of music.", "The case charges by USB-C or on a charging pad."],
        ["They connect to two devices at once.", "Take one out and the music pauses."],
        ["Callers hear you, not the wind.", "Three microphones pick out your voice."],
      ],
      tags: ["earbuds", "bluetooth", "wireless", "commuting"],
    },
    {
      code: "SPKR", noun: "Bluetooth Speaker", category: "speakers", shape: "speaker", price: [35, 240], weight: 700,
      specs: [
        { name: "Pocket", said: "pocket-size", price: 0.6, weight: 0.4, note: "It fits in a coat pocket and fills a kitchen." },
        { name: "Portable", said: "portable" },
        { name: "Party", said: "party-size", price: 1.7, weight: 5, note: "It is loud enough for a garden and the garden next door." },
        { name: "Shower", said: "shower", price: 0.75, weight: 0.6, note: "It floats, should it fall." },
      ],
      choices: [inColors([1, 5], "Black", "Graphite", "Navy", "Teal", "Coral", "Mustard", "Forest Green", "Dune")],
      opens: [
        "{a spec} speaker that [sounds bigger than it is|keeps voices clear when it is turned up].",
        "The {series} plays for [ten hours|a whole day] on one charge and [does not mind rain|survives a fall from the table].",
        "{brand}'s {series} is {a spec} speaker with [a warm, even sound|two drivers and a passive one for the bass].",
      ],
      details: [
        ["Two of them make a stereo pair.", "Link two and they play left and right."],
        ["The battery can be replaced with a screwdriver.", "It charges by USB-C."],
        ["A strap lets you hang it from a branch.", "Big buttons work with wet hands."],
      ],
      tags: ["speaker", "bluetooth", "waterproof", "music"],
    },
    {
      code: "BKSH", noun: "Bookshelf Speakers", category: "speakers", shape: "bookshelfSpeakers", price: [140, 680], weight: 9400,
      specs: [{ name: "Passive", said: "passive" }, { name: "Active", said: "active", price: 1.3, weight: 1.1, note: "The amplifier is built in: plug in a turntable and play." }, { name: "Compact", said: "compact", price: 0.75, weight: 0.6, note: "They fit on a shelf beside the books." }],
      materials: [{ name: "walnut", price: 1.2 }, { name: "oak", price: 1.15 }, { name: "lacquered" }],
      opens: [
        "A pair of {spec} bookshelf speakers in {material} cabinets, [voiced for living rooms|easy to place near a wall].",
        "The {series} speakers [put singers in the middle of the room|make old records worth buying again].",
        "{brand} builds the {series} around [a soft-dome tweeter and a five-inch woofer|a crossover with very few parts].",
      ],
      details: [
        ["Magnetic grilles come off without a trace.", "The grilles are held by magnets."],
        ["The two cabinets are matched at the factory.", "Each pair is measured together."],
        ["Gold-plated terminals take bare wire or plugs.", "Rubber feet keep the shelf from singing along."],
      ],
      tags: ["speakers", "stereo", "hi-fi", "living-room"],
    },
    {
      code: "SSD", noun: "Portable SSD", category: "storage", shape: "drive", price: [65, 150], weight: 62,
      specs: [{ name: "Slim", said: "slim" }, { name: "Rugged", said: "rugged", price: 1.15, weight: 1.8, note: "It is sealed against dust and water and survives a fall from a ladder." }, { name: "Fast", said: "fast", price: 1.25, note: "It reads and writes at up to 2,000 MB a second." }],
      choices: [inSizes("Capacity", [2, 4], [["500 GB", 0.7], "1 TB", ["2 TB", 1.75], ["4 TB", 3.1]], "with {run}")],
      opens: [
        "{a spec} SSD that [holds a life's photographs in a shirt pocket|copies an evening's footage while you pack up].",
        "The {series} is {a spec} drive for [backups, video and work in two places|laptops that were bought too small].",
        "{brand} made the {series} [no bigger than a playing card|to work with anything that has a USB-C port].",
      ],
      details: [
        ["It works with computers, tablets, phones and consoles.", "No driver is needed."],
        ["Files can be locked with a password.", "Hardware encryption keeps files private."],
        ["Cables for USB-C and USB-A are included.", "A short USB-C cable is in the box."],
      ],
      tags: ["ssd", "usb-c", "backup", "portable"],
    },
    {
      code: "MCRD", noun: "Memory Card", category: "storage", shape: "memoryCard", price: [14, 48], weight: 4,
      specs: [{ name: "SD" , said: "full-size SD" }, { name: "microSD", said: "microSD", price: 0.85, weight: 0.5, note: "An adapter for full-size slots is included." }],
      choices: [inSizes("Capacity", [2, 4], [["64 GB", 0.6], "128 GB", ["256 GB", 1.7], ["512 GB", 2.9]], "with {run}")],
      opens: [
        "A {spec} card for [cameras that shoot in bursts|drones, phones and trail cameras].",
        "The {series} memory card [keeps up with 4K video|writes as fast as you can press the shutter].",
        "{brand} tests each {series} card [cell by cell|in heat, in frost and under water].",
      ],
      details: [
        ["It reads at up to 200 MB a second.", "It writes at up to 140 MB a second."],
        ["Heat, frost, X-rays and salt water do not harm it.", "It keeps what is on it after a trip through the washing machine."],
        ["Recovery software is free for as long as you own it.", "It comes in a case you will not lose."],
      ],
      tags: ["memory-card", "camera", "4k-video", "photography"],
    },
    {
      code: "CHRG", noun: "USB-C Charger", category: "power", shape: "charger", price: [18, 75], weight: 115,
      specs: [
        { name: "30 W", said: "30-watt", price: 0.65, weight: 0.6, note: "Enough for a phone at full speed." },
        { name: "65 W", said: "65-watt", note: "Enough for a laptop, or for a phone and a tablet." },
        { name: "100 W", said: "100-watt", price: 1.45, weight: 1.6, note: "It charges a large laptop and a phone at the same time." },
      ],
      choices: [inColors([1, 2], "White", "Black"), withExtras("Plug", ["US", ["US, EU and UK", 1.15, 1.2]], "with a plug for home or a set for travel")],
      opens: [
        "{a spec} charger [the size of a matchbox|that leaves the other outlet free].",
        "The {series} is {a spec} charger that [stays cool at full load|replaces the three in your bag].",
        "{brand}'s {series} gives each device [what it asks for and not a watt more|the power it wants].",
      ],
      details: [
        ["The prongs fold away.", "It travels without scratching anything."],
        ["It draws next to nothing when nothing is plugged in.", "Built-in protection looks after old batteries."],
        ["The casing is made from recycled plastic.", "A small light shows that it is working."],
      ],
      tags: ["charger", "usb-c", "fast-charging", "travel"],
    },
    {
      code: "CABL", noun: "USB-C Cable", category: "power", shape: "cable", price: [9, 32], weight: 45,
      specs: [{ name: "Braided", said: "braided" }, { name: "Coiled", said: "coiled", price: 1.3, weight: 1.3, note: "It springs back to the size of a hand." }, { name: "Right-Angle", said: "right-angle", price: 1.1, note: "The bent plug lies flat against a phone in use." }],
      choices: [inColors([1, 3], "Black", "White", "Navy", "Coral", "Mustard", "Forest Green"), inSizes("Length", [2, 3], [["0.5 m", 0.85, 0.6], "1 m", ["2 m", 1.25, 1.8], ["3 m", 1.5, 2.6]], "in lengths of {list}")],
      opens: [
        "{a spec} USB-C cable that [was bent 20,000 times and did not mind|does not kink, tangle or fray].",
        "The {series} cable [carries up to 100 watts|charges laptops and phones alike].",
        "{brand} gave the {series} [a sleeve you can feel is solid|plugs that click and stay].",
      ],
      details: [
        ["The plug housings are slim enough for thick phone cases.", "The joints between plug and cable are strengthened."],
        ["A strap keeps it rolled up.", "It comes with a tie."],
        ["Data passes at 480 Mbit a second.", "It is marked with its wattage, so you know which one you hold."],
      ],
      tags: ["cable", "usb-c", "durable", "charging"],
    },
    {
      code: "PBNK", noun: "Power Bank", category: "power", shape: "powerBank", price: [24, 95], weight: 240,
      specs: [{ name: "5,000 mAh", price: 0.65, weight: 0.5, said: "5,000 mAh", note: "It charges a phone once." }, { name: "10,000 mAh", said: "10,000 mAh", note: "It charges a phone twice." }, { name: "20,000 mAh", said: "20,000 mAh", price: 1.5, weight: 1.7, note: "It charges a phone four times, and is still allowed on a plane." }],
      choices: [inColors([1, 4], "Black", "White", "Navy", "Coral", "Pistachio", "Lilac")],
      opens: [
        "A {spec} power bank for [festival weekends and late trains|days that are longer than your battery].",
        "The {series} power bank [slips into a back pocket|is rounded, so that it slides into any bag].",
        "{brand}'s {series} has [two ports and a display that counts in percent|a short cable built in, so there is nothing to forget].",
      ],
      details: [
        ["It fills up again in under two hours.", "It charges others while it charges itself."],
        ["Its cells are tested one by one.", "It switches off before it gets warm."],
        ["The shell does not show fingerprints.", "A button shows how much is left."],
      ],
      tags: ["power-bank", "usb-c", "travel", "portable"],
    },
    {
      code: "KEYB", noun: "Mechanical Keyboard", category: "keyboards-and-mice", shape: "keyboard", price: [70, 240], weight: 850,
      specs: [{ name: "Compact", said: "compact", price: 0.9, weight: 0.75, note: "It leaves out the number pad and gives the mouse its place back." }, { name: "Full-Size", said: "full-size", weight: 1.2 }, { name: "Low-Profile", said: "low-profile", price: 1.1, weight: 0.8, note: "It is so flat that no wrist rest is needed." }, { name: "Split", said: "split", price: 1.4, note: "The halves can stand as far apart as your shoulders." }],
      choices: [inColors([1, 3], "Black", "White", "Gray", "Dune", "Navy"), inKinds("Switches", [1, 3], ["Linear", "Tactile", "Silent"], "with {list} switches")],
      opens: [
        "{a spec} mechanical keyboard for [people who write all day|code, prose and spreadsheets].",
        "The {series} [sounds like rain on a tent|makes typing something to look forward to].",
        "{brand} built the {series} with [keycaps whose letters cannot wear off|a plate that gives a little under each key].",
      ],
      details: [
        ["Switches can be swapped without soldering.", "Every switch can be pulled out and replaced."],
        ["It pairs with three computers, and a key changes between them.", "It works by cable or Bluetooth."],
        ["The layout can be changed with free software and is kept on the board.", "Keycaps for two systems are in the box."],
      ],
      tags: ["keyboard", "mechanical", "wireless", "home-office"],
    },
    {
      code: "MOUS", noun: "Mouse", category: "keyboards-and-mice", shape: "mouse", price: [22, 110], weight: 95,
      specs: [{ name: "Wireless", said: "wireless" }, { name: "Vertical", said: "vertical", price: 1.25, weight: 1.3, note: "The hand rests as if to shake another, which spares the wrist." }, { name: "Travel", said: "travel", price: 0.8, weight: 0.65, note: "It lies flat in a laptop sleeve." }, { name: "Silent", said: "silent", note: "Its clicks cannot be heard across a desk." }],
      choices: [inColors([1, 4], "Black", "White", "Graphite", "Sky Blue", "Blush", "Pistachio")],
      opens: [
        "{a spec} mouse that [fits the hand and stays out of the way|glides on wood, cloth and glass].",
        "The {series} mouse [runs for three months on a charge|wakes at a touch].",
        "{brand} shaped the {series} [from clay, over forty versions|for medium and large hands].",
      ],
      details: [
        ["The wheel turns freely or clicks, as you like.", "The scroll wheel is made of metal and turns without a sound."],
        ["It pairs with three computers.", "It works by Bluetooth or with the little receiver that stows inside."],
        ["It charges by USB-C.", "A minute on the cable is good for a morning."],
      ],
      tags: ["mouse", "wireless", "ergonomic", "home-office"],
    },
  ],
};
