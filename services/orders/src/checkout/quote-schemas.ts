import { EmailAddress } from "@shopeasy/contracts/conventions";
import { CartId, ProductId, Sku } from "@shopeasy/contracts/ids";
import { CouponFault } from "@shopeasy/contracts/internal/orders";
import { Currency, Money } from "@shopeasy/contracts/money";
import { refuseCardData } from "@shopeasy/platform/card-data/card-data-rules";
import { z } from "zod";
import { addressedTo, ShippingMethodId } from "../orders/order-schemas";
import { promotionKinds } from "../promotions/promotion-rules";
import { ShippingMethod } from "../shipping/shipping-schemas";

const address = {
  name: "Ada Lovelace",
  line1: "1 Main Street",
  city: "Seattle",
  region: "WA",
  postalCode: "98101",
  country: "US",
};

const QuoteRequestFields = z
  .strictObject({
    cartId: CartId,
    email: EmailAddress.optional().describe("A guest's: by it a coupon's uses are counted."),
    ...addressedTo,
    shippingMethod: ShippingMethodId.optional(),
  })
  .refine(({ shippingAddress, addressId }) => shippingAddress === undefined || addressId === undefined, {
    path: ["addressId"],
    message: "must not be given beside shippingAddress",
  });

/** What an order would be placed with; what is left out is not known yet. */
export const QuoteRequest = z.preprocess(refuseCardData, QuoteRequestFields).meta({
  id: "QuoteRequest",
  example: {
    cartId: "0b2f6f0c-6a5e-4d0b-9a3f-3b1d7c1f4e55",
    shippingAddress: address,
    shippingMethod: "standard",
  },
});
export type QuoteRequest = z.infer<typeof QuoteRequestFields>;

const QuoteItem = z
  .strictObject({
    sku: Sku,
    productId: ProductId,
    name: z.string(),
    options: z.record(z.string(), z.string()),
    quantity: z.int(),
    unitPrice: Money.describe("Today's."),
    lineTotal: Money,
    discount: Money.describe("Its part of the order's discount."),
    tax: Money.describe("Its part of the order's tax."),
  })
  .meta({
    id: "QuoteItem",
    example: {
      sku: "NOR-TENT-2P-GRN",
      productId: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a31",
      name: "Ridge Two-Person Tent",
      options: { Color: "Green" },
      quantity: 1,
      unitPrice: { amount: 20_000, currency: "USD" },
      lineTotal: { amount: 20_000, currency: "USD" },
      discount: { amount: 2_000, currency: "USD" },
      tax: { amount: 1_170, currency: "USD" },
    },
  });

const DiscountLine = z
  .strictObject({
    code: z.string(),
    kind: z.enum(promotionKinds),
    amount: Money.describe("What it takes off the lines."),
    shippingSaved: Money.describe("What it takes off the shipping, whose price is told without it."),
  })
  .meta({
    id: "DiscountLine",
    example: {
      code: "WELCOME10",
      kind: "percentage",
      amount: { amount: 2_000, currency: "USD" },
      shippingSaved: { amount: 0, currency: "USD" },
    },
  });

const TaxLineView = z
  .strictObject({
    name: z.string(),
    country: z.string(),
    region: z.string().nullable(),
    rateBasisPoints: z.int().describe("Hundredths of a per cent: 1900 is 19 %."),
    inclusive: z.boolean().describe("Whether the prices hold it, so that it is not added to the total."),
    amount: Money,
  })
  .meta({
    id: "TaxLine",
    example: {
      name: "Sales tax",
      country: "US",
      region: "WA",
      rateBasisPoints: 650,
      inclusive: false,
      amount: { amount: 1_170, currency: "USD" },
    },
  });

const QuoteProblem = z
  .strictObject({
    code: z.enum(["out-of-stock", "coupon-invalid"]),
    detail: z.string(),
    items: z
      .array(z.strictObject({ sku: Sku, requested: z.int(), available: z.int() }))
      .optional()
      .describe(
        "Of out-of-stock: those of which fewer can be had. One that is not sold any more has no price.",
      ),
    why: CouponFault.optional().describe("Of coupon-invalid."),
  })
  .meta({
    id: "QuoteProblem",
    example: { code: "coupon-invalid", detail: "The coupon has expired.", why: "ended" },
  });

const money = (amount: number) => ({ amount, currency: "USD" as const });

export const QuoteView = z
  .strictObject({
    cartId: CartId,
    currency: Currency,
    items: z.array(QuoteItem),
    coupon: z.string().nullable().describe("The cart's, whether it holds or not."),
    discounts: z.array(DiscountLine).describe("They sum to the discount."),
    taxes: z.array(TaxLineView).describe("They sum to the tax."),
    subtotal: Money.describe("The sum of the lines."),
    discount: Money,
    shipping: Money.nullable().describe("Null while address or method is not known."),
    tax: Money.nullable().describe(
      "Null while the address is not known. With taxIncluded it is a part of the prices: told, and not added to the total.",
    ),
    taxIncluded: z.boolean(),
    total: Money.describe(
      "subtotal − discount + shipping, and tax on top of it unless the prices include it; of what is known.",
    ),
    complete: z.boolean().describe("Whether address and method are known: the total is what an order costs."),
    shippingMethods: z.array(ShippingMethod).describe("How it can go to the address, cheapest first."),
    problems: z.array(QuoteProblem).describe("What an order placed now would be refused for."),
  })
  .meta({
    id: "Quote",
    example: {
      cartId: "0b2f6f0c-6a5e-4d0b-9a3f-3b1d7c1f4e55",
      currency: "USD",
      items: [
        {
          sku: "NOR-TENT-2P-GRN",
          productId: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a31",
          name: "Ridge Two-Person Tent",
          options: { Color: "Green" },
          quantity: 1,
          unitPrice: money(20_000),
          lineTotal: money(20_000),
          discount: money(2_000),
          tax: money(1_170),
        },
      ],
      coupon: "WELCOME10",
      discounts: [{ code: "WELCOME10", kind: "percentage", amount: money(2_000), shippingSaved: money(0) }],
      taxes: [
        {
          name: "Sales tax",
          country: "US",
          region: "WA",
          rateBasisPoints: 650,
          inclusive: false,
          amount: money(1_170),
        },
      ],
      subtotal: money(20_000),
      discount: money(2_000),
      shipping: money(0),
      tax: money(1_170),
      taxIncluded: false,
      total: money(19_170),
      complete: true,
      shippingMethods: [
        { id: "standard", name: "Standard", price: money(0), estimatedDays: [3, 5] as [number, number] },
      ],
      problems: [],
    },
  });
export type QuoteView = z.infer<typeof QuoteView>;
