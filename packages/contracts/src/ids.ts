import { z } from "zod";

/** Ids are UUIDs as strings; the brand keeps an order's id from being handed in where a user's is meant. */
export const UserId = z.uuid().brand("UserId");
export type UserId = z.infer<typeof UserId>;

export const AddressId = z.uuid().brand("AddressId");
export type AddressId = z.infer<typeof AddressId>;

export const ProductId = z.uuid().brand("ProductId");
export type ProductId = z.infer<typeof ProductId>;

export const CartId = z.uuid().brand("CartId");
export type CartId = z.infer<typeof CartId>;

export const OrderId = z.uuid().brand("OrderId");
export type OrderId = z.infer<typeof OrderId>;

export const FulfilmentId = z.uuid().brand("FulfilmentId");
export type FulfilmentId = z.infer<typeof FulfilmentId>;

export const RefundId = z.uuid().brand("RefundId");
export type RefundId = z.infer<typeof RefundId>;

export const ReturnId = z.uuid().brand("ReturnId");
export type ReturnId = z.infer<typeof ReturnId>;

export const ReviewId = z.uuid().brand("ReviewId");
export type ReviewId = z.infer<typeof ReviewId>;

export const FeedbackId = z.uuid().brand("FeedbackId");
export type FeedbackId = z.infer<typeof FeedbackId>;

export const WebhookId = z.uuid().brand("WebhookId");
export type WebhookId = z.infer<typeof WebhookId>;

/** A stock-keeping unit's name: people read it, so carts and orders speak of it and not of a variant's id. */
export const Sku = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, "must be 1 to 64 characters of A-Z a-z 0-9 . _ -")
  .brand("Sku")
  .meta({ id: "Sku", example: "NOR-TENT-2P-GRN" });
export type Sku = z.infer<typeof Sku>;

/** A page's name in its address: lower case words joined by hyphens, at most 96 characters. */
export const Slug = z
  .string()
  .max(96)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower case letters and digits, joined by single hyphens")
  .meta({ id: "Slug", example: "ridge-two-person-tent" });
