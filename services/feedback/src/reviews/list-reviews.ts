import { GetCommand, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { ProductId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import type { Deps } from "../deps";
import { presentReview } from "./present-review";
import { ReviewItem, SummaryItem, summaryKey } from "./review-items";
import { helpfulRank, noRatings, ratingRank, summaryOf } from "./review-rules";
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
  const [reviews, summary] = await Promise.all([
    readPage(store, query, after),
    readSummary(store, productId),
  ]).catch(reviewsUnavailable);
  const page = pageOf(reviews, limit, (review) => ({ sort, after: orders[sort].rankOf(review) }));
  return { ...page, items: page.items.map(presentReview), summary };
}

/** By the last rank shown and not by a key of the table, which would tell who wrote that review. */
async function readPage({ dynamo, tables }: Store, query: ReviewQuery, after: string | undefined) {
  const { index, attribute, ascending } = orders[query.sort];
  const further = ascending ? "AND #rank > :after" : "AND #rank < :after";
  const wanted = query.limit + 1;
  const found: unknown[] = [];
  let startKey: Record<string, unknown> | undefined;
  // One answer has 1 MB at most, which is less than a hundred long reviews.
  do {
    const { Items = [], LastEvaluatedKey }: QueryCommandOutput = await dynamo.send(
      new QueryCommand({
        TableName: tables.feedback,
        IndexName: index,
        KeyConditionExpression: `listedUnder = :product ${after === undefined ? "" : further}`,
        ...(after !== undefined && { ExpressionAttributeNames: { "#rank": attribute } }),
        ExpressionAttributeValues: { ":product": query.productId, ":after": after },
        ScanIndexForward: ascending,
        Limit: wanted - found.length,
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    found.push(...Items);
    startKey = LastEvaluatedKey;
  } while (startKey && found.length < wanted);
  return z.array(ReviewItem).parse(found);
}

async function readSummary({ dynamo, tables }: Store, productId: ProductId) {
  const { Item } = await dynamo.send(
    new GetCommand({ TableName: tables.feedback, Key: summaryKey(productId) }),
  );
  return summaryOf(SummaryItem.optional().parse(Item)?.counts ?? noRatings);
}
