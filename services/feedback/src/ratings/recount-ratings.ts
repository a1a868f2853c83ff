import { ScanCommand, type ScanCommandOutput, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { shopEvent } from "@shopeasy/contracts/events";
import { ProductId } from "@shopeasy/contracts/ids";
import { outboxItem } from "@shopeasy/platform/dynamo-outbox/outbox-item";
import { newId } from "@shopeasy/platform/ids";
import { isConflict, unchanged } from "../db/conditions";
import { readItems } from "../db/read-items";
import { readPartition } from "../db/read-partition";
import type { Store } from "../db/store";
import {
  GoneReview,
  productPartition,
  ReviewItem,
  reviewPrefix,
  SummaryItem,
  summaryKey,
} from "../reviews/review-items";
import { noRatings, type RatingCounts, totalsOf, withRating } from "./rating-rules";

export interface Difference {
  productId: ProductId;
  stored: RatingCounts;
  counted: RatingCounts;
}

const mostLooks = 50;

/**
 * Counts the published reviews of every product anew, and gives those whose ratings say something else; with `fix` they
 * are then put right, and announced. Reads the whole table: for operators, not for requests.
 */
export async function recountRatings(store: Store, { fix }: { fix: boolean }) {
  const productIds = await findProducts(store);
  const differences: Difference[] = [];
  for (const productId of productIds) {
    const difference = await recountProduct(store, productId, { fix });
    if (difference) differences.push(difference);
  }
  return { products: productIds.size, differences };
}

/** Recounts one product, whatever happens to its reviews meanwhile; undefined where its ratings are right. */
export async function recountProduct(
  store: Store,
  productId: ProductId,
  { fix }: { fix: boolean },
): Promise<Difference | undefined> {
  for (let look = 0; look < mostLooks; look++) {
    const before = await readSummary(store, productId);
    const reviews = await readReviews(store, productId);
    const after = await readSummary(store, productId);
    // Each change of what is counted is a version: the same one before and after means that nothing was changed.
    if (before?.version !== after?.version) continue;
    const stored = before?.counts ?? noRatings;
    const counted = reviews.reduce<RatingCounts>(
      (counts, { rating }) => withRating(counts, rating),
      noRatings,
    );
    if (String(stored) === String(counted)) return undefined;
    if (!fix || (await correct(store, { productId, summary: before, counted, reviews }))) {
      return { productId, stored, counted };
    }
  }
  throw new Error(`The reviews of ${productId} change too fast to be counted`);
}

async function findProducts({ dynamo, tables }: Store): Promise<Set<ProductId>> {
  const found = new Set<ProductId>();
  let startKey: Record<string, unknown> | undefined;
  do {
    const page: ScanCommandOutput = await dynamo.send(
      new ScanCommand({
        TableName: tables.feedback,
        FilterExpression: "begins_with(pk, :product)",
        ProjectionExpression: "pk, sk",
        ExpressionAttributeValues: { ":product": productPartition("" as ProductId) },
        ...(startKey && { ExclusiveStartKey: startKey }),
      }),
    );
    for (const { pk } of page.Items ?? []) found.add(ProductId.parse(String(pk).split("#")[1]));
    startKey = page.LastEvaluatedKey;
  } while (startKey);
  return found;
}

async function readSummary(store: Store, productId: ProductId) {
  const key = summaryKey(productId);
  return SummaryItem.optional().parse((await readItems(store, [key]))(key));
}

async function readReviews(store: Store, productId: ProductId): Promise<ReviewItem[]> {
  const items = await readPartition(store, productPartition(productId), reviewPrefix);
  return items
    .filter((item) => !GoneReview.safeParse(item).success)
    .map((item) => ReviewItem.parse(item))
    .filter(({ status }) => status === "published");
}

interface Correction {
  productId: ProductId;
  summary: SummaryItem | undefined;
  counted: RatingCounts;
  reviews: readonly ReviewItem[];
}

/** Announced by one of the reviews, since who keeps ratings learns them so. False where they were changed meanwhile. */
async function correct({ dynamo, tables, clock }: Store, correction: Correction): Promise<boolean> {
  const { productId, summary, counted: counts, reviews } = correction;
  const now = clock.now();
  const version = (summary?.version ?? 0) + 1;
  const Item = { ...summaryKey(productId), productId, version, counts };
  const Put = { TableName: tables.feedback, Item, ...unchanged("version", summary?.version) };
  const about = { id: newId(), occurredAt: now, aggregateId: productId, aggregateVersion: version };
  const announced = reviews.slice(0, 1).map(({ id: reviewId, customerId, rating }) => {
    const data = { reviewId, productId, customerId, rating, ...totalsOf(counts) };
    return outboxItem(tables.outbox, shopEvent("review.published", about, data), now);
  });
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems: [{ Put }, ...announced] }));
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    throw error;
  }
}
