/** How a house names its models. No word here is a color or a material: it would lie about the product. */
export type Voice = keyof typeof series;

const words = (list: string) => list.split(" ");

const techModels = words(
  "Arc Axis Cadence Delta Flux Halo Ion Lumen Motive Orbit Pulse Relay Signal Tempo Vector Zenith Helix Junction",
);

export const series = {
  nordic: words(
    "Fjell Tarn Skog Hav Vinter Bris Lund Dal Elv Holm Strand Vik Myr Sund Bekk Lyng Torv Haug Nes Vidde Foss Krok Kveld Morgen Tind Breen Fonn Hytte Tun Skar Vang Rand Ask Gren Hegg Lia",
  ),
  english: words(
    "Ashdown Bramley Calder Denholm Elmstead Fairlie Garth Ingleby Kelso Lambourn Marlow Netherby Oakham Penrith Rydal Selby Thornbury Wexcombe Aldwick Burford Corfe Dunster Exmoor Frome Malham Kendal Tarrant Wharfe Hexham Lulworth Stowell Tenby Alston Buxton Catterick Dulverton",
  ),
  italian: words(
    "Alba Brera Cortona Enna Gaeta Ivrea Lucca Mira Nora Orta Pavia Rimini Sabina Tivoli Urbino Varese Bellagio Luna Stella Vita Aria Onda Riva Fiora Gioia Sera Prato Matera Noto Asolo Ostuni Livia Duna Nilo Tosca Vela",
  ),
  japanese: words(
    "Aki Haru Natsu Fuyu Kaze Mori Umi Hoshi Tsuki Sora Kawa Yama Hana Kumo Nami Yuki Tani Ishi Niwa Asa Yoru Kiri Shima Matsu Miyako Nara Oki Wabi Hikari Mizu Kodama Suzu Tori Hotaru Izumi Minato",
  ),
  alpine: words(
    "Ridgeline Summit Cairn Basecamp Highmark Traverse Switchback Tundra Glacier Moraine Couloir Headwall Lookout Bivouac Meridian Saddle Overlook Backcountry Trailhead Watershed Divide Plateau Kestrel Heron Marten Lynx Caribou Stoat Ptarmigan Raven Plover Scree Col Cirque Spur Tor",
  ),
  floral: words(
    "Clover Bramble Foxglove Hawthorn Larkspur Meadow Nettle Orchard Primrose Sorrel Tansy Valerian Wisteria Yarrow Borage Campion Dogwood Elder Fennel Heather Juniper Linden Mallow Rowan Sedge Thistle Verbena Aster Briar Comfrey Betony Teasel Hyssop Bryony Speedwell Woodruff",
  ),
  playful: words(
    "Biscuit Pickle Bumble Scout Pepper Waffle Noodle Hopscotch Pogo Doodle Tumble Jolly Zigzag Button Wiggle Poppet Domino Sprout Jumble Tinker Whistle Dash Romp Bobbin Rascal Skipper Muddle Frolic Bingo Rumpus Sunny Truffle Pippin Bramble Nibble Flapjack",
  ),
  classic: words(
    "Ada Bruno Clara Daphne Edith Felix Greta Hugo Iris Jonas Klara Leo Mabel Nils Otto Petra Quinn Rosa Silas Theo Una Wren Ximena Yara Zola Anton Beatrix Casper Dora Emil Frida Gus Hedda Ines Juno Kit",
  ),
  energetic: words(
    "Sprint Stride Rally Tempo Surge Vault Relay Charge Kick Torque Rebound Apex Velocity Pace Anchor Drive Forge Grit Hustle Impact Launch Momentum Pivot Ramp Spark Thrust Volley Flow Poise Balance Core Reach Breakaway Cadence Interval Overtime",
  ),
  calm: words(
    "Aura Bloom Calm Dew Essence Fable Glow Halcyon Idyll Kindred Lull Mist Nectar Oasis Petal Quiet Ritual Serene Tide Unwind Veil Whisper Zephyr Dawn Dusk Solace Haven Reverie Morning Evening Hush Lagoon Meadow Rain Still Ease",
  ),
  tech: techModels.flatMap((model) => [model, `${model} 2`]),
} as const satisfies Record<string, readonly string[]>;
