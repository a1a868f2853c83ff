import { Timestamp } from "@shopeasy/contracts/conventions";
import { OrderId, ReturnId, Sku } from "@shopeasy/contracts/ids";
import { refuseCardNumbers } from "@shopeasy/platform/card-data/card-data-rules";
import { z } from "zod";
import { PieceList } from "../orders/piece-schemas";
import { Refund } from "../refunds/refund-schemas";
import { returnStatuses } from "./return-rules";

const RequestReturnFields = z.strictObject({
  items: PieceList,
  reason: z.string().trim().min(1).max(1_000).meta({ example: "It does not fit." }),
});

export const RequestReturn = z.preprocess(refuseCardNumbers(), RequestReturnFields).meta({
  id: "RequestReturn",
  example: { items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }], reason: "It does not fit." },
});
export type RequestReturn = z.infer<typeof RequestReturnFields>;

export const DecideReturn = z
  .strictObject({
    status: z.enum(["approved", "rejected", "received"]),
    restock: z
      .boolean()
      .default(false)
      .describe("With `received`: whether the pieces go back into the stock."),
  })
  .meta({ id: "DecideReturn", example: { status: "received", restock: true } });
export type DecideReturn = z.infer<typeof DecideReturn>;

const returnExample = {
  id: "0190a000-0000-7000-8000-000000000021",
  orderId: "0190a000-0000-7000-8000-000000000001",
  status: "approved",
  items: [{ sku: "NOR-TENT-2P-GRN", quantity: 1 }],
  reason: "It does not fit.",
  refund: null,
  requestedAt: "2026-02-05T08:00:00.000Z",
  changedAt: "2026-02-05T10:00:00.000Z",
};

export const OrderReturn = z
  .strictObject({
    id: ReturnId,
    orderId: OrderId,
    status: z.enum(returnStatuses),
    items: z.array(z.strictObject({ sku: Sku, quantity: z.int() })),
    reason: z.string(),
    refund: Refund.nullable().describe("What was given back for it, once it was received."),
    requestedAt: Timestamp,
    changedAt: Timestamp,
  })
  .meta({
    id: "OrderReturn",
    example: returnExample,
  });

export const OrderReturns = z
  .strictObject({ items: z.array(OrderReturn) })
  .meta({ id: "OrderReturns", example: { items: [returnExample] } });
