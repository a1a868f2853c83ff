import type { Db } from "@shopeasy/platform/database/connect";
import { eq, getTableColumns, sql } from "drizzle-orm";
import { promotions } from "../db/schema";
import { type CouponUser, usesBy } from "./coupon-uses";
import type { Promotion } from "./promotion-rules";

/** What is known of a coupon: its promotion, whatever the case of its letters, and how often this customer has used it. */
export async function findCoupon(
  db: Db,
  code: string,
  user: CouponUser | null,
): Promise<{ code: string; promotion: Promotion | null; customerUses: number }> {
  const [found] = await db
    .select({
      ...getTableColumns(promotions),
      // Counted where it matters only: a customer's orders are many, and most promotions have no such limit.
      customerUses: sql<number>`case when ${promotions.maxUsesPerCustomer} is null then 0
        else ${usesBy(user, sql`promotions.id`)} end`,
    })
    .from(promotions)
    .where(eq(sql`upper(${promotions.code})`, code.trim().toUpperCase()));
  return { code, promotion: found ?? null, customerUses: found?.customerUses ?? 0 };
}
