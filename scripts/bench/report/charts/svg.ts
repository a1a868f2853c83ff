/** Colours that also those tell apart who see few (Okabe and Ito, https://jfly.uni-koeln.de/color/). */
export const colours = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#333333",
  "#8c6d31",
] as const;
export const colourOf = (index: number): string => colours[index % colours.length] ?? "#333333";

export const grey = "#b8bec4";
export const ink = "#22282e";
const faint = "#e3e6e9";

/** A picture of its own: it looks the same in a page and as a file. */
export function svg(width: number, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="${ink}" role="img">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

export type Anchor = "start" | "middle" | "end";

interface TextStyle {
  anchor?: Anchor;
  colour?: string;
  size?: number;
  isBold?: boolean;
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { anchor = "start", colour = ink, size = 12, isBold = false } = style;
  const weight = isBold ? ' font-weight="600"' : "";
  return `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" fill="${colour}" font-size="${size}"${weight}>${escaped(content)}</text>`;
}

export const bar = (x: number, y: number, width: number, height: number, colour: string): string =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(Math.max(1, width))}" height="${height}" rx="2" fill="${colour}"/>`;

export const rule = (x1: number, y1: number, x2: number, y2: number, colour: string = faint): string =>
  `<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" stroke="${colour}"/>`;

export function line(points: readonly (readonly [number, number])[], colour: string): string {
  const path = points.map(([x, y]) => `${at(x)},${at(y)}`).join(" ");
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round"/>`;
}

const at = (value: number): string => value.toFixed(1);

export const escaped = (content: string): string =>
  content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
