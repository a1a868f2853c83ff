import { Sku } from "@shopeasy/contracts/ids";
import { z } from "zod";
import { reasonsToLeaveOut } from "../carts/cart";
import { CartView, cartExample } from "../carts/cart-schemas";

export const MergedCart = CartView.extend({
  leftOut: z
    .array(z.strictObject({ sku: Sku, quantity: z.int(), reason: z.enum(reasonsToLeaveOut) }))
    .describe("Pieces in the guest's cart that did not join, for want of stock or past a cart's limits."),
}).meta({
  id: "MergedCart",
  example: {
    ...cartExample,
    leftOut: [{ sku: "NOR-TENT-2P-GRN", quantity: 1, reason: "insufficient-stock" }],
  },
});
export type MergedCart = z.infer<typeof MergedCart>;
