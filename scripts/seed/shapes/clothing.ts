import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const teeOutline = "M146 88q54 34 108 0l72 34l-30 70l-34-14v140H138V178l-34 14l-30-70z";
const sleevedOutline =
  "M150 84q50 22 100 0l44 22q22 14 28 44l26 138l-46 10l-26-112v132H124V186L98 298l-46-10l26-138q6-30 28-44z";

const tshirt: Shape = ({ main, deep, shine, pale }) => [
  area(teeOutline, main),
  line("M148 90q52 46 104 0", deep, 10),
  line("M138 178v-30M262 178v-30", deep, 4),
  box(216, 172, 34, 36, 4, pale),
  line("M156 200v96", shine, 7),
];

const longTee: Shape = ({ main, deep, shine }) => [
  area(sleevedOutline, main),
  line("M154 88q46 42 92 0", deep, 9),
  line("M124 196v-22M276 196v-22", deep, 4),
  line("M56 284l46 10M344 284l-46 10", deep, 7),
  line("M146 190v100", shine, 7),
];

const shirt: Shape = ({ main, deep, paper, pale }) => [
  area(sleevedOutline, main),
  area("M152 84l48 22l-30 38l-34-46zM248 84l-48 22l30 38l34-46z", pale),
  line("M200 110v208", deep, 4),
  ...[150, 190, 230, 270].map((y) => disc(208, y, 5, paper)),
  line("M216 176h36v36h-36z", deep, 3),
  line("M58 282l44 10M342 282l-44 10", deep, 6),
];

const sweater: Shape = ({ main, deep, pale }) => [
  area(sleevedOutline, main),
  line("M154 90q46 36 92 0", deep, 13),
  line(
    "M152 176q12 14 0 28t0 28t0 28t0 28M200 150q12 16 0 32t0 32t0 32t0 32M248 176q-12 14 0 28t0 28t0 28t0 28",
    pale,
    7,
  ),
  box(124, 298, 152, 20, 5, deep),
  line("M54 284l46 10M346 284l-46 10", deep, 14),
];

const cardigan: Shape = ({ main, deep, pale, wood }) => [
  area(sleevedOutline, main),
  area("M160 86l40 96l40-96q-40 16-80 0z", pale),
  line("M158 88l42 96v132M242 88l-42 96", deep, 10),
  ...[206, 238, 270, 302].map((y) => disc(200, y, 6, wood)),
  line("M140 258h38M222 258h38", deep, 8),
  line("M54 284l46 10M346 284l-46 10", deep, 14),
];

const jacket: Shape = ({ main, deep, accent, pale }) => [
  area("M142 96q58-74 116 0l-20 34h-76z", deep),
  area(sleevedOutline, main),
  area("M158 92q42 26 84 0l-12 40h-60z", pale),
  line("M200 120v198", accent, 6),
  line("M142 218l30-12v44M258 218l-30-12v44", deep, 6),
  line("M54 282l46 10M346 282l-46 10", deep, 9),
  line("M130 300h140", deep, 5),
];

const coat: Shape = ({ main, deep, pale, ink }) => [
  area(
    "M150 64q50 20 100 0l42 22q20 12 26 40l22 128l-42 8l-22-96l16 152H108l16-152l-22 96l-42-8l22-128q6-28 26-40z",
    main,
  ),
  area("M152 66l48 78l-34 28l-34-84zM248 66l-48 78l34 28l34-84z", deep),
  line("M200 146v172", deep, 4),
  ...[196, 236, 276].flatMap((y) => [disc(180, y, 6, ink), disc(220, y, 6, ink)]),
  line("M132 246h34M234 246h34", pale, 6),
];

const trousers: Shape = ({ main, deep, pale, shine }) => [
  area("M128 74h144l22 244h-66l-28-150l-28 150h-66z", main),
  box(126, 70, 148, 24, 5, deep),
  line("M200 94v60", deep, 4),
  line("M140 100q4 30-10 40M260 100q-4 30 10 40", deep, 4),
  line("M146 160l-14 140M254 160l14 140", pale, 4),
  line("M164 120l-8 70", shine, 6),
];

