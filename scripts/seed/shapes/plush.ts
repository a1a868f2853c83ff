import { area, box, disc, line, oval, type Paint, type Shape } from "./strokes";

/** A sitting animal without ears or nose: those make it a bear or a fox. */
const body = ({ main, deep, pale }: Paint) => [
  oval(200, 250, 82, 72, main),
  oval(200, 262, 50, 46, pale),
  oval(122, 240, 26, 46, main),
  oval(278, 240, 26, 46, main),
  oval(142, 304, 40, 22, deep),
  oval(258, 304, 40, 22, deep),
];
const eyes = ({ ink }: Paint) => [disc(170, 126, 9, ink), disc(230, 126, 9, ink)];
const bow = ({ accent }: Paint) => [area("M200 214l-36-18v34zM200 214l36-18v34z", accent)];
const smile = ({ ink }: Paint) => [
  oval(200, 150, 13, 9, ink),
  line("M200 160v10q-10 12-20 4M200 170q10 12 20 4", ink, 4),
];
const head = ({ main }: Paint) => disc(200, 136, 80, main);
const ears = ({ main, pale }: Paint, y: number, size: number) =>
  [136, 264].flatMap((x) => [disc(x, y, size, main), disc(x, y, size * 0.56, pale)]);

const plushBear: Shape = (paint) => [
  ...body(paint),
  ...ears(paint, 92, 32),
  head(paint),
  oval(200, 162, 40, 30, paint.pale),
  ...eyes(paint),
  ...smile(paint),
  ...bow(paint),
];

const plushRabbit: Shape = (paint) => [
  ...body(paint),
  oval(164, 70, 22, 62, paint.main),
  oval(164, 74, 10, 44, paint.pale),
  oval(238, 70, 22, 62, paint.main),
  oval(238, 74, 10, 44, paint.pale),
  head(paint),
  ...eyes(paint),
  ...smile(paint),
  ...bow(paint),
];

const plushFox: Shape = (paint) => [
  line("M270 296q74 6 64-76", paint.main, 40),
  disc(334, 214, 20, "#f7f1e6"),
  ...body(paint),
  area("M124 130l-8-84l66 36zM276 130l8-84l-66 36z", paint.main),
  area("M134 100l-4-34l30 18zM266 100l4-34l-30 18z", paint.ink),
  head(paint),
  area("M126 156q44-4 74 34q30-38 74-34q-22 62-74 62t-74-62z", "#f7f1e6"),
  ...eyes(paint),
  oval(200, 182, 13, 10, paint.ink),
];

const plushOtter: Shape = (paint) => [
  line("M262 300q60 20 86-18", paint.deep, 28),
  ...body(paint),
  ...ears(paint, 86, 19),
  head(paint),
  oval(200, 164, 56, 36, "#f3e6cf"),
  ...eyes(paint),
  ...smile(paint),
  line("M150 158l-34-6M150 168l-34 6M250 158l34-6M250 168l34 6", paint.ink, 3),
];

const plushElephant: Shape = (paint) => [
  ...body(paint),
  oval(108, 134, 50, 60, paint.deep),
  oval(292, 134, 50, 60, paint.deep),
  oval(112, 136, 32, 42, paint.pale),
  oval(288, 136, 32, 42, paint.pale),
  head(paint),
  ...eyes(paint),
  area("M176 140h48q4 60-4 90q16 4 22-8q12 10 2 24q-26 20-50-2q-14-40-18-104z", paint.deep),
];

const plushOwl: Shape = (paint) => [
  oval(200, 216, 96, 102, paint.main),
  oval(118, 226, 30, 66, paint.deep),
  oval(282, 226, 30, 66, paint.deep),
  area("M112 156l4-82l56 40h56l56-40l4 82z", paint.main),
  oval(200, 252, 56, 56, paint.pale),
  line("M170 240q10 12 20 0q10 12 20 0q10 12 20 0M180 268q10 12 20 0q10 12 20 0", paint.deep, 5),
  disc(162, 154, 38, "#f7f1e6"),
  disc(238, 154, 38, "#f7f1e6"),
  disc(164, 156, 15, paint.ink),
  disc(236, 156, 15, paint.ink),
  area("M186 176h28l-14 26z", "#e0a545"),
];

const plushHedgehog: Shape = (paint) => [
  area(
    "M60 262l-18-26l30-8l-12-34l34 4l0-36l32 14l12-34l28 24l24-28l20 32l30-18l8 36l32-6l-4 36l28 6l-14 30q10 66-50 70H110q-48-4-50-56z",
    paint.deep,
  ),
  area("M160 316q-40-60 10-98q70-40 130 18q24 20 58 28q6 44-60 52z", paint.main),
  oval(226, 284, 50, 28, paint.pale),
  disc(268, 240, 9, paint.ink),
  disc(356, 264, 13, paint.ink),
  line("M312 290q16 4 26-8", paint.ink, 4),
  oval(150, 310, 24, 12, paint.main),
];

const plushWhale: Shape = (paint) => [
  line("M172 96q-16-34-42-20M172 96q16-34 42-20", "#8fc0e0", 9),
  area("M300 214q12-50-28-74q54-8 66 30q22-34 60-18q-24 56-62 76z", paint.deep),
  area("M54 226q4-98 122-102q98 4 136 90l44 8q-14 96-176 96q-122 0-126-92z", paint.main),
  area("M56 242q60 40 168 18q-8 54-70 56q-94-10-98-74z", paint.pale),
  disc(112, 212, 9, paint.ink),
  line("M72 246q30 18 62 6", paint.ink, 4),
  area("M196 262q40-6 56 34q-46 8-66-12z", paint.deep),
];

const ball: Shape = ({ main, deep, pale, shine }) => [
  disc(200, 216, 102, main),
  line("M112 168q88 60 176-4M106 254q94-60 188 4", pale, 9),
  line("M200 114v204", deep, 5),
  line("M134 188q10-32 36-48", shine, 9),
];

const wand: Shape = ({ main, deep, accent, wood }) => [
  line("M56 300L250 92", wood, 10),
  line("M250 92q60 10 40 90", deep, 4),
  area("M290 180q-50 34-34 98q34-10 40-60q12 46 44 52q6-64-50-90z", main),
  area("M290 180q-16 50 4 100q22-48-4-100z", accent),
  box(44, 282, 40, 20, 10, deep),
];

const kicker: Shape = ({ main, deep, pale, ink, shine }) => [
  area("M86 214q70-92 178-22l70-52q-14 76 0 152l-70-52q-108 74-178-26z", main),
  area("M264 192l70-52q-14 76 0 152l-70-52q10-26 0-48z", deep),
  disc(138, 200, 11, ink),
  line("M176 176q18 40 0 80M214 172q18 44 0 88", pale, 7),
  line("M112 222q8 10 22 8", ink, 4),
  line("M120 184q20-18 40-20", shine, 6),
];

const tug: Shape = ({ flat, main, deep, pale }) => [
  `<circle cx="200" cy="204" r="84" fill="none" stroke="${flat}" stroke-width="38"/>`,
  line("M126 244q-10-30 0-62M160 132q30-18 64-4M270 176q12 30 0 60", pale, 7),
  box(170, 264, 60, 50, 16, main),
  line("M178 314l-12-4M200 318v-6M222 314l12-4", deep, 8),
];

export const plushShapes = {
  plushBear,
  plushRabbit,
  plushFox,
  plushOtter,
  plushElephant,
  plushOwl,
  plushHedgehog,
  plushWhale,
  ball,
  wand,
  kicker,
  tug,
} satisfies Record<string, Shape>;
