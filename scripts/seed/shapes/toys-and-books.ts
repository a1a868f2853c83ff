import { area, box, disc, line, type Shape, turned } from "./strokes";

const train: Shape = ({ main, deep, accent, wood, ink, flat }) => [
  box(30, 306, 340, 12, 6, wood),
  box(46, 186, 112, 84, 10, flat),
  box(60, 146, 26, 48, 6, accent),
  box(94, 158, 26, 36, 6, "#d6a02e"),
  box(172, 200, 176, 70, 12, main),
  box(178, 122, 84, 92, 10, deep),
  box(196, 140, 48, 36, 6, "#f6e7bd"),
  box(166, 108, 108, 20, 8, accent),
  box(302, 158, 28, 46, 6, ink),
  line("M158 250h16", ink, 9),
  ...[76, 128, 206, 262, 318].flatMap((x) => [disc(x, 282, 25, ink), disc(x, 282, 10, wood)]),
];

const blocks: Shape = ({ main, deep, accent, wood, flat }) => [
  box(68, 236, 84, 82, 8, main),
  box(158, 236, 84, 82, 8, wood),
  area("M248 318v-82h84v82h-22q0-32-20-32t-20 32z", accent),
  box(112, 150, 84, 82, 8, "#d6a02e"),
  box(202, 150, 84, 82, 8, deep),
  area("M154 146l46-72l46 72z", flat),
  disc(110, 278, 20, "#ffffff80"),
  line("M182 262l36 32M218 262l-36 32", "#ffffffa0", 9),
];

const stacker: Shape = ({ main, deep, accent, wood, flat, pale }) => [
  box(108, 296, 184, 22, 11, wood),
  box(192, 90, 16, 214, 8, wood),
  ...[
    [252, 92, main],
    [214, 76, accent],
    [176, 62, deep],
    [138, 48, "#d6a02e"],
  ].map(([y, half, fill]) => box(200 - Number(half), Number(y), Number(half) * 2, 40, 20, String(fill))),
  disc(200, 106, 28, flat),
  disc(191, 98, 8, pale),
];

const puzzle: Shape = ({ main, deep, accent, pale, flat }) => [
  area("M84 90h104v30q-18-10-26 8q-2 20 26 14v44H84z", main),
  area("M196 90h108v96h-34q8-26-14-26t-16 26h-44v-46q-26 6-24-14q6-16 24-8z", accent),
  area("M84 196h40q-8 26 16 26t14-26h34v108H84z", pale),
  turned(10, [area("M206 206h36q-6-24 16-24t14 24h34v104H206v-40q26 6 24-14q-6-16-24-8z", deep)], 256, 256),
  disc(128, 134, 14, flat),
  line("M104 268q24-30 60-6", deep, 6),
];

const brainTeaser: Shape = ({ main, deep, pale }) => [
  turned(45, [box(178, 70, 44, 260, 10, deep), box(70, 178, 260, 44, 10, main)]),
  box(180, 84, 40, 234, 10, main),
  box(84, 182, 232, 40, 10, deep),
  box(180, 140, 40, 50, 0, main),
  line("M190 100v60M104 194h52M244 194h52", pale, 5),
];

const boardGame: Shape = ({ main, deep, accent, pale, paper }) => [
  box(64, 120, 240, 176, 10, deep),
  box(64, 104, 240, 176, 10, main),
  box(82, 122, 204, 140, 6, pale),
  area("M96 246l50-80l34 46l26-34l64 68z", deep),
  disc(240, 154, 16, accent),
  line("M92 272h120", paper, 7),
  area("M308 318q-6-30 12-46q-12-20 8-28q20 8 8 28q18 16 12 46z", accent),
  box(244, 282, 36, 36, 8, paper),
  ...[254, 270].flatMap((x) => [292, 308].map((y) => disc(x, y, 4, deep))),
];