const jeans: Shape = ({ main, deep, shine }) => [
  area("M128 74h144l18 244h-64l-26-150l-26 150h-64z", main),
  box(126, 70, 148, 24, 5, deep),
  line("M200 94v52q0 16-14 20", "#d9a15a", 4),
  line("M138 98q2 32 34 36M262 98q-2 32-34 36", "#d9a15a", 4),
  line("M130 190l-10 120M270 190l10 120", "#d9a15a", 3),
  ...[150, 250].map((x) => box(x - 4, 66, 8, 30, 2, deep)),
  line("M162 150l-8 110M246 160l8 90", shine, 9),
];

const cap: Shape = ({ main, deep, pale }) => [
  area("M94 252q-6-150 106-158q112 8 106 158z", main),
  line("M134 238q-4-82 40-136M176 238q-4-90 18-142M266 238q4-82-40-136M224 238q4-90-18-142", deep, 5),
  box(78, 234, 244, 70, 26, deep),
  ...[104, 132, 160, 188, 216, 244, 272, 296].map((x) => line(`M${x} 248v42`, pale, 5)),
];

const scarf: Shape = ({ main, deep, pale, flat }) => [
  area("M118 110q82-46 164 0q26 36 0 66q-82 34-164 0q-26-30 0-66z", deep),
  area("M132 118q68-26 136 0q10 16 0 30q-68 22-136 0q-10-14 0-30z", main),
  area("M222 158h68l22 140h-68z", main),
  area("M150 164h64l-10 128h-64z", flat),
  line("M234 190h58M238 222h58M244 254h58M150 196h60M146 228h60M144 260h58", pale, 7),
  ...[144, 160, 176, 192].map((x) => line(`M${x} 292v22`, deep, 5)),
  ...[250, 266, 282, 298].map((x) => line(`M${x} 298v20`, deep, 5)),
];

const bobbleHat: Shape = (paint) => [disc(200, 82, 28, paint.flat), ...cap(paint)];

const socks: Shape = ({ main, deep, pale, flat }) => [
  area("M208 84h74v118q0 22 16 32l40 28q20 18 4 42q-10 14-34 14h-38q-22 0-38-16l-26-28q-16-16-12-42z", flat),
  area("M98 84h76v124q0 18 14 28l44 30q20 16 6 38q-10 14-32 14h-42q-24 0-40-16l-24-28q-14-16-10-42z", main),
  box(94, 76, 84, 32, 8, deep),
  box(204, 76, 82, 32, 8, deep),
  line("M100 132h72M100 156h72", pale, 9),
  area("M100 236q18 10 16 44l-10-10q-14-16-6-34z", deep),
  area("M236 268q12 10 2 36q-10 14-32 14h-10q8-38 40-50z", deep),
];

const sneaker: Shape = ({ main, deep, paper, pale, shine }) => [
  area("M62 270q-8-70 4-106q40 20 82-18l76 62q24 18 78 24q40 8 42 48z", main),
  area("M62 190q20 20 52 6l6 84H62z", deep),
  area("M278 228q60 4 66 52h-92q2-36 26-52z", pale),
  line("M150 178l34-22M170 196l34-22M192 212l32-22", paper, 8),
  box(50, 268, 306, 30, 14, paper),
  box(56, 292, 294, 24, 12, deep),
  line("M132 226q60 32 120 34", shine, 6),
];

const slipOn: Shape = ({ main, deep, paper, pale, shine }) => [
  area("M62 270q-8-60 2-92q50-18 92 6l72 40q30 10 74 18q42 8 44 34z", main),
  area("M66 182q44-14 86 4l50 30q-60 20-138 8z", deep),
  area("M176 202l34-6l28 36l-40 14z", pale),
  box(50, 268, 306, 30, 14, paper),
  box(56, 292, 294, 24, 12, deep),
  line("M112 250q80 12 150 6", shine, 6),
];

const runningShoe: Shape = ({ main, deep, paper, accent, ink }) => [
  area("M64 262q-16-72 8-112q34 26 74-8l86 70q30 18 78 24q34 8 38 26z", main),
  area("M70 160q30 22 66-8l16 12q-30 38-84 34z", deep),
  line("M112 252q50-50 96-44M150 256q44-36 84-28", accent, 10),
  line("M152 176l32-22M174 194l32-22M196 210l32-22", paper, 7),
  area("M48 262h306q6 34-26 44H84q-38-6-36-44z", paper),
  area("M60 300h280q-4 18-24 18H90q-24 0-30-18z", ink),
];

