import { area, box, disc, line, oval, type Shape, turned } from "./strokes";

const tent: Shape = ({ main, deep, flat, pale, ink }) => [
  area("M40 318L182 104q18-22 36 0l142 214z", main),
  area("M200 96q10 0 18 8l142 214H252z", deep),
  area("M200 150l58 168H142z", ink),
  area("M200 150l-58 168h22q30-70 36-168z", pale),
  line("M182 106L40 318M218 106l142 212", flat, 5),
  line("M40 318l-22 0M360 318h22", ink, 5),
];

const tarp: Shape = ({ main, deep, ink, wood, flat }) => [
  box(76, 110, 9, 208, 4, wood),
  box(316, 110, 9, 208, 4, wood),
  line("M80 112L30 312M320 112l50 200", ink, 3),
  area("M80 112q120 34 240 0l34 96q-154 34-308 0z", main),
  area("M200 128l154 80q-76 20-154 18z", deep),
  area("M160 318l40-58l40 58z", "#b5562f"),
  area("M178 318l22-34l22 34z", "#f0b75e"),
  line("M80 112q120 34 240 0", flat, 5),
];

const sleepingBag: Shape = ({ main, deep, pale, shine, paper }) => [
  turned(-24, [
    area("M112 110q0-56 88-58q88 2 88 58l-22 166q-4 38-66 38t-66-38z", deep),
    area("M118 112q0-52 82-54q82 2 82 54l-22 160q-4 34-60 34t-60-34z", main),
    oval(200, 112, 56, 38, deep),
    oval(200, 120, 44, 27, paper),
    line("M134 172h132M138 212h124M144 252h112", pale, 6),
    line("M238 160l-8 100", shine, 5),
  ]),
];

const rolledMat: Shape = ({ main, deep, pale, ink, shine }) => [
  box(70, 180, 240, 116, 12, main),
  disc(312, 238, 58, deep),
  line("M312 238q0-14 14-14t14 16q0 24-28 24t-30-28q0-36 34-36", pale, 7),
  box(120, 178, 20, 120, 5, ink),
  box(224, 178, 20, 120, 5, ink),
  area("M70 288h250q20 18-10 30H70q-12-14 0-30z", deep),
  line("M90 202h180", shine, 7),
];

const backpack: Shape = ({ main, deep, pale, ink, shine, accent }) => [
  line("M166 84q4-28 34-28t34 28", ink, 12),
  line("M114 150q-34 60-8 128M286 150q34 60 8 128", ink, 15),
  box(112, 76, 176, 242, 56, main),
  area("M112 146q0-68 88-70q88 2 88 70q-88 26-176 0z", deep),
  box(136, 206, 128, 92, 20, deep),
  line("M140 232h120", pale, 6),
  box(188, 146, 24, 46, 6, accent),
  line("M128 176v94", shine, 7),
];

const rolltop: Shape = ({ main, deep, ink, shine, accent, pale }) => [
  line("M104 160q-22 60-4 130M296 160q22 60 4 130", ink, 14),
  box(108, 120, 184, 198, 26, main),
  box(112, 74, 176, 62, 18, deep),
  line("M114 106h172", pale, 5),
  box(190, 66, 20, 108, 4, ink),
  box(184, 152, 32, 26, 5, accent),
  box(134, 216, 132, 76, 14, deep),
  line("M126 156v120", shine, 7),
];

const stove: Shape = ({ main, deep, ink, steel }) => [
  area("M168 150q-20-50 20-86q-4 30 18 42q6-14 2-26q44 40 24 80z", "#f0a03a"),
  area("M182 152q-8-28 14-48q4 20 16 26q14 10 6 24z", "#ffdd7a"),
  line("M106 158h188M120 158l-16-18M280 158l16-18", ink, 10),
  box(142, 160, 116, 22, 8, steel),
  line("M160 182l-52 122M240 182l52 122", ink, 9),
  area("M142 220q58-28 116 0v78q0 20-20 20h-76q-20 0-20-20z", main),
  box(184, 182, 32, 34, 5, steel),
  oval(200, 222, 58, 12, deep),
];

const twoBurner: Shape = ({ main, deep, ink, steel, shine }) => [
  area("M66 92h268q10 0 10 12v108H56V104q0-12 10-12z", deep),
  line("M84 116h232M84 140h232", shine, 4),
  area("M40 206h320l10 84q2 14-12 14H42q-14 0-12-14z", main),
  oval(128, 226, 62, 17, ink),
  oval(272, 226, 62, 17, ink),
  ...[128, 272].map((x) => line(`M${x - 66} 224h132M${x} 206v40`, steel, 5)),
  ...[110, 200, 290].map((x) => disc(x, 276, 13, ink)),
];

const cookset: Shape = ({ main, deep, steel, shine, ink, accent }) => [
  line("M280 236h70q14 0 14 14t-14 14h-64", accent, 9),
  area("M84 196h200v90q0 32-32 32H116q-32 0-32-32z", main),
  oval(184, 196, 100, 18, deep),
  area("M106 148h156v42H106z", steel),
  oval(184, 148, 78, 14, deep),
  box(166, 122, 36, 14, 7, ink),
  line("M104 232v48q2 18 14 24", shine, 8),
];

const bottle: Shape = ({ main, deep, steel, shine, ink }) => [
  line("M176 84q0-26 24-26t24 26", ink, 10),
  box(166, 80, 68, 46, 12, ink),
  box(172, 122, 56, 16, 4, steel),
  area("M152 164q4-28 24-30h48q20 2 24 30v130q0 24-24 24h-48q-24 0-24-24z", main),
  box(152, 284, 96, 12, 0, deep),
  line("M172 174v98", shine, 9),
];

export const outdoorShapes = {
  tent,
  tarp,
  sleepingBag,
  rolledMat,
  backpack,
  rolltop,
  stove,
  twoBurner,
  cookset,
  bottle,
} satisfies Record<string, Shape>;
