import { inColors, inKinds, inSizes } from "../choices";
import type { Department } from "../department";

export const office: Department = {
  categories: [
    { slug: "office", name: "Office & Stationery" },
    { slug: "notebooks", name: "Notebooks & Planners", parent: "office" },
    { slug: "pens", name: "Pens & Pencils", parent: "office" },
    { slug: "desk-organizers", name: "Desk Accessories", parent: "office" },
  ],
  brands: [
    { code: "INK", name: "Inkerman & Daughters", tier: 3, ending: 0, voice: "english", palette: ["#2b3a55", "#e3c58f"], homes: ["notebooks", "pens", "desk-organizers"], note: "Inkerman & Daughters has been stationer to the same street since 1887." },
    { code: "KMF", name: "Kamifude", tier: 2, ending: 0, voice: "japanese", palette: ["#a33b3b", "#efe3cd"], homes: ["notebooks", "pens"], note: "Kamifude tests every paper with eleven inks." },
    { code: "FOL", name: "Foliary", tier: 2, ending: 95, voice: "classic", palette: ["#4f7a5b", "#efdfc6"], homes: ["notebooks", "pens", "desk-organizers"], note: "Foliary makes and packs everything in one building in Porto." },
    { code: "TDY", name: "Tidywell", tier: 1, ending: 99, voice: "classic", palette: ["#5f7fa6", "#f3e2b8"], homes: ["desk-organizers", "notebooks", "pens"], note: "Tidywell makes order affordable." },
  ],
  kinds: [
    {
      code: "NOTE", noun: "Notebook", category: "notebooks", shape: "notebook", price: [9, 34], weight: 280,
      specs: [{ name: "Pocket", said: "pocket", price: 0.7, weight: 0.45 }, { name: "A5" , said: "A5" }, { name: "B5", said: "B5", price: 1.2, weight: 1.4 }, { name: "Reporter's", said: "reporter's", price: 0.9, weight: 0.7, note: "It opens at the top." }],
      materials: [{ name: "clothbound" }, { name: "leather-bound", price: 1.7, weight: 1.2 }, { name: "softcover", price: 0.8, weight: 0.8 }],
      choices: [inColors([2, 4], "Black", "Navy", "Forest Green", "Burgundy", "Mustard", "Ecru", "Gray", "Brick", "Lilac"), inKinds("Ruling", [1, 3], ["Lined", "Dotted", "Blank"], "with {list} pages")],
      opens: [
        "{a spec} {material} notebook that [lies flat from the first page|takes fountain pen ink without bleeding].",
        "The {series} notebook has [192 numbered pages and a table of contents to fill in|160 pages and two ribbons].",
        "{brand} binds the {series} with thread, [so that no page comes loose|so that it can be thrown into bags for a year].",
      ],
      details: [
        ["The paper is 100 grams and slightly warm in tone.", "The paper is smooth without being shiny."],
        ["A pocket at the back holds tickets and stamps.", "An elastic keeps it shut."],
        ["The last sheets tear out.", "The corners are rounded."],
      ],
      tags: ["notebook", "stationery", "fountain-pen-friendly", "gift"],
    },
    {
      code: "PLAN", noun: "Planner", category: "notebooks", shape: "planner", price: [16, 48], weight: 420,
      specs: [{ name: "Daily", said: "daily", price: 1.2, weight: 1.5, note: "Each day has its page." }, { name: "Weekly", said: "weekly", note: "The week is on the left and notes are on the right." }, { name: "Undated", said: "undated", price: 0.95, note: "Start in any week and skip as many as you like." }],
      materials: [{ name: "clothbound" }, { name: "softcover", price: 0.85, weight: 0.8 }, { name: "leather-bound", price: 1.6 }],
      choices: [inColors([1, 4], "Black", "Navy", "Forest Green", "Blush", "Mustard", "Gray", "Teal")],
      opens: [
        "{a spec} planner, {material}, that [leaves room for life|does not tell you how to live].",
        "The {series} planner [shows what matters at a glance|is for lists, plans and second thoughts].",
        "{brand} has planned the {series} [with twelve people who plan for a living|without quotations].",
      ],
      details: [
        ["Two ribbons mark this week and the one you dread.", "A perforated corner finds the page."],
        ["Notes, a year at a glance and maps of time zones are at the back.", "Thirty dotted pages wait at the back."],
        ["It lies flat.", "Ink does not show through."],
      ],
      tags: ["planner", "stationery", "organizing", "gift"],
    },
    {
      code: "FPEN", noun: "Pen", category: "pens", shape: "pen", price: [14, 96], weight: 28,
      specs: [{ name: "Fountain", said: "fountain", price: 1.4, note: "It takes cartridges or a converter." }, { name: "Rollerball", said: "rollerball" }, { name: "Ballpoint", said: "ballpoint", price: 0.8, note: "It takes the refill that is sold everywhere." }, { name: "Gel", said: "gel", price: 0.75, note: "The ink is dry before a left hand reaches it." }],
      materials: [{ name: "brass", price: 1.2, weight: 1.4 }, { name: "anodized aluminum" }, { name: "resin", price: 0.9, weight: 0.8 }, { name: "walnut", price: 1.15 }],
      choices: [inSizes("Line", [1, 3], ["Extra Fine", "Fine", "Medium", "Broad"], "in lines from {run}")],
      opens: [
        "{a spec} pen in {material} that [writes at the first touch|is balanced for long letters].",
        "The {series} pen [feels good before it writes a word|is the pen that nobody gives back].",
        "{brand} turns the {series} from {material}, [with a clip that holds|in a shape that has no need to change].",
      ],
      details: [
        ["It comes in a card box with a spare refill.", "It comes in a slim tin."],
        ["The cap closes with a click.", "It does not leak on planes."],
        ["Each is tried on paper before it is sent.", "It can be engraved."],
      ],
      tags: ["pen", "stationery", "writing", "gift"],
    },
    {
      code: "PENC", noun: "Pencils", category: "pens", shape: "pencils", price: [8, 32], weight: 90,
      specs: [{ name: "Writing", said: "writing" }, { name: "Drawing", said: "drawing", price: 1.2, note: "The grades run from hard to very soft." }, { name: "Coloring", said: "coloring", price: 1.35, weight: 1.2, note: "The pigments are strong and blend well." }, { name: "Carpenter's", said: "carpenter's", price: 0.85, weight: 1.3, note: "They are flat, so they do not roll off a roof." }],
      materials: [{ name: "cedar" }, { name: "basswood", price: 0.85 }, { name: "recycled-wood", price: 0.9 }],
      choices: [inSizes("Box of", [1, 3], [["6", 0.6, 0.55], "12", ["24", 1.8, 1.9]], "in boxes of {list}")],
      opens: [
        "{spec} pencils in {material} that [sharpen to a point and keep it|smell of the first day of school].",
        "The {series} pencils have [leads glued along their whole length, so they do not break inside|a lacquer that is pleasant to hold].",
        "{brand} makes the {series} pencils for [sketches, sums and shopping lists|people who like to rub things out].",
      ],
      details: [
        ["They come in a tin with a lid that stays on.", "A sharpener is in the box."],
        ["The wood comes from managed forests.", "The leads are a little thicker than usual."],
        ["They can also be bought singly.", "They are hexagonal where fingers hold them."],
      ],
      tags: ["pencils", "stationery", "drawing", "school"],
    },
    {
      code: "DORG", noun: "Desk Organizer", category: "desk-organizers", shape: "organizer", price: [20, 88], weight: 720,
      specs: [{ name: "Three-Section", said: "three-section" }, { name: "Stackable", said: "stackable", note: "Another fits on top." }, { name: "Drawer", said: "drawer", price: 1.3, weight: 1.5, note: "Two small drawers hide what does not look tidy." }],
      materials: [{ name: "oak", price: 1.2 }, { name: "powder-coated steel" }, { name: "cork", price: 0.85, weight: 0.6 }, { name: "felt", price: 0.8, weight: 0.5 }],
      opens: [
        "{a spec} desk organizer in {material} that [gives every clip a home|clears a desk in five minutes].",
        "The {series} desk organizer [holds pens, phone and the things with no name|takes up less room than the mess].",
        "{brand} made the {series} in {material} for [desks that are also dinner tables|people who mean to be tidy].",
      ],
      details: [
        ["The base does not scratch.", "It stays where it is put."],
        ["A slot at the back holds a phone upright.", "Letters stand in the back."],
        ["It arrives in one piece.", "Nothing has to be put together."],
      ],
      tags: ["desk-organizer", "home-office", "organizing", "minimalist"],
    },
    {
      code: "DPAD", noun: "Desk Mat", category: "desk-organizers", shape: "deskMat", price: [18, 90], weight: 620,
      specs: [{ name: "Standard", said: "standard" }, { name: "Extended", said: "extended", price: 1.35, weight: 1.5, note: "Keyboard and mouse fit on it side by side." }, { name: "Double-Sided", said: "double-sided", price: 1.15, note: "Either side can face up." }],
      materials: [{ name: "wool felt" }, { name: "vegetable-tanned leather", price: 1.6, note: "It darkens with the years, and scratches become part of it." }, { name: "cork", price: 0.8 }],
      opens: [
        "{a spec} desk mat in {material} that [takes the chill off a desk|makes a keyboard sound better].",
        "The {series} desk mat [keeps cups from marking the wood|shows where work begins].",
        "{brand} cuts the {series} from one piece of {material}, [with edges that do not fray|and presses it flat].",
      ],
      details: [
        ["The underside does not slip.", "A backing keeps it in place."],
        ["A mouse glides well on it.", "Paper does not slide on it."],
        ["Wipe it with a damp cloth.", "Crumbs brush off."],
      ],
      tags: ["desk-mat", "home-office", "minimalist", "gift"],
    },
  ],
};
