/** What a shape is painted with. `main` is shaded from light to dark; the rest are plain. */
export interface Paint {
  main: string;
  flat: string;
  deep: string;
  pale: string;
  accent: string;
  steel: string;
  wood: string;
  ink: string;
  paper: string;
  shine: string;
  glass: string;
}

/**
 * Draws one thing on a canvas of 400 by 400. It stands on the ground at y = 318, in the middle.
 */
export type Shape = (paint: Paint) => readonly string[];

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  round: number,
  fill: string,
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
}

export function disc(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
}

export function oval(x: number, y: number, wide: number, high: number, fill: string): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${wide}" ry="${high}" fill="${fill}"/>`;
}

export function area(d: string, fill: string): string {
  return `<path d="${d}" fill="${fill}"/>`;
}

export function line(d: string, stroke: string, width: number): string {
  return `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** The same marks, turned about the middle of the canvas or another point. */
export function turned(degrees: number, marks: readonly string[], x = 200, y = 200): string {
  return `<g transform="rotate(${degrees} ${x} ${y})">${marks.join("")}</g>`;
}
