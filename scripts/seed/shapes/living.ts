import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const bed: Shape = ({ main, deep, wood, paper, shine, pale }) => [
  box(56, 116, 288, 120, 18, wood),
  box(84, 158, 106, 62, 26, paper),
  box(210, 158, 106, 62, 26, paper),
  box(52, 206, 296, 92, 20, main),
  area("M52 236q148-40 296 0v-12q0-18-20-18H72q-20 0-20 18z", pale),
  line("M110 250q-10 20-4 42M210 246q8 24 0 46M290 250q10 20 4 42", deep, 4),
  box(66, 298, 18, 20, 4, wood),
  box(316, 298, 18, 20, 4, wood),
  line("M76 262v22", shine, 7),
];

const pillow: Shape = ({ main, deep, shine, paper }) => [
  area(
    "M62 286q-14-36 0-70q-12-34 6-46q130 22 264 0q18 14 6 46q14 34 0 70q6 28-10 32q-130-20-256 0q-16-6-10-32z",
    deep,
  ),
  area(
    "M66 276q-14-46 0-76q-10-32 6-42q130 20 256 0q18 12 6 42q14 34 0 76q6 26-10 28q-124-18-248 0q-16-4-10-28z",
    main,
  ),
  line("M104 182q90 12 170 2", shine, 8),
  line("M92 272q10-8 22-10M308 272q-10-8-22-10", deep, 5),
  area("M78 158l-10 22l-8-20zM322 158l10 22l8-20z", paper),
];

const blanket: Shape = ({ main, deep, pale, flat }) => [
  area("M88 92q112-22 224 0v188q-112 20-224 0z", main),
  line("M88 140q112 20 224 0M88 188q112 20 224 0M88 236q112 20 224 0", pale, 9),
  line("M144 96v192M256 96v192", deep, 4),
  ...[96, 122, 148, 174, 200, 226, 252, 278, 304].map((x) => line(`M${x} 284v30`, flat, 6)),
];

const towel: Shape = ({ main, deep, pale, steel, shine }) => [
  box(60, 84, 280, 14, 7, steel),
  disc(60, 91, 13, steel),
  disc(340, 91, 13, steel),
  area("M120 84h160v226q-80 14-160 0z", main),
  area("M120 84h46v160q-24 6-46 0z", deep),
  line("M120 268q80 12 160 0M120 284q80 12 160 0", pale, 7),
  line("M196 112v130", shine, 7),
];

const bathMat: Shape = ({ main, deep, pale }) => [
  turned(-6, [
    box(64, 140, 276, 168, 30, deep),
    box(60, 132, 276, 168, 30, main),
    line("M102 154h192q18 0 18 18v88q0 18-18 18H102q-18 0-18-18v-88q0-18 18-18z", pale, 6),
    line("M116 186h164M116 216h164M116 246h164", pale, 8),
  ]),
];

const tableLamp: Shape = ({ main, deep, shine }) => [
  oval(200, 300, 96, 20, "#fff3c455"),
  area("M146 66h108l50 112H96z", "#f6e1b2"),
  area("M254 66l50 112h-50l-24-112z", "#0000000f"),
  box(193, 176, 14, 40, 3, deep),
  area("M162 302q-24-54 22-92h32q46 38 22 92z", main),
  box(140, 300, 120, 18, 9, deep),
  line("M172 286q-6-34 16-60", shine, 7),
];

const pendant: Shape = ({ main, deep, shine, ink }) => [
  line("M200 0v120", ink, 5),
  box(184, 112, 32, 26, 7, deep),
  area("M84 236q6-104 116-106q110 2 116 106z", main),
  oval(200, 236, 116, 20, deep),
  oval(200, 238, 90, 13, "#ffe9a8"),
  area("M112 242h176l46 96H66z", "#fff3c450"),
  line("M112 214q12-48 52-62", shine, 8),
];

const rug: Shape = ({ main, deep, pale, accent, flat }) => [
  area("M96 128h208l58 178H38z", deep),
  area("M100 124h200l56 174H44z", main),
  area("M118 140h164l40 142H78z", pale),
  area("M128 152h144l32 118H96z", flat),
  area("M200 164l54 46l-54 48l-54-48z", accent),
  area("M200 184l30 26l-30 26l-30-26z", pale),
];

const cushion: Shape = ({ main, deep, shine, pale }) => [
  area(
    "M84 108q116 22 232 0q20 6 12 30q-20 84 0 150q6 26-14 30q-114-20-228 0q-20-4-14-30q20-66 0-150q-8-24 12-30z",
    main,
  ),
  line("M94 118q106 18 212 0q-22 94 0 190q-106-16-212 0q22-96 0-190z", deep, 4),
  line("M134 160q66 10 132 0M130 212q70 8 140 0M134 262q66-8 132 0", pale, 7),
  line("M112 140q8 22 10 46", shine, 7),
];

export const livingShapes = {
  bed,
  pillow,
  blanket,
  towel,
  bathMat,
  tableLamp,
  pendant,
  rug,
  cushion,
} satisfies Record<string, Shape>;
