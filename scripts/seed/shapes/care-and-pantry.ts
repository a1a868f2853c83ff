import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const jar: Shape = ({ main, deep, paper, shine, accent }) => [
  box(92, 196, 216, 122, 30, main),
  box(84, 132, 232, 72, 18, deep),
  line("M84 186h232", accent, 5),
  box(142, 230, 116, 54, 8, paper),
  line("M160 248h80M174 266h52", deep, 6),
  line("M110 222v64", shine, 8),
];

const dropper: Shape = ({ main, deep, ink, paper, shine }) => [
  box(178, 52, 44, 62, 20, ink),
  box(170, 104, 60, 40, 8, deep),
  area("M160 144h80v20q36 16 36 54v72q0 28-28 28h-96q-28 0-28-28v-72q0-38 36-54z", main),
  box(148, 212, 104, 76, 8, paper),
  line("M166 234h68M166 254h68M180 272h40", deep, 6),
  line("M140 216v62", shine, 7),
];

const lipBalm: Shape = ({ main, deep, accent, shine, paper }) => [
  area("M124 130q26-42 56-22v60h-56z", accent),
  box(112, 160, 80, 158, 12, main),
  box(112, 262, 80, 20, 0, deep),
  line("M130 176v76", shine, 8),
  box(228, 196, 80, 122, 12, deep),
  line("M250 232h36M250 250h36", paper, 6),
  line("M246 212v90", shine, 5),
];

const pumpBottle: Shape = ({ main, deep, ink, paper, shine }) => [
  line("M200 96h-54q-18 0-18 20", ink, 16),
  box(190, 86, 20, 56, 4, ink),
  box(170, 134, 60, 24, 6, ink),
  area("M124 194q4-36 40-36h72q36 0 40 36v100q0 24-24 24H148q-24 0-24-24z", main),
  box(144, 202, 112, 82, 10, paper),
  line("M164 226h72M164 246h72M178 266h44", deep, 6),
  line("M136 202v80", shine, 6),
];

const soap: Shape = ({ main, deep, pale, shine, wood }) => [
  box(70, 288, 260, 18, 8, wood),
  box(98, 304, 30, 14, 4, wood),
  box(272, 304, 30, 14, 4, wood),
  box(90, 196, 220, 96, 34, deep),
  box(90, 184, 220, 96, 34, main),
  box(130, 208, 140, 48, 22, pale),
  line("M118 206q6-8 18-10", shine, 8),
  disc(306, 142, 24, "#ffffffa0"),
  disc(262, 116, 15, "#ffffff90"),
  disc(334, 104, 11, "#ffffff80"),
];

const apothecaryJar: Shape = ({ main, deep, glass, wood, paper, shine }) => [
  box(150, 84, 100, 44, 10, wood),
  box(136, 122, 128, 20, 8, glass),
  box(104, 138, 192, 180, 32, glass),
  area("M106 206q46-22 96 0t92-6v88q0 30-30 30H136q-30 0-30-30z", main),
  box(142, 224, 116, 64, 8, paper),
  line("M162 246h76M174 266h52", deep, 6),
  line("M122 170v96", shine, 8),
];

const candle: Shape = ({ main, deep, paper, shine, ink }) => [
  area("M200 66q34 40 10 72h-20q-24-32 10-72z", "#f5b343"),
  area("M200 94q14 22 4 42h-8q-10-20 4-42z", "#fff0b8"),
  line("M200 136v34", ink, 4),
  box(118, 162, 164, 156, 18, main),
  oval(200, 168, 82, 16, deep),
  oval(200, 170, 66, 10, "#f6e6bf"),
  box(144, 212, 112, 66, 6, paper),
  line("M162 236h76M176 256h48", deep, 6),
  line("M132 200v92", shine, 7),
];

const diffuser: Shape = ({ main, deep, glass, wood, paper, shine }) => [
  line("M192 196L138 62M198 196l-22-148M204 196l18-152M208 196l56-130M200 196V40", wood, 5),
  box(170, 172, 60, 28, 6, deep),
  area("M166 198h68l44 92q8 28-22 28H144q-30 0-22-28z", glass),
  area("M138 256h124l16 34q8 28-22 28H144q-30 0-22-28z", main),
  box(160, 254, 80, 44, 6, paper),
  line("M174 276h52", deep, 6),
  line("M158 226l-20 42", shine, 7),
];

const foamRoller: Shape = ({ main, deep, ink, shine, pale }) => [
  turned(-14, [
    box(66, 150, 230, 124, 12, main),
    oval(66, 212, 30, 62, main),
    ...[96, 138, 180, 222].flatMap((x) => [166, 204, 242].map((y) => box(x, y, 26, 16, 6, deep))),
    oval(298, 212, 34, 62, deep),
    oval(298, 212, 19, 36, ink),
    line("M80 158h190", shine, 6),
    oval(298, 212, 6, 12, pale),
  ]),
];

const yogaBlock: Shape = ({ main, deep, pale, flat }) => [
  area("M76 190l170-40l84 40l-170 44z", pale),
  area("M76 190l84 44v84l-84-42z", deep),
  area("M160 234l170-44v82l-170 46z", main),
  line("M196 262l96-26", flat, 6),
  ...[110, 180, 236, 210, 150, 270].map((x, at) => disc(x, 188 + (at % 3) * 9, 4, flat)),
];