const cardGame: Shape = ({ main, deep, accent, paper, flat, pale }) => [
  turned(-20, [box(108, 92, 132, 196, 14, deep)], 174, 300),
  turned(0, [box(134, 86, 132, 200, 14, pale), disc(200, 186, 40, accent)]),
  turned(
    18,
    [
      box(160, 92, 132, 200, 14, main),
      box(174, 106, 104, 172, 8, paper),
      area("M226 150l34 44l-34 46l-34-46z", flat),
      disc(192, 124, 8, accent),
      disc(260, 260, 8, accent),
    ],
    226,
    300,
  ),
];

const book: Shape = ({ main, deep, accent, paper, pale }) => [
  box(112, 76, 190, 242, 6, deep),
  box(120, 82, 178, 230, 4, paper),
  box(104, 70, 186, 242, 8, main),
  box(104, 70, 24, 242, 8, deep),
  line("M148 116h118M148 138h84", paper, 9),
  disc(208, 218, 46, accent),
  area("M152 262q30-42 56-16q26-44 62 16z", pale),
  line("M180 288h60", paper, 5),
];

const cookbook: Shape = ({ main, deep, accent, paper, pale }) => [
  box(94, 78, 220, 240, 6, deep),
  box(102, 84, 208, 228, 4, paper),
  box(86, 72, 218, 240, 8, main),
  box(86, 72, 22, 240, 8, deep),
  line("M130 104h148M130 124h90", paper, 9),
  disc(206, 218, 66, paper),
  disc(206, 218, 48, pale),
  area("M176 224q4-40 30-44q28 6 30 44q-30 22-60 0z", accent),
  line("M206 180q6-18 22-18", deep, 6),
];

const pictureBook: Shape = ({ main, deep, accent, paper, pale }) => [
  box(66, 92, 274, 226, 10, deep),
  box(60, 86, 274, 222, 10, main),
  box(60, 86, 22, 222, 8, deep),
  box(98, 104, 218, 150, 14, pale),
  disc(274, 138, 20, "#f2cb45"),
  area("M98 240q50-54 100-14q56-46 118 2v12q0 14-14 14H112q-14 0-14-14z", accent),
  disc(186, 190, 24, paper),
  disc(170, 166, 10, paper),
  disc(202, 166, 10, paper),
  disc(179, 188, 4, deep),
  disc(194, 188, 4, deep),
  line("M110 282h160", paper, 11),
];

const notebook: Shape = ({ main, deep, accent, paper, shine }) => [
  box(118, 74, 182, 244, 14, deep),
  box(124, 80, 172, 232, 10, paper),
  box(110, 70, 180, 244, 14, main),
  box(110, 70, 26, 244, 12, deep),
  box(262, 70, 9, 244, 0, accent),
  line("M206 314v22l9-8l9 8v-22", accent, 4),
  line("M154 100v120", shine, 6),
];

const planner: Shape = ({ main, deep, accent, paper }) => [
  box(96, 92, 210, 226, 14, deep),
  box(90, 84, 210, 226, 14, main),
  box(108, 130, 174, 160, 6, paper),
  ...[0, 1, 2, 3].flatMap((column) =>
    [0, 1, 2].map((row) =>
      box(118 + column * 41, 144 + row * 46, 32, 34, 5, column === 2 && row === 1 ? accent : "#0000001c"),
    ),
  ),
  line("M118 108h80", paper, 8),
  ...[130, 165, 200, 235, 262].map((x) => line(`M${x} 70v28`, deep, 7)),
];

const pencils: Shape = ({ main, deep, accent, flat }) => [
  ...[main, accent, deep, "#d6a02e", flat].map((fill, at) =>
    turned(
      -24 + at * 12,
      [box(190, 92, 20, 196, 3, fill), area("M190 92h20l-10-34z", "#ecd2a4"), area("M197 68h6l-3-10z", fill)],
      200,
      330,
    ),
  ),
  area("M132 226h136l-12 92H144z", "#6d737c"),
  box(126, 218, 148, 18, 8, "#868d97"),
];

export const toyAndBookShapes = {
  train,
  blocks,
  stacker,
  puzzle,
  brainTeaser,
  boardGame,
  cardGame,
  book,
  cookbook,
  pictureBook,
  notebook,
  planner,
  pencils,
} satisfies Record<string, Shape>;
