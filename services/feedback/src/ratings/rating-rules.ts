import type { ReviewId } from "@shopeasy/contracts/ids";

/** How many reviews gave one star, two, … five. */
export type RatingCounts = readonly [number, number, number, number, number];

export const noRatings: RatingCounts = [0, 0, 0, 0, 0];

/** The counts with one more rating, or one less, or one in the place of another. */
export function withRating(counts: RatingCounts, rating?: number, replaced?: number): RatingCounts {
  const change = (stars: number) => Number(stars === rating) - Number(stars === replaced);
  const [one, two, three, four, five] = counts;
  return [one + change(1), two + change(2), three + change(3), four + change(4), five + change(5)];
}

/** The sum of all stars, and how many reviews gave them. */
export function totalsOf(counts: RatingCounts): { ratingSum: number; ratingCount: number } {
  return {
    ratingSum: counts.reduce((sum, count, index) => sum + count * (index + 1), 0),
    ratingCount: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** What a product's reviews come to; the average has two decimals, and is 0 where there is none. */
export function summaryOf(counts: RatingCounts) {
  const { ratingSum, ratingCount } = totalsOf(counts);
  const [one, two, three, four, five] = counts;
  return {
    average: ratingCount === 0 ? 0 : Math.round((ratingSum / ratingCount) * 100) / 100,
    count: ratingCount,
    histogram: { "1": one, "2": two, "3": three, "4": four, "5": five },
  };
}

/** Places in the lists of a product, as texts that sort; the id keeps those apart that are equal, newer last. */
export const helpfulRank = (helpfulCount: number, id: ReviewId) =>
  `${String(helpfulCount).padStart(9, "0")}#${id}`;
export const ratingRank = (rating: number, id: ReviewId) => `${rating}#${id}`;
