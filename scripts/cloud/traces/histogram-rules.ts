/** How many took from so long on, and less than so long; in milliseconds. */
export interface DurationBar {
  fromMs: number;
  toMs: number;
  count: number;
}

/** Six bars to a factor of ten, as wide as each other where the axis is logarithmic, at numbers that people read. */
const marks = [1, 1.5, 2, 3, 5, 7] as const;
const least = -3;
const most = 7;
/** In microseconds and up: an edge is a whole number of them, so that it can stand in an address as it is. */
const edges = [
  0,
  ...Array.from({ length: most - least }, (_, decade) =>
    marks.map((mark) => Number((mark * 10 ** (decade + least)).toFixed(4))),
  ).flat(),
];

/** Of durations in rising order: the bars from the first that has any to the last, the empty ones between with them. */
export function histogramOf(rising: readonly number[]): DurationBar[] {
  const bars: DurationBar[] = [];
  let counted = 0;
  for (const [index, fromMs] of edges.entries()) {
    const toMs = edges[index + 1] ?? Number.MAX_SAFE_INTEGER;
    const before = counted;
    while (counted < rising.length && (rising[counted] ?? 0) < toMs) counted += 1;
    if (counted > before || bars.length > 0) bars.push({ fromMs, toMs, count: counted - before });
    if (counted === rising.length) break;
  }
  return bars;
}
