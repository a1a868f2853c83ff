import { sum } from "../statistics";

export interface Trend {
  /** Of the line that lies nearest to all points. */
  slope: number;
  /** The standard error of the slope: what is less than two of these may be chance. */
  error: number;
}

/** By least squares; 0 of fewer than three points, which tell no trend. */
export function trendOf(points: readonly (readonly [x: number, y: number])[]): Trend {
  const count = points.length;
  if (count < 3) return { slope: 0, error: 0 };
  const meanX = sum(points.map(([x]) => x)) / count;
  const meanY = sum(points.map(([, y]) => y)) / count;
  const width = sum(points.map(([x]) => (x - meanX) ** 2));
  if (width === 0) return { slope: 0, error: 0 };
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / width;
  const residuals = sum(points.map(([x, y]) => (y - meanY - slope * (x - meanX)) ** 2));
  return { slope, error: Math.sqrt(residuals / (count - 2) / width) };
}
