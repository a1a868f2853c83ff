import { eventSchemas } from "@shopeasy/contracts/events";
import { and, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { products } from "../db/schema";
import type { Deps } from "../deps";

const RatingChanged = z.union([eventSchemas["review.published"], eventSchemas["review.removed"]]);

/**
 * Takes over a product's rating from an event of its reviews. Events carry the whole rating, so the highest version
 * wins, in whatever order and however often they come: no inbox is needed.
 * @throws ZodError for anything but such an event
 */
export async function foldRating({ database }: Pick<Deps, "database">, message: unknown): Promise<void> {
  const { aggregateVersion, data } = RatingChanged.parse(message);
  await database.db
    .update(products)
    .set({
      ratingSum: data.ratingSum,
      ratingCount: data.ratingCount,
      ratingVersion: aggregateVersion,
    })
    .where(and(eq(products.id, data.productId), lt(products.ratingVersion, aggregateVersion)));
}
