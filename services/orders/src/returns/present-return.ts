import type { Currency } from "@shopeasy/contracts/money";
import type { z } from "zod";
import type { returns } from "../db/schema";
import { presentRefund } from "../refunds/present-refund";
import type { Refund } from "../refunds/settle-refund";
import type { OrderReturn } from "./return-schemas";

/** A return as its customer and staff see it, with the refund that was made for it. */
export function presentReturn(
  row: typeof returns.$inferSelect,
  refund: Refund | undefined,
  currency: Currency,
): z.input<typeof OrderReturn> {
  const { id, orderId, status, items, reason, requestedAt, changedAt } = row;
  return {
    id,
    orderId,
    status,
    items,
    reason,
    refund: refund ? presentRefund(refund, currency) : null,
    requestedAt: requestedAt.toISOString(),
    changedAt: changedAt.toISOString(),
  };
}
