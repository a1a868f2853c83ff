import type { Sku } from "@shopeasy/contracts/ids";
import type { Pieces } from "../orders/pieces";

/** The states of a return, and which may follow which. */
export const nextReturnStatuses = {
  requested: ["approved", "rejected", "received"],
  approved: ["rejected", "received"],
  rejected: [],
  received: [],
} as const satisfies Record<string, readonly string[]>;

export type ReturnStatus = keyof typeof nextReturnStatuses;
export const returnStatuses = Object.keys(nextReturnStatuses) as [ReturnStatus, ...ReturnStatus[]];

export const returnMayBecome = (from: ReturnStatus, to: ReturnStatus): boolean =>
  (nextReturnStatuses[from] as readonly ReturnStatus[]).includes(to);

/** What the order's timeline says of it. */
export const returnSteps = {
  requested: { type: "return-requested", detail: "A return was asked for." },
  approved: { type: "return-approved", detail: "The return was approved: the pieces can be sent back." },
  rejected: { type: "return-rejected", detail: "The return was not accepted." },
  received: { type: "return-received", detail: "The returned pieces have arrived." },
} as const satisfies Record<ReturnStatus, { type: string; detail: string }>;

/** For how long after its delivery a piece can be returned. */
export const returnDays = 30;

/** A parcel of which nobody said when it arrived is taken to have arrived within so many days. */
const arrivesWithinDays = 14;

const dayMs = 86_400_000;

/** How many pieces of a SKU came in parcels that can still be returned. */
export function inWindow(
  sku: Sku,
  parcels: readonly { items: readonly Pieces[]; shippedAt: Date; deliveredAt: Date | null }[],
  now: Date,
): number {
  return parcels
    .filter((parcel) => now.getTime() <= windowEnd(parcel))
    .flatMap(({ items }) => items)
    .filter((item) => item.sku === sku)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function windowEnd({ shippedAt, deliveredAt }: { shippedAt: Date; deliveredAt: Date | null }): number {
  if (deliveredAt) return deliveredAt.getTime() + returnDays * dayMs;
  return shippedAt.getTime() + (arrivesWithinDays + returnDays) * dayMs;
}
