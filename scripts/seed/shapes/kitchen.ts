import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const fryingPan: Shape = ({ main, deep, flat, ink, shine }) => [
  turned(-32, [
    box(268, 190, 122, 22, 11, ink),
    box(250, 186, 40, 30, 8, deep),
    disc(180, 200, 96, main),
    disc(180, 200, 78, deep),
    disc(180, 200, 72, flat),
    line("M126 190a56 56 0 0 1 36-44", shine, 7),
  ]),
];

const saucepan: Shape = ({ main, deep, ink, shine }) => [
  line("M262 196h100", ink, 20),
  area("M92 176h180v104q0 38-38 38H130q-38 0-38-38z", main),
  oval(182, 176, 90, 20, deep),
  line("M112 220v52q0 22 16 30", shine, 8),
];

const dutchOven: Shape = ({ main, flat, deep, shine, steel }) => [
  line("M86 216q-30 4-24 34q4 16 26 14", flat, 16),
  line("M314 216q30 4 24 34q-4 16-26 14", flat, 16),
  area("M82 190h236v84q0 44-44 44H126q-44 0-44-44z", main),
  area("M74 190q6-62 126-64q120 2 126 64z", main),
  box(74, 184, 252, 15, 7, deep),
  box(184, 104, 32, 16, 5, steel),
  oval(200, 100, 26, 12, deep),
  line("M106 230v36q2 26 24 32", shine, 9),
  line("M116 166q16-20 52-24", shine, 7),
];

const wok: Shape = ({ main, deep, wood, shine }) => [
  line("M292 180l84-38", wood, 20),
  line("M86 186q-34-6-32 18q4 14 40 8", deep, 10),
  area("M66 182h256q-6 118-96 132h-64q-90-14-96-132z", main),
  oval(194, 182, 128, 28, deep),
  line("M100 226q20 48 54 66", shine, 8),
];

const loafPan: Shape = ({ main, deep, flat, shine }) => [
  area("M86 196q-6-70 60-76q54-30 112 2q62 4 56 74z", "#c98a4b"),
  line("M150 136l20 30M196 124l20 34M242 130l20 30", "#e6b877", 9),
  area("M72 192h256l-26 112q-4 14-20 14H118q-16 0-20-14z", main),
  box(62, 184, 276, 18, 9, deep),
  line("M104 220l16 74", shine, 8),
  line("M150 292h100", flat, 4),
];

const bakingSheet: Shape = ({ main, deep, flat }) => [
  turned(-10, [
    box(62, 110, 276, 190, 22, deep),
    box(74, 120, 252, 170, 14, main),
    ...[120, 200, 280].flatMap((x) => [160, 245].map((y) => disc(x, y, 30, "#cf9a5b"))),
    ...[112, 194, 290].flatMap((x) => [152, 252].map((y) => disc(x, y, 5, "#6b4226"))),
    ...[130, 208, 272].flatMap((x) => [170, 240].map((y) => disc(x, y, 5, "#6b4226"))),
    line("M82 300h236", flat, 3),
  ]),
];

const pieDish: Shape = ({ main, deep, shine }) => [
  area("M76 212q20-74 124-78q104 4 124 78z", "#dca75f"),
  line("M168 158l-12 26M200 152v28M232 158l12 26", "#a9702f", 8),
  ...[86, 124, 162, 200, 238, 276, 314].map((x) => disc(x, 212, 22, "#e7bb78")),
  area("M62 220h276l-36 82q-6 16-22 16H120q-16 0-22-16z", main),
  box(56, 214, 288, 16, 8, deep),
  line("M98 246l22 50", shine, 8),
];

const knife: Shape = ({ steel, wood, ink, shine, deep }) => [
  turned(-38, [
    area("M40 206q60-48 214-46v70H72q-26 0-32-24z", steel),
    line("M64 206q70-30 176-30", shine, 5),
    box(250, 158, 14, 72, 4, ink),
    box(262, 168, 116, 46, 18, wood),
    ...[290, 320, 350].map((x) => disc(x, 190, 5, deep)),
  ]),
];

const cuttingBoard: Shape = ({ main, deep, pale, shine }) => [
  turned(8, [
    box(104, 66, 192, 252, 30, deep),
    box(98, 60, 192, 252, 30, main),
    line("M130 110v170M164 110v170M198 110v170M232 110v170M262 110v170", shine, 3),
    disc(194, 88, 15, deep),
    disc(194, 88, 10, pale),
  ]),
];

const kettle: Shape = ({ main, deep, shine, ink, steel }) => [
  line("M126 168q4-92 76-92t76 92", ink, 15),
  line("M280 250q44-8 40-66q0-28 34-32", steel, 17),
  area("M106 300q-8-120 94-136q102 16 94 136q0 18-20 18H126q-20 0-20-18z", main),
  oval(200, 168, 44, 13, deep),
  disc(200, 148, 13, ink),
  line("M130 284q-6-60 38-92", shine, 9),
];