const dumbbell: Shape = ({ main, deep, steel, shine, paper }) => [
  turned(-14, [
    box(140, 188, 120, 32, 12, steel),
    line("M158 194v20M174 194v20M190 194v20M206 194v20M222 194v20M238 194v20", deep, 3),
    area("M58 176l24-34h46l20 34v56l-20 34H82l-24-34z", main),
    area("M252 176l20-34h46l24 34v56l-24 34h-46l-20-34z", main),
    disc(103, 204, 27, deep),
    disc(297, 204, 27, deep),
    line("M90 204h26M284 204h26", paper, 6),
    line("M76 178l14-20", shine, 7),
  ]),
];

const kettlebell: Shape = ({ main, deep, shine, paper, flat }) => [
  line("M146 190q-26-110 54-112q80 2 54 112", flat, 30),
  area("M86 248q4-86 114-88q110 2 114 88q0 46-40 70H126q-40-24-40-70z", main),
  disc(200, 246, 42, deep),
  disc(200, 246, 24, paper),
  line("M112 240q8-36 40-52", shine, 10),
];

const bands: Shape = ({ main, deep, accent, flat }) => [
  ...[
    [150, 196, 84, flat],
    [214, 214, 92, accent],
    [262, 186, 72, deep],
  ].map(
    ([x, y, r, color]) =>
      `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${Number(r) * 0.8}" fill="none" stroke="${color}" stroke-width="26"/>`,
  ),
  line("M92 246q40 34 96 22", main, 26),
  line("M118 180q14-30 46-30", "#ffffff66", 6),
];

const bikeLight: Shape = ({ main, deep, ink, glass, shine }) => [
  area("M262 150l112-54v208l-112-54z", "#fff2b466"),
  box(92, 146, 150, 108, 34, main),
  box(224, 136, 48, 128, 20, deep),
  oval(266, 200, 20, 52, glass),
  oval(266, 200, 12, 34, "#fff6cf"),
  line("M150 254v30q0 30 26 30h20", ink, 15),
  disc(156, 146, 14, "#d2443b"),
  line("M110 176q2-14 18-16", shine, 8),
];

const coffeeBag: Shape = ({ main, deep, paper, accent, shine }) => [
  area("M112 104h176l14 198q2 16-14 16H112q-16 0-14-16z", main),
  area("M108 66h184v40H108z", deep),
  line("M108 86h184", paper, 3),
  box(132, 158, 136, 108, 8, paper),
  oval(178, 206, 20, 30, "#6b4026"),
  line("M182 180q-16 24-2 52", paper, 4),
  oval(222, 214, 20, 30, accent),
  line("M226 188q-16 24-2 52", paper, 4),
  disc(252, 128, 8, deep),
  line("M124 130l-6 160", shine, 7),
];

const teaTin: Shape = ({ main, deep, paper, accent, shine }) => [
  box(118, 128, 164, 190, 16, main),
  box(110, 96, 180, 46, 12, deep),
  box(178, 78, 44, 22, 10, deep),
  oval(200, 226, 60, 60, paper),
  area("M200 262q-44-22-36-70q44 6 36 70z", accent),
  area("M200 262q44-26 34-64q-40 8-34 64z", leafTone),
  line("M200 276v-50", deep, 4),
  line("M134 164v120", shine, 8),
];

const leafTone = "#6b9457";

const chocolateBar: Shape = ({ main, deep, paper, accent }) => [
  turned(-12, [
    box(120, 60, 160, 130, 8, "#4a2a1c"),
    ...[0, 1, 2].flatMap((column) =>
      [0, 1].map((row) => box(128 + column * 50, 68 + row * 48, 44, 42, 5, "#6a3d28")),
    ),
    area("M112 158l16 12l16-12l16 12l16-12l16 12l16-12l16 12l16-12l16 12l16-12l16 12v152H112z", main),
    box(112, 290, 176, 26, 4, deep),
    box(140, 200, 120, 66, 6, paper),
    line("M158 222h84M172 244h56", accent, 7),
  ]),
];

const jamJar: Shape = ({ main, deep, accent, paper, shine }) => [
  area("M112 92q88-28 176 0l10 46q-98 22-196 0z", accent),
  line("M126 104l-8 30M158 96l-4 42M200 94v46M242 96l4 42M274 104l8 30", "#ffffff70", 6),
  box(122, 132, 156, 22, 8, "#d9dee2"),
  box(106, 150, 188, 168, 36, main),
  box(138, 196, 124, 78, 10, paper),
  disc(178, 234, 17, deep),
  line("M208 226h38M208 246h26", deep, 6),
  line("M122 184v92", shine, 9),
];

export const careAndPantryShapes = {
  jar,
  dropper,
  lipBalm,
  pumpBottle,
  soap,
  apothecaryJar,
  candle,
  diffuser,
  foamRoller,
  yogaBlock,
  dumbbell,
  kettlebell,
  bands,
  bikeLight,
  coffeeBag,
  teaTin,
  chocolateBar,
  jamJar,
} satisfies Record<string, Shape>;
