import type { UserId } from "@shopeasy/contracts/ids";
import { customerPartition, DealingItem } from "../customers/customer-items";
import { readPartition } from "../db/read-partition";
import type { Deps } from "../deps";
import { timeOf } from "../ids/authors-id-rules";

const aDayMs = 24 * 3_600_000;

/** How many reviews a customer has written in the last 24 hours. */
export async function countLately(
  store: Pick<Deps, "dynamo" | "tables">,
  customerId: UserId,
  now: Date,
): Promise<number> {
  const items = await readPartition(store, customerPartition(customerId), "product#");
  return items
    .map((item) => DealingItem.parse(item).reviewId)
    .filter((id) => id !== undefined && now.getTime() - timeOf(id) < aDayMs).length;
}
