import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const headphones: Shape = ({ main, deep, ink, shine, flat, pale }) => [
  line("M100 222q-2-132 100-134q102 2 100 134", flat, 22),
  line("M124 168q18-58 76-60q58 2 76 60", pale, 6),
  box(70, 196, 62, 116, 30, main),
  box(268, 196, 62, 116, 30, main),
  box(120, 202, 28, 104, 14, ink),
  box(252, 202, 28, 104, 14, ink),
  line("M86 226v54", shine, 8),
  disc(300, 254, 12, deep),
];

const earbuds: Shape = ({ main, deep, ink, shine, pale }) => [
  box(92, 200, 216, 118, 46, main),
  line("M94 244h212", deep, 5),
  disc(200, 278, 6, pale),
  line("M126 222h90", shine, 7),
  turned(-14, [box(132, 104, 26, 92, 13, deep), disc(142, 108, 32, main), disc(124, 108, 15, ink)], 142, 140),
  turned(14, [box(242, 104, 26, 92, 13, deep), disc(258, 108, 32, main), disc(276, 108, 15, ink)], 258, 140),
];

const speaker: Shape = ({ main, deep, ink, shine, accent, flat }) => [
  line("M118 118q-14-40 20-46", flat, 9),
  box(84, 112, 232, 206, 52, main),
  disc(200, 222, 74, deep),
  disc(200, 222, 62, ink),
  disc(200, 222, 26, deep),
  disc(200, 222, 12, accent),
  line("M112 150q2-18 22-20", shine, 7),
  ...[172, 200, 228].map((x) => disc(x, 134, 5, deep)),
];

const bookshelfSpeakers: Shape = ({ main, deep, ink, accent, shine }) =>
  [72, 216].flatMap((x) => [
    box(x, 100, 112, 218, 10, main),
    box(x + 8, 108, 96, 202, 6, deep),
    disc(x + 56, 154, 24, ink),
    disc(x + 56, 154, 9, accent),
    disc(x + 56, 238, 42, ink),
    disc(x + 56, 238, 15, deep),
    line(`M${x + 28} 226q6-20 24-24`, shine, 5),
  ]);

const drive: Shape = ({ main, deep, ink, shine, accent, pale }) => [
  line("M200 318v-30", ink, 10),
  turned(-12, [
    box(116, 84, 168, 214, 26, deep),
    box(110, 78, 168, 214, 26, main),
    line("M140 244h108M140 262h70", pale, 6),
    disc(248, 262, 6, accent),
    line("M130 110v90", shine, 8),
    box(172, 288, 46, 14, 4, ink),
  ]),
];

const memoryCard: Shape = ({ main, deep, pale, shine, paper }) => [
  turned(8, [
    area("M112 92q0-16 16-16h104l56 56v162q0 16-16 16H128q-16 0-16-16z", main),
    ...[132, 156, 180, 204].map((x) => box(x, 90, 14, 36, 3, "#e0b552")),
    box(134, 166, 132, 92, 10, paper),
    line("M152 192h80M152 216h96M152 238h52", deep, 7),
    line("M126 150v120", shine, 6),
    box(134, 272, 60, 12, 4, pale),
  ]),
];

const charger: Shape = ({ main, deep, steel, ink, shine }) => [
  box(156, 86, 18, 52, 5, steel),
  box(226, 86, 18, 52, 5, steel),
  box(120, 128, 160, 190, 34, main),
  box(120, 270, 160, 48, 30, deep),
  box(170, 284, 60, 18, 9, ink),
  line("M142 162v90", shine, 9),
  area("M208 166l-34 52h24l-8 40l36-54h-24z", "#ffffffa8"),
];

const cable: Shape = ({ flat, deep, steel, ink, pale }) => [
  ...[0, 1, 2].map(
    (at) =>
      `<ellipse cx="200" cy="${214 - at * 12}" rx="${104 - at * 6}" ry="${72 - at * 4}" fill="none" stroke="${at === 1 ? deep : flat}" stroke-width="13"/>`,
  ),
  line("M300 190q40-40 14-86", flat, 13),
  turned(-16, [box(298, 64, 34, 44, 8, ink), box(305, 40, 20, 28, 7, steel)], 314, 90),
  line("M104 236q-44 30-30 70", flat, 13),
  turned(160, [box(62, 268, 34, 44, 8, ink), box(69, 244, 20, 28, 7, steel)], 79, 294),
  box(174, 264, 52, 40, 8, pale),
];

