import type { Db } from "@shopeasy/platform/database/connect";
import { brokenUniqueness } from "@shopeasy/platform/database/errors";
import { Conflict, NotFound } from "@shopeasy/platform/errors";
import { newId } from "@shopeasy/platform/ids";
import { eq } from "drizzle-orm";
import { promotions, promotionUses } from "../db/schema";
import type { Deps } from "../deps";
import { presentPromotion } from "./present-promotion";
import type { NewPromotion, PromotionChanges, PromotionView } from "./promotion-schemas";
import { type PromotionTerms, termsOf, wantedOf } from "./promotion-terms-rules";

type ChangeDeps = Pick<Deps, "database" | "clock" | "logger">;

/** @throws InvalidInput for terms that contradict one another, Conflict `code-in-use` */
export async function createPromotion(
  { database, clock, logger }: ChangeDeps,
  wanted: NewPromotion,
): Promise<PromotionView> {
  const now = clock.now();
  const row = { ...columnsOf(termsOf(wanted)), id: newId(), uses: 0, createdAt: now, updatedAt: now };
  await refusingUsedCodes(row.code, () => database.db.insert(promotions).values(row));
  logger.info("promotion.created", { promotionId: row.id, kind: row.kind });
  return presentPromotion(row);
}

/** @throws NotFound, InvalidInput for what it would be, Conflict `code-in-use` */
export function changePromotion(
  { database, clock, logger }: ChangeDeps,
  id: string,
  changes: PromotionChanges,
): Promise<PromotionView> {
  return database.db.transaction(async (tx) => {
    const found = await lockPromotion(tx, id);
    // Ten per cent must not become ten cents: another kind wants a value of its own.
    const kept = changes.kind && changes.kind !== found.kind ? { value: null } : {};
    const wanted = { ...wantedOf(found), ...kept, ...withoutUndefined(changes) };
    const changed = { ...columnsOf(termsOf(wanted)), updatedAt: clock.now() };
    await refusingUsedCodes(changed.code, () =>
      tx.update(promotions).set(changed).where(eq(promotions.id, id)),
    );
    logger.info("promotion.changed", { promotionId: id });
    return presentPromotion({ ...found, ...changed });
  });
}

/**
 * Takes a promotion away. One that an order has had stays for the books and holds no more: it is given then, and null
 * where it is gone.
 * @throws NotFound
 */
export function deletePromotion(
  { database, clock, logger }: ChangeDeps,
  id: string,
): Promise<PromotionView | null> {
  return database.db.transaction(async (tx) => {
    // Whoever places an order with it waits at this row, or has been waited for.
    const found = await lockPromotion(tx, id);
    const [used] = await tx
      .select({ by: promotionUses.orderId })
      .from(promotionUses)
      .where(eq(promotionUses.promotionId, id))
      .limit(1);
    logger.info("promotion.ended", { promotionId: id, isKept: used !== undefined });
    if (!used) {
      await tx.delete(promotions).where(eq(promotions.id, id));
      return null;
    }
    const changed = { active: false, updatedAt: clock.now() };
    await tx.update(promotions).set(changed).where(eq(promotions.id, id));
    return presentPromotion({ ...found, ...changed });
  });
}

async function lockPromotion(tx: Db, id: string) {
  const [found] = await tx.select().from(promotions).where(eq(promotions.id, id)).for("update");
  if (!found) throw promotionNotFound();
  return found;
}

async function refusingUsedCodes(code: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (brokenUniqueness(error) !== "promotions_code") throw error;
    throw new Conflict("code-in-use", `Another promotion has the code ${code}.`);
  }
}

const columnsOf = (terms: PromotionTerms) => ({ ...terms, categories: [...terms.categories] });

/** Only what was sent: what is left out stays as it is. */
const withoutUndefined = <Changes extends object>(changes: Changes) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Changes]: Exclude<Changes[Key], undefined>;
  };

export const promotionNotFound = () => new NotFound("promotion-not-found", "There is no such promotion.");
