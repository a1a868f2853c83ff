import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ProductId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import { readPage } from "../db/read-page";
import type { Deps } from "../deps";
import { helpfulRank, noRatings, ratingRank, summaryOf } from "../ratings/rating-rules";
import { presentReview } from "./present-review";
import { ReviewItem, SummaryItem, summaryKey } from "./review-items";
import { reviewsUnavailable } from "./store-faults";

export const reviewSorts = ["newest", "helpful", "rating", "-rating"] as const;
type ReviewSort = (typeof reviewSorts)[number];

/** Which index gives an order, by which of its attributes, and where in it a review stands. */
const orders = {
  newest: { index: "newest", attribute: "id", ascending: false, rankOf: ({ id }) => id },
  helpful: {
    index: "helpful",
    attribute: "helpfulRank",
    ascending: false,
    rankOf: ({ helpfulCount, id }) => helpfulRank(helpfulCount, id),
  },
  rating: {
    index: "rating",
    attribute: "ratingRank",
    ascending: true,
    rankOf: ({ rating, id }) => ratingRank(rating, id),
  },
  "-rating": {
    index: "rating",
    attribute: "ratingRank",
    ascending: false,
    rankOf: ({ rating, id }) => ratingRank(rating, id),
  },
} as const satisfies Record<
  ReviewSort,
  { index: string; attribute: string; ascending: boolean; rankOf: (review: ReviewItem) => string }
>;

const cursorOf = (sort: ReviewSort) => z.strictObject({ sort: z.literal(sort), after: z.string().min(1) });

export interface ReviewQuery {
  productId: ProductId;
  sort: ReviewSort;
  limit: number;
  cursor?: string | undefined;
}

type Store = Pick<Deps, "dynamo" | "tables">;

/** A page of a product's published reviews, and the summary of all of them. */
export async function listReviews(store: Store, query: ReviewQuery) {
  const { sort, limit, cursor, productId } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursorOf(sort), cursor).after;
  const [items, summary] = await Promise.all([
    readPage(store, { ...orders[sort], under: productId, most: limit + 1, after }),
    readSummary(store, productId),
  ]).catch(reviewsUnavailable);
  const page = pageOf(z.array(ReviewItem).parse(items), limit, (review) => ({
    sort,
    after: orders[sort].rankOf(review),
  }));
  return { ...page, items: page.items.map(presentReview), summary };
}

async function readSummary({ dynamo, tables }: Store, productId: ProductId) {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tables.feedback, Key: summaryKey(productId) }),
  );
  return summaryOf(SummaryItem.optional().parse(Item)?.counts ?? noRatings);
}
