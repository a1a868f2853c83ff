import { ReviewId } from "@shopeasy/contracts/ids";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { z } from "zod";
import { newestFirst, readPage } from "../db/read-page";
import type { Deps } from "../deps";
import { presentToStaff } from "./present-review";
import { heldUnder, ReviewItem } from "./review-items";
import { reviewsUnavailable } from "./store-faults";

const Cursor = z.strictObject({ status: z.string(), after: ReviewId });

export interface HeldQuery {
  status: "flagged" | "rejected";
  limit: number;
  cursor?: string | undefined;
}

/** A page of what staff hold back of all products, newest first. */
export async function listHeldReviews(
  store: Pick<Deps, "dynamo" | "tables">,
  { status, limit, cursor }: HeldQuery,
) {
  const own = Cursor.extend({ status: z.literal(status) });
  const after = cursor === undefined ? undefined : decodeCursor(own, cursor).after;
  const query = { ...newestFirst, under: heldUnder(status), most: limit + 1, after };
  const reviews = z.array(ReviewItem).parse(await readPage(store, query).catch(reviewsUnavailable));
  const page = pageOf(reviews, limit, ({ id }) => ({ status, after: id }));
  return { ...page, items: page.items.map((review) => presentToStaff(review)) };
}
