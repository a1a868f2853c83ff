import { z } from "zod";
import { Timestamp } from "../conventions";
import { CartId, Sku, UserId } from "../ids";
import { internalCall } from "../internal-call";
import { Currency } from "../money";

/** What an order is made from. `ownerId` is null for a guest's cart, whose id is itself the secret. */
export const getCart = internalCall({
  name: "cart.get-cart",
  callee: "cart",
  method: "GET",
  path: "/internal/carts/{cartId}",
  params: z.strictObject({ cartId: CartId }),
  response: z.object({
    id: CartId,
    ownerId: UserId.nullable(),
    currency: Currency,
    /** The code of the cart's coupon; a cart of the release before has none. */
    coupon: z.string().nullable().default(null),
    version: z.int(),
    items: z.array(z.object({ sku: Sku, quantity: z.int().min(1) })),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** What a customer's own cart holds; null where she has none. */
export const exportCustomerCart = internalCall({
  name: "cart.export-customer",
  callee: "cart",
  method: "GET",
  path: "/internal/customers/{userId}/export",
  params: z.strictObject({ userId: UserId }),
  response: z.object({
    cart: z
      .object({
        id: CartId,
        items: z.array(z.object({ sku: Sku, name: z.string(), quantity: z.int(), addedAt: Timestamp })),
        coupon: z.string().nullable(),
        updatedAt: Timestamp,
        expiresAt: Timestamp,
      })
      .nullable(),
  }),
  idempotent: true,
  deadlineMs: 2_000,
});
