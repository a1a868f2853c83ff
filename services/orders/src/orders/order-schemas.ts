import { CountryCode, EmailAddress, listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { CartId, OrderId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { Money } from "@shopeasy/contracts/money";
import { z } from "zod";
import { refuseCardData } from "./card-data-rules";
import { orderStatuses } from "./order-rules";

const line = (max: number) => z.string().trim().min(1).max(max);

export const Address = z
  .strictObject({
    name: line(200),
    line1: line(200),
    line2: line(200).optional(),
    city: line(100),
    region: line(100).optional(),
    postalCode: line(20).optional(),
    country: CountryCode,
    phone: line(40).optional(),
  })
  .meta({
    id: "Address",
    example: {
      name: "Ada Lovelace",
      line1: "1 Main Street",
      city: "Springfield",
      region: "IL",
      postalCode: "62701",
      country: "US",
    },
  });
export type Address = z.infer<typeof Address>;

/** The gateway's token of a payment method, as its own form gives it to the browser. */
const PaymentMethod = z
  .string()
  .regex(/^pm_[A-Za-z0-9_]{1,200}$/, "must be a payment method's token, as pm_card_visa")
  .meta({ example: "pm_card_visa" });

const PlaceOrderFields = z.strictObject({
  cartId: CartId,
  email: EmailAddress.optional().describe("Wanted from guests; a customer's own when it is left out."),
  shippingAddress: Address,
  billingAddress: Address.optional().describe("The shipping address when it is left out."),
  shippingMethod: z.string().min(1).max(64).meta({ example: "standard" }),
  paymentMethod: PaymentMethod,
  expectedTotal: Money.optional().describe(
    "Refuses the order with 409 total-changed when its total would be another.",
  ),
});

/** What an order is placed with. Anything that looks like a card is refused before all else. */
export const PlaceOrder = z.preprocess(refuseCardData, PlaceOrderFields);
export type PlaceOrder = z.infer<typeof PlaceOrderFields>;

const OrderLine = z.strictObject({
  sku: Sku,
  productId: ProductId,
  name: z.string(),
  options: z.record(z.string(), z.string()),
  quantity: z.int(),
  unitPrice: Money,
  lineTotal: Money,
});

const Fulfilment = z
  .strictObject({
    carrier: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
    items: z.array(z.strictObject({ sku: Sku, quantity: z.int() })),
    shippedAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
  })
  .meta({ id: "Fulfilment" });

export const Order = z
  .strictObject({
    id: OrderId,
    number: z.string().meta({ example: "SE-2026-000123" }),
    status: z.enum(orderStatuses),
    email: z.string(),
    items: z.array(OrderLine),
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    total: Money,
    refunded: Money,
    coupon: z.string().nullable(),
    shippingAddress: Address,
    billingAddress: Address,
    shippingMethod: z.string(),
    payment: z.strictObject({
      status: z.enum(["pending", "requires-action", "paid", "failed"]),
      brand: z.string().nullable(),
      last4: z.string().nullable(),
    }),
    fulfilments: z.array(Fulfilment),
    timeline: z.array(z.strictObject({ at: Timestamp, type: z.string(), detail: z.string() })),
    placedAt: Timestamp,
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

/** The answer to placing an order: the order, and for a guest the token that opens it again. */
export const PlacedOrder = z
  .strictObject({ ...Order.shape, token: z.string().nullable() })
  .meta({ id: "PlacedOrder" });

/** An order that is not paid yet. Where its payment needs a step of the customer's (3-D Secure), her browser does it with the secret. */
export const PendingOrder = z
  .strictObject({ ...PlacedOrder.shape, clientSecret: z.string().optional() })
  .meta({ id: "PendingOrder" });

export const OrderList = listOf(Order).meta({ id: "OrderList" });
