import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const leaf = "#5c8a45";
const leafDark = "#3f6b38";

const trowel: Shape = ({ main, deep, wood, steel, shine }) => [
  turned(38, [
    box(182, 44, 36, 116, 18, wood),
    box(193, 150, 14, 56, 4, steel),
    area("M146 196q54-24 108 0q10 84-54 152q-64-68-54-152z", main),
    line("M200 206v110", deep, 6),
    line("M166 214q-2 40 14 72", shine, 6),
  ]),
];

const pruners: Shape = ({ main, deep, steel, ink }) => [
  turned(20, [
    line("M186 196q-60 50-64 134", ink, 26),
    line("M214 196q54 50 56 134", deep, 26),
    area("M176 206q-30-90 36-150q26 60 16 150z", main),
    area("M226 206q36-44 22-104q-30 30-46 92z", steel),
    disc(202, 202, 19, ink),
    disc(202, 202, 8, steel),
  ]),
];

const gardenFork: Shape = ({ main, wood, deep }) => [
  turned(16, [
    box(190, 30, 20, 170, 8, wood),
    box(164, 24, 72, 22, 11, wood),
    box(188, 188, 24, 30, 4, deep),
    line("M140 318v-70q0-30 30-30h60q30 0 30 30v70M180 318v-98M220 318v-98", main, 12),
  ]),
];

const planter: Shape = ({ main, deep, shine }) => [
  area("M200 200q-10-100-72-120q-6 78 72 120z", leaf),
  area("M200 200q10-110 76-122q4 82-76 122z", leafDark),
  area("M200 204q-70-26-104 14q56 30 104-14z", leafDark),
  area("M200 204q70-26 104 14q-56 30-104-14z", leaf),
  line("M200 210V96", "#4b7a3c", 5),
  area("M112 216h176l-24 90q-4 12-16 12h-96q-12 0-16-12z", main),
  box(100, 200, 200, 30, 10, deep),
  line("M136 244l12 54", shine, 8),
];

const raisedBed: Shape = ({ main, deep, pale }) => [
  ...[96, 152, 208, 264, 304].flatMap((x, at) => [
    oval(x, 182 - (at % 2) * 8, 32, 26, at % 2 ? leaf : leafDark),
    disc(x + 4, 172, 8, at % 2 ? "#d2443b" : "#8db55c"),
  ]),
  box(62, 196, 276, 22, 6, "#5a4030"),
  box(48, 210, 304, 34, 5, main),
  box(48, 248, 304, 34, 5, main),
  box(48, 286, 304, 32, 5, main),
  box(44, 204, 20, 114, 4, deep),
  box(336, 204, 20, 114, 4, deep),
  line("M90 226h80M210 264h90M100 302h70", pale, 3),
];

const seedPacket: Shape = ({ main, deep, accent, paper }) => [
  turned(-6, [
    area("M110 78h180v238H110z", "#f3e4c3"),
    area("M110 78h180v50q-90 30-180 0z", main),
    line("M110 92h180", deep, 4),
    line("M200 300q-4-50 0-92", leafDark, 7),
    area("M200 266q-50-4-60-40q48-4 60 40zM200 250q50-4 60-40q-48-4-60 40z", leaf),
    ...[0, 72, 144, 216, 288].map((degrees) => turned(degrees, [oval(200, 166, 15, 24, accent)], 200, 190)),
    disc(200, 190, 15, "#e3b23c"),
    line("M140 104h120", paper, 8),
  ]),
];

const growKit: Shape = ({ main, deep, paper, accent }) => [
  ...[120, 160, 200, 240, 280].map((x) => line(`M${x} 206q${x % 80 ? -12 : 12}-50 0-84`, leafDark, 5)),
  ...[120, 160, 200, 240, 280].flatMap((x) => [
    oval(x - 14, 142, 18, 11, leaf),
    oval(x + 14, 128, 18, 11, leaf),
  ]),
  box(80, 194, 240, 22, 6, "#5a4030"),
  box(76, 206, 248, 112, 12, main),
  box(112, 232, 176, 58, 8, paper),
  line("M130 252h100M130 270h70", deep, 7),
  disc(264, 262, 14, accent),
];

const wateringCan: Shape = ({ main, deep, flat, shine }) => [
  line("M236 176q92-24 84 54q-4 44-62 56", flat, 14),
  line("M148 250L66 156", flat, 20),
  turned(-42, [box(34, 138, 56, 20, 6, deep)], 62, 148),
  line("M140 176q54-70 112 0", deep, 10),
  area("M130 176h128l16 124q2 18-16 18H130q-18 0-16-18z", main),
  oval(194, 176, 64, 14, deep),
  line("M140 206l-6 88", shine, 8),
  line("M46 130l-14-14M38 152l-22-4M60 118l-6-20", "#6fa8c9", 5),
];

