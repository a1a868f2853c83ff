/** Colors that things are sold in: their part of a SKU, and what they look like. */
export const colors = {
  Black: ["BLK", "#2b2b30"],
  White: ["WHT", "#f4f2ee"],
  Ecru: ["ECR", "#eadfca"],
  Dune: ["DUN", "#d6bf98"],
  Gray: ["GRY", "#9aa0a6"],
  Graphite: ["GPH", "#51565e"],
  Silver: ["SLV", "#c9ced6"],
  Navy: ["NVY", "#27375f"],
  "Sky Blue": ["SKY", "#8fc0e0"],
  Cobalt: ["CBT", "#2f5cc4"],
  Teal: ["TEA", "#22808a"],
  "Forest Green": ["FOR", "#2f5f45"],
  Olive: ["OLV", "#7c8049"],
  Moss: ["MOS", "#97a866"],
  Pistachio: ["PIS", "#bfd6a0"],
  Mustard: ["MUS", "#d6a02e"],
  Yellow: ["YEL", "#f2cb45"],
  Apricot: ["APR", "#f2a873"],
  Brick: ["BRK", "#b5553b"],
  Rust: ["RST", "#a6492a"],
  Red: ["RED", "#c73a3a"],
  Burgundy: ["BUR", "#7a2740"],
  Aubergine: ["AUB", "#553058"],
  Lilac: ["LIL", "#b9a3d6"],
  Blush: ["BLS", "#ecc3bd"],
  Pink: ["PNK", "#e58aa8"],
  Coral: ["COR", "#ef7d66"],
  Brown: ["BRN", "#7a5238"],
  Tan: ["TAN", "#c08f5c"],
} as const satisfies Record<string, readonly [string, string]>;

export type ColorName = keyof typeof colors;

/** The hexadecimal color of an option's value, where it is a color. */
export function hexOf(name: string): string | undefined {
  return name in colors ? colors[name as ColorName][1] : undefined;
}
