import { inKinds, inSizes, withExtras } from "../choices";
import type { Department } from "../department";

export const pantry: Department = {
  categories: [
    { slug: "pantry", name: "Pantry" },
    { slug: "coffee-beans", name: "Coffee", parent: "pantry" },
    { slug: "tea", name: "Tea", parent: "pantry" },
    { slug: "chocolate", name: "Chocolate", parent: "pantry" },
    { slug: "preserves", name: "Jams & Preserves", parent: "pantry" },
  ],
  brands: [
    { code: "MPC", name: "Morning Parish", tier: 2, ending: 95, voice: "english", palette: ["#6b3f2a", "#f0cf9a"], homes: ["coffee-beans", "tea"], note: "Morning Parish pays its growers before the harvest." },
    { code: "CCU", name: "Casa Cacaua", tier: 3, ending: 0, voice: "italian", palette: ["#5a2f26", "#e6b98a"], homes: ["chocolate", "coffee-beans"], note: "Casa Cacaua buys from nineteen farms and knows them all by name." },
    { code: "DNM", name: "Dunmere", tier: 2, ending: 95, voice: "english", palette: ["#3e6b57", "#f0dcae"], homes: ["tea", "preserves", "chocolate"], note: "Dunmere has tasted every batch since 1934." },
    { code: "LRP", name: "Larkrise Provisions", tier: 2, ending: 0, voice: "floral", palette: ["#a3563f", "#f5dfae"], homes: ["preserves", "chocolate", "tea"], note: "Larkrise Provisions works in a kitchen no larger than yours." },
    { code: "RNI", name: "Roastery Nine", tier: 1, ending: 99, voice: "nordic", palette: ["#34495e", "#e7c08a"], homes: ["coffee-beans", "chocolate", "tea"], note: "Roastery Nine delivers in its own city by cargo bike." },
    { code: "BNB", name: "Bean & Barrow", tier: 2, ending: 99, voice: "english", palette: ["#7a4f2f", "#f2d9a2"], homes: ["coffee-beans", "tea", "chocolate", "preserves"], note: "Bean & Barrow began with one market stall in Hebden." },
  ],
  kinds: [
    {
      code: "COFF", noun: "Coffee", category: "coffee-beans", shape: "coffeeBag", price: [12, 24], weight: 340,
      specs: [
        { name: "Light Roast", said: "light roast", note: "It tastes of citrus and honey." },
        { name: "Medium Roast", said: "medium roast", note: "It tastes of hazelnut and milk chocolate." },
        { name: "Dark Roast", said: "dark roast", note: "It tastes of cocoa and toast." },
        { name: "Espresso", said: "espresso roast", note: "It tastes of caramel and walnut, and stands up to milk." },
        { name: "Decaf", said: "decaf", price: 1.08, note: "The caffeine is taken out with water alone." },
      ],
      words: { origin: ["Huila in Colombia", "Sidama in Ethiopia", "Huehuetenango in Guatemala", "Nyeri in Kenya", "Minas Gerais in Brazil", "Kayanza in Burundi", "Cajamarca in Peru", "Aceh on Sumatra", "Tarrazú in Costa Rica", "Marcala in Honduras"], altitude: ["1,400", "1,600", "1,750", "1,900", "2,000"] },
      choices: [inSizes("Size", [1, 3], ["12 oz", ["2 lb", 2.3, 2.7], ["5 lb", 5.2, 6.7]], "in bags of {list}"), withExtras("Grind", ["Whole Bean", "Filter", "Espresso", "French Press"], "whole or ground to order")],
      opens: [
        "{a spec} from {origin}, [grown at {altitude} meters|picked by hand at {altitude} meters].",
        "The {series} comes from {origin} and is [roasted twice a week|roasted on the day it ships].",
        "{brand} roasts the {series} with beans from {origin}, [bought from one cooperative|washed and dried on raised beds].",
      ],
      details: [
        ["The date of roasting is on the bag.", "It is at its best from one week to six after roasting."],
        ["The bag has a valve and closes again.", "The bag can be composted."],
        ["The growers were paid well above the market.", "The farm's name and its price are on the label."],
      ],
      tags: ["coffee", "single-origin", "fair-trade", "fresh-roasted"],
      name: "{brand} {series} {spec} Coffee",
    },
    {
      code: "TEA", noun: "Tea", category: "tea", shape: "teaTin", price: [8, 28], weight: 140,
      specs: [
        { name: "Breakfast", said: "breakfast", note: "Strong enough for milk; steep it for four minutes." },
        { name: "Bergamot", said: "bergamot-scented", note: "Oil of bergamot is pressed from the peel; steep it for three minutes." },
        { name: "Sencha", said: "sencha", price: 1.15, note: "Brew it below the boil, for ninety seconds." },
        { name: "Oolong", said: "oolong", price: 1.25, note: "The leaves give four infusions, each a little different." },
        { name: "Chamomile", said: "chamomile", price: 0.9, note: "There is no caffeine in it." },
        { name: "Rooibos", said: "rooibos", price: 0.9, note: "There is no caffeine in it, however long it steeps." },
        { name: "Peppermint", said: "peppermint", price: 0.85, note: "There is no caffeine in it." },
      ],
      choices: [withExtras("Form", ["Loose Leaf", ["Tea Bags", 1.1, 0.9]], "loose or in bags")],
      opens: [
        "{a spec} tea for [first things in the morning|the quiet half of the afternoon|whenever the kettle is on].",
        "The {series} is {a spec} tea [to be taken seriously|from gardens that are picked by hand].",
        "{brand} blends the {series} [in lots small enough to taste twice|so that it tastes the same in every year].",
      ],
      details: [
        ["It makes about fifty cups.", "It is as good in the second cup as in the first."],
        ["The label tells the month of the harvest.", "It is grown without pesticides."],
        ["Keep it dry and away from spices.", "It keeps for two years."],
      ],
      tags: ["tea", "organic", "gift", "fair-trade"],
    },
    {
      code: "CHOC", noun: "Chocolate Bar", category: "chocolate", shape: "chocolateBar", price: [5, 14], weight: 85,
      specs: [
        { name: "70% Dark", said: "70% dark", note: "It tastes of cherries and toast." },
        { name: "85% Dark", said: "85% dark", note: "There is little sugar in it and much to taste." },
        { name: "Milk", said: "milk", note: "At 45% cocoa it is milk chocolate for grown-ups." },
        { name: "Sea Salt", said: "sea salt", note: "Salt is scattered on the back, so it meets the tongue first." },
        { name: "Hazelnut", said: "hazelnut", price: 1.1, note: "The nuts are whole, and there are many." },
        { name: "Candied Ginger", said: "candied ginger", price: 1.1 },
        { name: "Cardamom", said: "cardamom", price: 1.05 },
      ],
      words: { origin: ["Ecuador", "Madagascar", "Tanzania", "Belize", "Peru", "Vietnam", "Grenada", "Uganda"] },
      choices: [withExtras("Pack", ["Single", ["Box of 5", 4.6, 5]], "singly or as a box of 5")],
      opens: [
        "{a spec} bar made from the beans of {origin}, [stone-ground for three days|with nothing in it that need not be].",
        "The {series} is {a spec} bar that [snaps cleanly and melts slowly|is best eaten one square at a time].",
        "{brand} makes the {series} from bean to bar, with cocoa from {origin}.",
      ],
      details: [
        ["The wrapper is paper and can be composted.", "The wrapper is printed by a neighbor."],
        ["The growers' share is printed inside.", "It is bought from the growers without a middleman."],
        ["Keep it cool, but not in the refrigerator.", "It goes well with coffee, and with rain."],
      ],
      tags: ["chocolate", "bean-to-bar", "fair-trade", "gift"],
    },
    {
      code: "HCHO", noun: "Hot Chocolate", category: "chocolate", shape: "teaTin", price: [10, 26], weight: 320,
      specs: [{ name: "Classic", said: "classic" }, { name: "Dark", said: "dark", price: 1.1, note: "It is thick and hardly sweet." }, { name: "Spiced", said: "spiced", price: 1.08, note: "Cinnamon, chili and a little clove are in it." }, { name: "Salted Caramel", said: "salted caramel", price: 1.08 }],
      choices: [withExtras("Size", ["Tin", ["Refill Pouch", 1.6, 2]], "in a tin or a refill pouch")],
      opens: [
        "{a spec} hot chocolate, [grated from real bars|flaked rather than powdered], for [snow days|the first frost and all that follow].",
        "The {series} hot chocolate [melts into warm milk without lumps|is thick enough to slow a spoon].",
        "{brand} makes the {series} from [cocoa and raw sugar, and that is all|the broken pieces of its finest bars].",
      ],
      details: [
        ["Three spoonfuls make a mug.", "Whisk three spoonfuls into hot milk."],
        ["It works with oat milk.", "It contains no milk, so the choice is yours."],
        ["A tin makes fifteen mugs.", "It also makes a good sauce."],
      ],
      tags: ["hot-chocolate", "winter", "cozy", "gift"],
    },
    {
      code: "JAM", noun: "Jam", category: "preserves", shape: "jamJar", price: [6, 14], weight: 420,
      specs: [
        { name: "Strawberry", said: "strawberry" }, { name: "Damson", said: "damson", note: "Damsons are tart and turn even butter interesting." },
        { name: "Raspberry", said: "raspberry" }, { name: "Apricot", said: "apricot", note: "Halved fruits are left whole in the jar." }, { name: "Blackcurrant", said: "blackcurrant" },
        { name: "Rhubarb", said: "rhubarb and ginger", note: "Stem ginger gives it warmth." }, { name: "Fig", said: "fig", price: 1.1, note: "It is made for cheese." }, { name: "Quince", said: "quince", price: 1.1 },
      ],
      choices: [withExtras("Pack", ["Single", ["Box of 3", 2.7, 3]], "singly or as a box of 3")],
      opens: [
        "{a spec} jam [with more fruit than sugar|boiled in open pans, ten jars at a time].",
        "The {series} is {a spec} jam that [tastes of the month it was picked in|has no pectin in it, only patience].",
        "{brand} makes the {series} from {spec} [grown within thirty miles|picked at the end of a dry week].",
      ],
      details: [
        ["Use it within a month of opening, which will not be hard.", "Keep it in the refrigerator once it is open."],
        ["It is as good in a cake as on toast.", "Try it with yogurt."],
        ["The jar can be used again.", "Each jar carries the initials of who stirred it."],
      ],
      tags: ["jam", "breakfast", "small-batch", "gift"],
    },
    {
      code: "CHUT", noun: "Chutney", category: "preserves", shape: "jamJar", price: [7, 15], weight: 430,
      specs: [{ name: "Tomato", said: "tomato" }, { name: "Mango", said: "mango" }, { name: "Apple", said: "apple" }, { name: "Plum", said: "plum", note: "Star anise gives it depth." }, { name: "Beetroot", said: "beetroot" }, { name: "Onion", said: "caramelized onion", price: 1.05 }],
      words: { heat: ["mild", "gently spiced", "warmly spiced", "hot"] },
      choices: [withExtras("Pack", ["Single", ["Box of 3", 2.7, 3]], "singly or as a box of 3")],
      opens: [
        "{a heat} {spec} chutney, [cooked slowly for half a day|left to mature for three months].",
        "The {series} is {a heat} chutney of {spec}, [for cheese boards and cold cuts|made to a recipe on the back of an envelope].",
        "{brand} makes the {series} {spec} chutney [when there is too much of a good thing|in the fall, with the windows open].",
      ],
      details: [
        ["It gets better for a year, if it is given one.", "Keep it in the refrigerator once it is open."],
        ["It lifts a sandwich.", "It goes with curry as well as with cheddar."],
        ["It is vegan and free of gluten.", "The list of ingredients is short and in plain words."],
      ],
      tags: ["chutney", "small-batch", "vegan", "cheese-board", "gift"],
    },
  ],
};