const dripper: Shape = ({ main, deep, glass, shine, ink }) => [
  area("M110 98h180l-56 92h-68z", main),
  line("M140 112l40 66M176 108l14 70M224 108l-14 70M260 112l-40 66", deep, 4),
  box(100, 88, 200, 16, 8, deep),
  box(142, 186, 116, 15, 7, deep),
  area("M146 204h108q34 46 34 84q0 30-30 30H142q-30 0-30-30q0-38 34-84z", glass),
  area("M118 262h164q6 56-24 56H142q-30 0-24-56z", "#6b4026"),
  line("M136 240q-8 20-8 42", shine, 7),
  line("M200 204v52", ink, 3),
];

const frenchPress: Shape = ({ main, glass, ink, steel, shine }) => [
  line("M282 172h44q14 0 14 14v86q0 14-14 14h-44", ink, 15),
  box(194, 66, 12, 82, 4, steel),
  disc(200, 66, 17, ink),
  box(118, 150, 164, 168, 14, glass),
  box(118, 206, 164, 112, 14, "#5a3520"),
  box(118, 196, 164, 14, 4, steel),
  area("M110 150q10-38 90-38t90 38z", main),
  box(112, 146, 176, 16, 6, main),
  box(112, 302, 176, 16, 6, main),
  line("M136 178v108", shine, 8),
];

const teapot: Shape = ({ main, deep, flat, shine }) => [
  line("M292 192q54-8 48 44q-6 40-60 42", flat, 17),
  area("M120 232q-40-4-46-46q-2-20-28-24q30-18 48 4q14 22 40 24z", flat),
  area("M92 236q4-84 108-86q104 2 108 86q-6 82-70 82h-76q-64 0-70-82z", main),
  area("M140 160q10-28 60-28t60 28z", deep),
  disc(200, 122, 15, flat),
  line("M116 252q0-44 36-70", shine, 9),
];

const grinder: Shape = ({ main, deep, wood, steel, shine, ink }) => [
  box(196, 86, 104, 12, 6, steel),
  disc(306, 84, 19, wood),
  area("M152 146q6-48 48-48t48 48z", steel),
  box(144, 142, 112, 106, 10, main),
  box(150, 248, 100, 70, 12, deep),
  box(144, 240, 112, 14, 5, ink),
  line("M164 160v70", shine, 9),
  line("M168 268v34", shine, 6),
];

const mug: Shape = ({ main, deep, flat, shine }) => [
  line("M262 176q70-8 66 50q-4 50-72 44", flat, 20),
  area("M98 140h176v132q0 46-46 46h-84q-46 0-46-46z", main),
  oval(186, 140, 88, 20, deep),
  oval(186, 144, 74, 13, "#5b3822"),
  line("M118 184v80q2 24 16 34", shine, 9),
  line("M160 104q-14-18 0-34M204 104q-14-18 0-34", "#ffffffb0", 7),
];

const plate: Shape = ({ main, flat, deep, steel, pale }) => [
  disc(200, 206, 112, deep),
  disc(200, 202, 112, main),
  disc(200, 202, 76, pale),
  disc(200, 203, 72, flat),
  line("M50 130v52q0 18 14 18t14-18v-52M64 130v180", steel, 7),
  line("M344 310V128q-22 30-18 92h18", steel, 8),
];

const bowl: Shape = ({ main, deep, shine }) => [
  ...[140, 182, 226, 262].map((x, at) => disc(x, 176 - (at % 2) * 12, 34, at % 2 ? "#7da453" : "#5c8a45")),
  disc(166, 176, 22, "#cf4b3c"),
  disc(236, 180, 20, "#e0a03a"),
  area("M70 186h260q-8 100-84 124h-92q-76-24-84-124z", main),
  box(64, 180, 272, 14, 7, deep),
  box(154, 306, 92, 12, 5, deep),
  line("M100 222q14 46 46 68", shine, 9),
];

const tumbler: Shape = ({ glass, shine, paper }) => [
  area("M84 150h104l-12 168H96z", glass),
  area("M90 226h92l-7 92H97z", "#9ccbd9"),
  area("M216 170h100l-12 148h-76z", glass),
  area("M221 240h90l-7 78h-76z", "#9ccbd9"),
  line("M104 172l6 130M236 190l6 112", shine, 7),
  disc(168, 150, 24, "#e9c748"),
  disc(168, 150, 17, paper),
];

export const kitchenShapes = {
  fryingPan,
  saucepan,
  dutchOven,
  wok,
  loafPan,
  bakingSheet,
  pieDish,
  knife,
  cuttingBoard,
  kettle,
  dripper,
  frenchPress,
  teapot,
  grinder,
  mug,
  plate,
  bowl,
  tumbler,
} satisfies Record<string, Shape>;