const powerBank: Shape = ({ main, deep, ink, shine, pale }) => [
  box(134, 78, 138, 240, 34, deep),
  box(128, 74, 138, 240, 34, main),
  box(176, 82, 42, 12, 5, ink),
  ...[0, 1, 2, 3].map((at) => disc(167 + at * 20, 284, 6, at < 3 ? pale : deep)),
  line("M150 120v116", shine, 9),
  area("M204 156l-30 48h22l-6 36l32-50h-22z", "#ffffff90"),
];

const keyboard: Shape = ({ main, deep, paper, accent }) => [
  box(42, 152, 316, 150, 22, deep),
  box(42, 142, 316, 150, 22, main),
  ...[0, 1, 2].flatMap((row) =>
    Array.from({ length: 9 }, (_, at) =>
      box(
        60 + at * 31.5 + (row === 1 ? 6 : 0),
        158 + row * 31,
        25,
        24,
        6,
        row === 0 && at === 0 ? accent : paper,
      ),
    ),
  ),
  box(116, 252, 168, 24, 6, paper),
];

const splitKeyboard: Shape = ({ main, deep, paper, accent }) =>
  [
    [9, 40],
    [-9, 220],
  ].map(([degrees = 0, left = 0]) =>
    turned(
      degrees,
      [
        box(left, 150, 142, 146, 20, deep),
        box(left, 140, 142, 146, 20, main),
        ...[0, 1, 2].flatMap((row) =>
          [0, 1, 2, 3].map((at) =>
            box(left + 12 + at * 30, 154 + row * 30, 25, 24, 6, row + at ? paper : accent),
          ),
        ),
        box(left + 40, 248, 62, 22, 6, paper),
      ],
      left + 71,
      220,
    ),
  );

const mouse: Shape = ({ main, deep, ink, shine, accent }) => [
  area("M124 196q0-108 76-108t76 108v36q0 86-76 86t-76-86z", main),
  line("M200 90v100M126 190q74 24 148 0", deep, 4),
  box(190, 122, 20, 44, 10, ink),
  disc(200, 144, 5, accent),
  line("M146 240q4 36 28 54", shine, 9),
];

const pen: Shape = ({ main, deep, steel, shine, ink }) => [
  turned(42, [
    box(184, 36, 32, 180, 12, main),
    box(184, 196, 32, 14, 2, steel),
    area("M186 210h28l-4 62h-20z", deep),
    area("M190 272h20l-10 44z", steel),
    line("M200 286v22", ink, 2),
    box(212, 52, 10, 92, 5, steel),
    line("M193 60v116", shine, 5),
  ]),
  line("M268 318q30-14 60-2t40-6", ink, 4),
];

const organizer: Shape = ({ main, deep, pale, accent, steel }) => [
  turned(-8, [box(112, 84, 14, 140, 4, "#e0b552"), area("M112 84h14l-7-24z", "#f2dfb8")], 119, 200),
  turned(7, [box(150, 70, 14, 150, 4, accent)], 157, 200),
  line("M246 90v120M232 94q14-34 28 0", steel, 8),
  box(78, 186, 108, 132, 12, main),
  box(180, 214, 68, 104, 10, deep),
  box(242, 154, 80, 164, 12, main),
  line("M98 214h68M262 184h40", pale, 7),
];

const deskMat: Shape = ({ main, deep, pale, ink, paper }) => [
  area("M76 148h248l44 150q4 14-10 14H42q-14 0-10-14z", deep),
  area("M80 142h240l42 146q4 14-10 14H48q-14 0-10-14z", main),
  line("M92 156h216l36 130H56z", pale, 3),
  area("M120 186h124l8 62H108z", paper),
  line("M126 202h112M122 218h120M118 234h126", deep, 5),
  oval(298, 228, 20, 28, ink),
];

export const electronicsShapes = {
  headphones,
  earbuds,
  speaker,
  bookshelfSpeakers,
  drive,
  memoryCard,
  charger,
  cable,
  powerBank,
  keyboard,
  splitKeyboard,
  mouse,
  pen,
  organizer,
  deskMat,
} satisfies Record<string, Shape>;
