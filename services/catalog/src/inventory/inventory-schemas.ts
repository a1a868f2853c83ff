import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { OrderId, Sku, UserId } from "@shopeasy/contracts/ids";
import { noCardNumber } from "@shopeasy/platform/card-data/card-number-rules";
import { z } from "zod";

/** Why staff change a stock by hand. */
const AdjustmentReason = z.enum(["received", "damaged", "counted", "returned"]);

/** Why a stock changed: `sold` with an order, `restocked` when that order was undone, `removed` with its variant. */
const LedgerReason = z.enum([...AdjustmentReason.options, "sold", "restocked", "removed"]);
export type LedgerReason = z.infer<typeof LedgerReason>;

const stockLevel = {
  sku: Sku,
  onHand: z.int().describe("Pieces in the warehouse."),
  reserved: z.int().describe("Of these, held for orders that are being paid."),
  available: z.int().describe("How many can be sold now."),
  lowStockThreshold: z.int().describe("At or below this many available, stock counts as low."),
};

export const StockLevel = z.strictObject(stockLevel).meta({
  id: "StockLevel",
  example: { sku: "NOR-TENT-2P-GRN", onHand: 40, reserved: 2, available: 38, lowStockThreshold: 5 },
});
export type StockLevel = z.infer<typeof StockLevel>;

export const StockLevels = listOf(StockLevel);

export const LedgerEntry = z
  .strictObject({
    id: z.int(),
    at: Timestamp,
    delta: z.int(),
    onHand: z.int().describe("After this change."),
    reason: LedgerReason,
    note: z.string().nullable(),
    orderId: OrderId.nullable(),
    staffId: UserId.nullable().describe("Who changed it, where a person did."),
  })
  .meta({
    id: "LedgerEntry",
    example: {
      id: 1204,
      at: "2026-01-31T12:00:00.000Z",
      delta: 40,
      onHand: 40,
      reason: "received",
      note: "Delivery 7731",
      orderId: null,
      staffId: "0190a000-0000-7000-8000-000000000001",
    },
  });
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export const StockHistory = listOf(LedgerEntry);

export const Adjustment = z
  .strictObject({
    delta: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((delta) => delta !== 0, "must not be 0"),
    reason: AdjustmentReason,
    note: z
      .string()
      .trim()
      .max(500)
      .refine(...noCardNumber)
      .optional(),
  })
  .meta({ id: "Adjustment", example: { delta: 40, reason: "received", note: "Delivery 7731" } });
export type Adjustment = z.infer<typeof Adjustment>;

/** The stock after an adjustment, and the entry that the ledger has of it. */
export const AdjustedStock = z.strictObject({ ...stockLevel, entry: LedgerEntry });
export type AdjustedStock = z.infer<typeof AdjustedStock>;
