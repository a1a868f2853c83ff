import { z } from "zod";
import { Timestamp } from "../conventions";
import { OrderId, ProductId, RefundId, Sku } from "../ids";
import { internalCall } from "../internal-call";
import { Price } from "../money";

/** What a cart or an order needs to know of a SKU, as it is now. */
export const SellableVariant = z.object({
  sku: Sku,
  productId: ProductId,
  slug: z.string(),
  name: z.string(),
  options: z.record(z.string(), z.string()),
  image: z.string().nullable(),
  price: Price,
  available: z.int().min(0),
  weightGrams: z.int().min(0),
  categoryPath: z.array(z.string()),
  /** Slugs from the top of the tree to the product's own category; a catalog of the release before does not tell. */
  categories: z.array(z.string()).default([]),
});
export type SellableVariant = z.infer<typeof SellableVariant>;

/** Looks up what can be sold of these SKUs. Unknown SKUs and those of drafts or archived products are left out. */
export const lookUpVariants = internalCall({
  name: "catalog.look-up-variants",
  callee: "catalog",
  method: "POST",
  path: "/internal/variants/look-up",
  body: z.strictObject({ skus: z.array(Sku).min(1).max(100) }),
  response: z.object({ variants: z.array(SellableVariant) }),
  idempotent: true,
  deadlineMs: 2_000,
});

/** Whether there is a product, that customers could see or once could. 404 `product-not-found` for a draft, too. */
export const lookUpProduct = internalCall({
  name: "catalog.look-up-product",
  callee: "catalog",
  method: "GET",
  path: "/internal/products/{productId}",
  params: z.strictObject({ productId: ProductId }),
  response: z.object({ id: ProductId, status: z.string() }),
  idempotent: true,
  deadlineMs: 2_000,
});

const reservationParams = z.strictObject({ orderId: OrderId });

export const Reservation = z.object({
  orderId: OrderId,
  status: z.enum(["held", "settled", "released"]),
  expiresAt: Timestamp,
});

/**
 * Holds stock for an order, all lines or none, for 15 minutes; idempotent by order id.
 * 409 `out-of-stock` with `items: [{ sku, requested, available }]`; 409 `reservation-gone` when the order's
 * reservation was released or has expired.
 */
export const reserveStock = internalCall({
  name: "catalog.reserve-stock",
  callee: "catalog",
  method: "PUT",
  path: "/internal/reservations/{orderId}",
  params: reservationParams,
  body: z.strictObject({
    items: z
      .array(z.strictObject({ sku: Sku, quantity: z.int().min(1).max(9_900) }))
      .min(1)
      .max(100),
  }),
  response: Reservation,
  idempotent: true,
  deadlineMs: 4_000,
});

/**
 * Takes what an order holds out of the stock for good, because its payment is authorised.
 * 409 `reservation-gone` when the reservation was released or has expired.
 */
export const settleReservation = internalCall({
  name: "catalog.settle-reservation",
  callee: "catalog",
  method: "POST",
  path: "/internal/reservations/{orderId}/settle",
  params: reservationParams,
  response: Reservation,
  idempotent: true,
  deadlineMs: 4_000,
});

/**
 * Undoes an order's reservation, settled or not: what was held is free again, what was settled is put back.
 * Also of a reservation not yet seen, so that a `reserveStock` that arrives late holds nothing.
 */
export const releaseReservation = internalCall({
  name: "catalog.release-reservation",
  callee: "catalog",
  method: "DELETE",
  path: "/internal/reservations/{orderId}",
  params: reservationParams,
  response: Reservation,
  idempotent: true,
  deadlineMs: 4_000,
});

/**
 * Puts pieces of an order into the stock again, because they came back or are not sent; once for a refund's id, however
 * often it is sent. Never more than is out of the stock for that order: what is there already is left out without a word.
 */
export const restock = internalCall({
  name: "catalog.restock",
  callee: "catalog",
  method: "PUT",
  path: "/internal/restocks/{refundId}",
  params: z.strictObject({ refundId: RefundId }),
  body: z.strictObject({
    orderId: OrderId,
    items: z
      .array(z.strictObject({ sku: Sku, quantity: z.int().min(1).max(9_900) }))
      .min(1)
      .max(100),
  }),
  response: z.object({ refundId: RefundId }),
  idempotent: true,
  deadlineMs: 4_000,
});
