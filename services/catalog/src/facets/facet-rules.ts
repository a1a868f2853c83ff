import type { Facets } from "./facet-schemas";

/** Where price bands begin, in minor units: 0, then 1, 2 and 5 of each power of ten from 100 on. */
export const bandStarts: readonly number[] = [
  0,
  ...[100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000].flatMap((power) =>
    [1, 2, 5].map((step) => step * power).filter((start) => start <= 2_000_000_000),
  ),
];

/** The nth band, from 1; the last one has no end. */
export const bandAt = (nth: number): { from: number; to: number | null } => {
  const next = bandStarts[nth];
  return { from: bandStarts[nth - 1] ?? 0, to: next === undefined ? null : next - 1 };
};

const leastRatings = [4, 3, 2, 1] as const;

/** From how many have 0, 1, … 5 whole stars to how many have as many or more. */
export const ratingsFrom = (byStars: readonly { stars: number; count: number }[]): Facets["ratings"] =>
  leastRatings.map((minRating) => ({
    minRating,
    count: byStars.reduce((sum, { stars, count }) => (stars >= minRating ? sum + count : sum), 0),
  }));

export const noFacets: Facets = {
  categories: [],
  brands: [],
  tags: [],
  prices: [],
  ratings: ratingsFrom([]),
};
