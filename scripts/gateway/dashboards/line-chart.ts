import { type Html, html } from "@shopeasy/platform/html";

export interface ChartLine {
  name: string;
  /** Oldest first; NaN where there was nothing. The newest is at the right edge. */
  values: readonly number[];
}

export interface ChartOptions {
  /** How many values fill the width. */
  width: number;
  /** What it shows, for who can't see it. */
  label: string;
  /** Drawn across. */
  limit?: number;
  /** The top is at least this, so that what is nearly nothing looks like it. */
  leastTop?: number;
}

const [across, down] = [600, 150];
/** More points than that nobody sees. */
const mostPoints = 150;
const colors = 8;

/** Further lines take the colours again from the first, and are dashed. */
export const lookOf = (index: number) => ({ color: index % colors, isAgain: index >= colors });

/** Lines in one frame, from 0 up to `top`, which is told beside it. */
export function lineChart(lines: readonly ChartLine[], options: ChartOptions): { svg: Html; top: number } {
  const { width, label, limit, leastTop = 0 } = options;
  const top = niceTop(Math.max(leastTop, ...lines.flatMap(({ values }) => values.filter(Number.isFinite))));
  const yOf = (value: number) => (down - (Math.max(0, Math.min(value, top)) / top) * down).toFixed(1);
  const drawn = lines.map(({ name, values }, index) => {
    const { color, isAgain } = lookOf(index);
    return html`<path class="line l${color}${isAgain && html` again`}" d="${pathOf(values, width, yOf)}"><title>${name}</title></path>`;
  });
  const across100 = [0.25, 0.5, 0.75].map(
    (share) => html`<line class="grid" x1="0" x2="${across}" y1="${down * share}" y2="${down * share}"/>`,
  );
  const svg = html`<svg class="chart" viewBox="0 0 ${across} ${down}" preserveAspectRatio="none" role="img" aria-label="${label}">${across100}${
    limit !== undefined &&
    limit <= top &&
    html`<line class="limit" x1="0" x2="${across}" y1="${yOf(limit)}" y2="${yOf(limit)}"/>`
  }${drawn}</svg>`;
  return { svg, top };
}

/** Each point is the greatest of the values that fall upon it; where there is none, the line is broken. */
function pathOf(values: readonly number[], width: number, yOf: (value: number) => string): string {
  const perPoint = Math.max(1, Math.ceil(width / mostPoints));
  const points: number[] = [];
  // From the newest back, so that a point keeps its values as time goes on.
  for (let end = values.length; end > 0; end -= perPoint) {
    const some = values.slice(Math.max(0, end - perPoint), end).filter(Number.isFinite);
    points.unshift(some.length > 0 ? Math.max(...some) : Number.NaN);
  }
  const step = (across * perPoint) / Math.max(1, width - 1);
  const from = across - step * (points.length - 1);
  let path = "";
  let isDrawing = false;
  for (const [index, value] of points.entries()) {
    if (Number.isNaN(value)) {
      isDrawing = false;
      continue;
    }
    const at = `${(from + index * step).toFixed(1)} ${yOf(value)}`;
    // A point alone would not be seen.
    path += isDrawing ? `L${at}` : `M${at}h.1`;
    isDrawing = true;
  }
  return path;
}

/** 1, 2 or 5 times a power of ten, at or above. */
export function niceTop(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const found = [1, 2, 5, 10].find((times) => times * power >= value * (1 - 1e-9)) ?? 10;
  return found * power;
}
