/**
 * The value below which a share of what was observed lies, from how many lay within each bound (cumulative; the last bound
 * is infinite), as Prometheus' `histogram_quantile` reckons it: evenly within a bucket. NaN where nothing was observed.
 */
export function quantileOf(share: number, bounds: readonly number[], within: ArrayLike<number>): number {
  const all = within[bounds.length - 1] ?? 0;
  if (!(all > 0)) return Number.NaN;
  const rank = share * all;
  const at = bounds.findIndex((_bound, index) => (within[index] ?? 0) >= rank);
  const upper = bounds[at] ?? Number.NaN;
  const lower = at > 0 ? (bounds[at - 1] ?? 0) : 0;
  // Beyond the last finite bound nothing is known but that.
  if (upper === Number.POSITIVE_INFINITY) return lower;
  const below = at > 0 ? (within[at - 1] ?? 0) : 0;
  const inside = (within[at] ?? 0) - below;
  return inside > 0 ? lower + ((upper - lower) * (rank - below)) / inside : upper;
}
