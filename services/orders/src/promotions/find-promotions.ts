import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { promotions } from "../db/schema";
import type { Deps } from "../deps";
import { promotionNotFound } from "./change-promotions";
import { presentPromotion } from "./present-promotion";
import type { PromotionView } from "./promotion-schemas";

const Cursor = z.strictObject({ id: z.uuid() });

export interface PromotionFilter {
  limit: number;
  cursor?: string | undefined;
  active?: boolean | undefined;
}

/** The shop's promotions, newest first. */
export async function listPromotions(
  { database }: Pick<Deps, "database">,
  { limit, cursor, active }: PromotionFilter,
) {
  const rows = await database.db
    .select()
    .from(promotions)
    .where(
      and(
        cursor === undefined ? undefined : lt(promotions.id, decodeCursor(Cursor, cursor).id),
        active === undefined ? undefined : eq(promotions.active, active),
      ),
    )
    .orderBy(desc(promotions.id))
    .limit(limit + 1);
  const { items, nextCursor } = pageOf(rows, limit, ({ id }) => ({ id }));
  return { items: items.map(presentPromotion), nextCursor };
}

/** @throws NotFound */
export async function getPromotion({ database }: Pick<Deps, "database">, id: string): Promise<PromotionView> {
  const [found] = await database.db.select().from(promotions).where(eq(promotions.id, id));
  if (!found) throw promotionNotFound();
  return presentPromotion(found);
}
