import { Timestamp } from "@shopeasy/contracts/conventions";
import { OrderId, RefundId, Sku } from "@shopeasy/contracts/ids";
import { Money } from "@shopeasy/contracts/money";
import { refuseCardNumbers } from "@shopeasy/platform/card-data/card-data-rules";
import { z } from "zod";
import { PieceList } from "../orders/piece-schemas";
import { refundStates } from "./refund-rules";

const Amount = z.strictObject({ ...Money.shape, amount: z.int().min(1).max(Number.MAX_SAFE_INTEGER) });

const RequestRefundFields = z
  .strictObject({
    amount: Amount.optional().describe("So much, whatever it is for."),
    items: PieceList.optional().describe(
      "What was paid for these pieces, with their part of discount and tax.",
    ),
    reason: z.string().trim().min(1).max(1_000),
    restock: z.boolean().default(false).describe("Whether the pieces go back into the stock."),
  })
  .superRefine(({ amount, items, restock }, context) => {
    const message = amount && items ? "give an amount or items, not both" : null;
    if (message) context.addIssue({ code: "custom", path: ["amount"], message });
    if (amount && restock) {
      context.addIssue({
        code: "custom",
        path: ["restock"],
        message: "name the items that go back into the stock",
      });
    }
  });

export const RequestRefund = z.preprocess(refuseCardNumbers(), RequestRefundFields).meta({
  id: "RequestRefund",
  example: {
    items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }],
    reason: "Arrived broken.",
    restock: false,
  },
});
export type RequestRefund = z.infer<typeof RequestRefundFields>;

const refundExample = {
  id: "0190a000-0000-7000-8000-000000000011",
  orderId: "0190a000-0000-7000-8000-000000000001",
  status: "succeeded",
  amount: { amount: 19_900, currency: "USD" },
  items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1, amount: { amount: 19_900, currency: "USD" } }],
  origin: "staff",
  reason: "Arrived broken.",
  restock: false,
  requestedAt: "2026-02-05T12:00:00.000Z",
  settledAt: "2026-02-05T12:00:00.400Z",
};

export const Refund = z
  .strictObject({
    id: RefundId,
    orderId: OrderId,
    status: z
      .enum(refundStates)
      .describe(
        "`requested`: the gateway has not answered yet, and is asked again; `pending`: the bank takes its time; `succeeded`; `failed`.",
      ),
    amount: Money,
    items: z.array(z.strictObject({ sku: Sku, quantity: z.int(), amount: Money })),
    origin: z
      .enum(["staff", "return", "cancellation", "undo", "gateway"])
      .describe("What it is for; `gateway`: it was made there, past this shop."),
    reason: z.string().nullable(),
    restock: z.boolean(),
    requestedAt: Timestamp,
    settledAt: Timestamp.nullable(),
  })
  .meta({
    id: "Refund",
    example: refundExample,
  });

export const Refunds = z
  .strictObject({ items: z.array(Refund) })
  .meta({ id: "Refunds", example: { items: [refundExample] } });
