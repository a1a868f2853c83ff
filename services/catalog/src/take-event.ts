import { z } from "zod";
import { foldRating } from "./ratings/fold-rating";
import { recordSale } from "./related/record-sale";
import type { StoreDeps } from "./store-deps";

const takers = {
  "review.published": foldRating,
  "review.removed": foldRating,
  "order.paid": recordSale,
} as const satisfies Record<string, (deps: StoreDeps, message: unknown) => Promise<void>>;

const Taken = z.object({ type: z.enum(Object.keys(takers) as (keyof typeof takers)[]) });

/** Takes part in an event of another service's. @throws ZodError for one that the catalogue has no part in */
export async function takeEvent(deps: StoreDeps, message: unknown): Promise<void> {
  const { type } = Taken.parse(message);
  await takers[type](deps, message);
}