const hose: Shape = ({ main, deep, flat, steel }) => [
  ...[110, 84, 58].map(
    (radius, at) =>
      `<circle cx="196" cy="200" r="${radius}" fill="none" stroke="${at % 2 ? deep : flat}" stroke-width="24"/>`,
  ),
  line("M300 226q16 60 58 66", main, 22),
  line("M306 220q14 62 62 72", flat, 22),
  turned(12, [box(352, 272, 34, 40, 6, steel)], 368, 292),
  box(176, 288, 44, 30, 6, deep),
];

const petBed: Shape = ({ main, deep, pale, flat }) => [
  oval(200, 262, 148, 56, deep),
  oval(200, 238, 148, 58, main),
  oval(200, 236, 108, 34, pale),
  area("M140 226q-6-46 34-58q44-8 74 30q24 4 22 22q-2 20-30 22h-80q-18-2-20-16z", "#a8784c"),
  area("M146 176q-22 8-16 40q16-2 26-28z", "#7d5433"),
  disc(158, 190, 4, "#2b2b30"),
  line("M84 258q116 68 232 0", flat, 6),
];

const leash: Shape = ({ flat, deep, steel }) => [
  line("M116 118q-10-50 40-50t40 50q0 30-40 40q-70 30-60 86q12 52 88 36q66-20 110-70", flat, 18),
  line("M116 118q10 30 40 40", deep, 18),
  box(286, 190, 30, 26, 6, steel),
  line("M316 190q34-26 44 2q2 26-34 16", steel, 9),
  box(146, 142, 22, 34, 5, deep),
];

const dogToy: Shape = ({ main, deep, pale, shine }) => [
  turned(-20, [
    box(110, 176, 180, 52, 26, main),
    ...[
      [104, 172],
      [104, 232],
      [296, 172],
      [296, 232],
    ].map(([x = 0, y = 0]) => disc(x, y, 40, main)),
    line("M130 202h140", pale, 7),
    line("M84 156q10-14 26-12", shine, 7),
    disc(296, 232, 16, deep),
  ]),
];

const petBowl: Shape = ({ main, deep, paper, shine }) => [
  ...[140, 170, 200, 230, 260].map((x, at) =>
    oval(x, 204 - (at % 2) * 10, 24, 17, at % 2 ? "#8c5a35" : "#a87246"),
  ),
  area("M104 214h192l44 88q6 16-14 16H74q-20 0-14-16z", main),
  oval(200, 214, 96, 14, deep),
  oval(170, 210, 22, 14, "#a87246"),
  oval(226, 210, 22, 14, "#8c5a35"),
  oval(200, 280, 15, 12, paper),
  ...[180, 194, 208, 222].map((x, at) => disc(x - 1, 260 - (at % 3 ? 6 : 0), 6, paper)),
  line("M118 238l-26 54", shine, 8),
];

const scratcher: Shape = ({ main, deep, accent, wood, flat }) => [
  box(98, 294, 204, 24, 10, deep),
  box(172, 110, 56, 188, 6, main),
  line("M174 134h52M174 158h52M174 182h52M174 206h52M174 230h52M174 254h52M174 278h52", wood, 6),
  box(114, 84, 172, 30, 14, accent),
  line("M268 112v54", deep, 4),
  disc(268, 176, 14, flat),
  area("M166 84q-4-34 20-40l6-16l12 14h12l12-14l4 20q12 18 2 36z", "#3c3f45"),
];

const catToy: Shape = ({ main, deep, pale, ink }) => [
  line("M112 244q-60 10-58-44q2-36 34-36", deep, 9),
  area("M96 262q0-76 96-82q78-2 132 74q10 20-14 24H112q-16 0-16-16z", main),
  disc(222, 178, 30, deep),
  disc(224, 180, 18, pale),
  disc(276, 226, 8, ink),
  disc(330, 262, 11, ink),
  line("M304 268l44 16M304 258l50-4", ink, 3),
  line("M140 236q20-26 54-30", pale, 6),
];

const catCave: Shape = ({ main, deep, ink, pale }) => [
  area("M60 268q-4-150 140-158q144 8 140 158q-4 50-50 50H110q-46 0-50-50z", main),
  oval(200, 244, 78, 62, deep),
  oval(200, 252, 68, 54, ink),
  area("M156 296q-6-52 16-60l4-22l16 14h16l16-14l4 22q22 8 16 60z", "#d8a35a"),
  disc(186, 250, 5, ink),
  disc(214, 250, 5, ink),
  line("M90 214q14-50 60-72M318 230q-4-30-20-52", pale, 6),
];

export const gardenAndPetShapes = {
  trowel,
  pruners,
  gardenFork,
  planter,
  raisedBed,
  seedPacket,
  growKit,
  wateringCan,
  hose,
  petBed,
  leash,
  dogToy,
  petBowl,
  scratcher,
  catToy,
  catCave,
} satisfies Record<string, Shape>;