const boot: Shape = ({ main, deep, ink, shine, wood }) => [
  area("M104 70h112v128q0 20 18 26l66 22q40 12 42 54H104z", main),
  area("M104 70h36v230h-36z", deep),
  line("M216 106h-44M216 136h-44M216 166h-44M222 196h-46", "#e6d3a8", 7),
  area("M270 236q68 10 72 64h-90q-6-40 18-64z", deep),
  box(96, 294, 252, 14, 4, wood),
  area("M96 306h252v12H170v-4h-18v4H96z", ink),
  line("M160 84v120", shine, 7),
  box(96, 62, 128, 20, 8, deep),
];

const chelseaBoot: Shape = ({ main, deep, ink, shine, wood, accent }) => [
  box(96, 44, 18, 40, 8, accent),
  area("M104 70h112v128q0 20 18 26l66 22q40 12 42 54H104z", main),
  area("M138 74h48q6 70-10 124h-28q-14-60-10-124z", deep),
  line("M150 84v100M162 84v106M174 84v100", shine, 4),
  area("M270 236q68 10 72 64h-90q-6-40 18-64z", deep),
  box(96, 294, 252, 14, 4, wood),
  area("M96 306h252v12H170v-4h-18v4H96z", ink),
];

const robe: Shape = ({ main, deep, pale, shine }) => [
  area("M144 82q56-58 112 0l-14 30h-84z", deep),
  area(
    "M148 92q52 20 104 0l48 26q18 14 24 44l18 96l-52 8l-14-56v108H124V210l-14 56l-52-8l18-96q6-30 24-44z",
    main,
  ),
  line("M170 100l30 40l30-40M200 140v76", deep, 6),
  area("M148 224h104v50q0 12-12 12h-80q-12 0-12-12z", pale),
  line("M124 300h152", deep, 6),
  line("M138 160v120", shine, 6),
];

const helmet: Shape = ({ main, deep, ink, shine }) => [
  line("M120 252q40 70 92 60q46-8 62-62", ink, 8),
  area("M58 250q0-146 146-150q134 6 140 128q0 24-24 24z", main),
  area(
    "M112 222q16-74 60-92q-6 60-6 92zM188 222q-2-66 22-96q30 40 26 96zM258 222q0-52-14-86q44 20 52 86z",
    deep,
  ),
  box(54, 242, 294, 18, 9, ink),
  line("M84 220q8-48 34-72", shine, 8),
];

const goggles: Shape = ({ main, deep, ink, glass, shine }) => [
  line("M84 196q-50-30-30-82q150-54 292 0q20 52-30 82", main, 15),
  oval(132, 214, 68, 50, deep),
  oval(268, 214, 68, 50, deep),
  oval(132, 214, 54, 38, glass),
  oval(268, 214, 54, 38, glass),
  line("M186 208q14-14 28 0", ink, 12),
  line("M96 208q8-22 32-22M232 208q8-22 32-22", shine, 8),
];

const pannier: Shape = ({ main, deep, accent, shine, ink }) => [
  line("M150 86q4-30 50-30t50 30", ink, 10),
  box(100, 128, 200, 190, 24, main),
  area("M96 148q0-62 40-66h128q40 4 40 66q-104 26-208 0z", deep),
  box(148, 118, 16, 82, 4, ink),
  box(236, 118, 16, 82, 4, ink),
  box(142, 178, 28, 22, 4, accent),
  box(230, 178, 28, 22, 4, accent),
  line("M118 196v96", shine, 7),
  turned(0, [area("M180 258h40l-6 24h-28z", "#f4f2ee")]),
];

export const clothingShapes = {
  tshirt,
  longTee,
  shirt,
  sweater,
  cardigan,
  jacket,
  coat,
  trousers,
  jeans,
  cap,
  bobbleHat,
  scarf,
  socks,
  sneaker,
  slipOn,
  runningShoe,
  boot,
  chelseaBoot,
  robe,
  helmet,
  goggles,
  pannier,
} satisfies Record<string, Shape>;
