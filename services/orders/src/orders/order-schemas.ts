import { addressFields } from "@shopeasy/contracts/address";
import { EmailAddress, listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { AddressId, CartId, FulfilmentId, OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { Money } from "@shopeasy/contracts/money";
import { refuseCardData } from "@shopeasy/platform/card-data/card-data-rules";
import { z } from "zod";
import { addressExample, orderExample, pendingOrderExample, placedOrderExample } from "./order-examples";
import { orderStatuses } from "./order-rules";

export const Address = z.strictObject(addressFields).meta({ id: "Address", example: addressExample });
export type Address = z.infer<typeof Address>;

/** The gateway's token of a payment method, as its own form gives it to the browser. */
const PaymentMethod = z
  .string()
  .regex(/^pm_[A-Za-z0-9_]{1,200}$/, "must be a payment method's token, as pm_card_visa")
  .meta({ example: "pm_card_visa" });

/** Where an order is to go; spread it into a schema. */
export const addressedTo = {
  shippingAddress: Address.optional(),
  addressId: AddressId.optional().describe("In place of it: one of the caller's own addresses."),
};

/** The carrier's way, as `GET /shipping-methods` names it. */
export const ShippingMethodId = z.string().min(1).max(64).meta({ example: "standard" });

const PlaceOrderFields = z
  .strictObject({
    cartId: CartId,
    email: EmailAddress.optional().describe("Wanted from guests; a customer's own when it is left out."),
    ...addressedTo,
    billingAddress: Address.optional().describe("The shipping address when it is left out."),
    shippingMethod: ShippingMethodId,
    paymentMethod: PaymentMethod,
    expectedTotal: Money.optional().describe(
      "Refuses the order with 409 total-changed when its total would be another.",
    ),
  })
  .refine(({ shippingAddress, addressId }) => (shippingAddress === undefined) !== (addressId === undefined), {
    path: ["shippingAddress"],
    message: "is required, or addressId in its place, and not both",
  });

/** What an order is placed with. Anything that looks like a card is refused before all else. */
export const PlaceOrder = z.preprocess(refuseCardData, PlaceOrderFields).meta({
  id: "PlaceOrder",
  example: {
    cartId: "0b2f6f0c-6a5e-4d0b-9a3f-3b1d7c1f4e55",
    email: "ada@example.com",
    shippingAddress: addressExample,
    shippingMethod: "standard",
    paymentMethod: "pm_card_visa",
    expectedTotal: { amount: 5_499, currency: "USD" },
  },
});
export type PlaceOrder = z.infer<typeof PlaceOrderFields>;

const OrderLine = z.strictObject({
  sku: Sku,
  productId: ProductId,
  name: z.string(),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  unitPrice: Money,
  lineTotal: Money,
  discount: Money.describe("Its part of the order's discount."),
  tax: Money.describe("Its part of the order's tax."),
});

/** What a guest opens an order with. */
export const guestTokenQuery = z.strictObject({
  token: z.string().max(128).optional().describe("Of the confirmation: opens a guest's order."),
});

export const Fulfilment = z
  .strictObject({
    id: FulfilmentId,
    carrier: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
    items: z.array(z.strictObject({ sku: Sku, quantity: z.int() })),
    shippedAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
  })
  .meta({ id: "Fulfilment", example: orderExample.fulfilments[0] });

export const Order = z
  .strictObject({
    id: OrderId,
    number: z.string().meta({ example: "SE-2026-000123" }),
    status: z.enum(orderStatuses),
    email: z.string(),
    items: z.array(OrderLine),
    subtotal: Money.describe("The sum of the items' line totals."),
    discount: Money,
    shipping: Money,
    tax: Money.describe("With taxIncluded it is a part of the prices: told, and not added to the total."),
    taxIncluded: z.boolean(),
    total: Money.describe(
      "subtotal − discount + shipping, and tax on top of it unless the prices include it.",
    ),
    refunded: Money,
    coupon: z.string().nullable(),
    shippingAddress: Address,
    billingAddress: Address,
    shippingMethod: z.string(),
    payment: z.strictObject({
      status: z.enum(["pending", "requires-action", "paid", "failed", "refunded"]),
      brand: z.string().nullable(),
      last4: z.string().nullable(),
    }),
    fulfilments: z.array(Fulfilment),
    timeline: z.array(z.strictObject({ at: Timestamp, type: z.string(), detail: z.string() })),
    placedAt: Timestamp,
  })
  .meta({ id: "Order", example: orderExample });
export type Order = z.infer<typeof Order>;

/** The answer to placing an order: the order, and for a guest the token that opens it again. */
export const PlacedOrder = z
  .strictObject({ ...Order.shape, token: z.string().nullable() })
  .meta({ id: "PlacedOrder", example: placedOrderExample });

/** An order that is not paid yet. Where its payment needs a step of the customer's (3-D Secure), her browser does it with the secret. */
export const PendingOrder = z
  .strictObject({ ...PlacedOrder.shape, clientSecret: z.string().optional() })
  .meta({ id: "PendingOrder", example: pendingOrderExample });

export const OrderList = listOf(Order).meta({
  id: "OrderList",
  example: { items: [orderExample], nextCursor: null },
});
