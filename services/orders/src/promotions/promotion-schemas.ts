import { listOf, Timestamp } from "@shopeasy/contracts/conventions";
import { Slug } from "@shopeasy/contracts/ids";
import { Money, Price } from "@shopeasy/contracts/money";
import { holdsCardNumber } from "@shopeasy/platform/card-data/card-number-rules";
import { z } from "zod";
import { Instant } from "../given-times";
import { promotionKinds } from "./promotion-rules";

/** What customers write into the coupon's field, in any case. */
const CouponCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "must be 1 to 64 letters, digits, - and _")
  .refine((code) => !holdsCardNumber(code), "must not be a card's number")
  .meta({ id: "CouponCode", example: "WELCOME10" });

const minorUnits = z.int().min(0).max(100_000_000);
const uses = z.int().min(1).max(1_000_000_000);

const fields = {
  code: CouponCode,
  kind: z.enum(promotionKinds),
  value: z
    .union([minorUnits, Price])
    .nullable()
    .describe(
      "Of a percentage: 1 to 100. Of a fixed one: money, or an integer of minor units of US dollars. Of free shipping: nothing.",
    ),
  minSubtotal: z
    .union([minorUnits, Price])
    .nullable()
    .describe("The least subtotal of an order that it is for: money, or minor units of US dollars."),
  categories: z
    .array(Slug)
    .max(50)
    .describe("Slugs of categories, each with all below it, that it is limited to. Empty: all."),
  startsAt: Instant.nullable().describe("Null: from now on."),
  endsAt: Instant.nullable().describe("The first moment at which it holds no more. Null: it does not end."),
  maxUses: uses.nullable().describe("By how many orders it can be used. Null: by any number."),
  maxUsesPerCustomer: uses
    .nullable()
    .describe("A customer is known by the account, a guest by the e-mail address."),
  active: z.boolean(),
};

export const NewPromotion = z
  .strictObject({
    ...fields,
    value: fields.value.default(null),
    minSubtotal: fields.minSubtotal.default(null),
    categories: fields.categories.default([]),
    startsAt: fields.startsAt.default(null),
    endsAt: fields.endsAt.default(null),
    maxUses: fields.maxUses.default(null),
    maxUsesPerCustomer: fields.maxUsesPerCustomer.default(null),
    active: fields.active.default(true),
  })
  .meta({
    id: "NewPromotion",
    example: {
      code: "SUMMER5",
      kind: "fixed",
      value: { amount: 500, currency: "USD" },
      minSubtotal: { amount: 2_500, currency: "USD" },
      categories: ["outdoor"],
      startsAt: "2026-06-01T00:00:00.000Z",
      endsAt: "2026-09-01T00:00:00.000Z",
      maxUses: 1_000,
      maxUsesPerCustomer: 1,
    },
  });
export type NewPromotion = z.infer<typeof NewPromotion>;

export const PromotionChanges = z
  .strictObject(fields)
  .partial()
  .meta({ id: "PromotionChanges", example: { endsAt: "2026-10-01T00:00:00.000Z", maxUses: 2_000 } });
export type PromotionChanges = z.infer<typeof PromotionChanges>;

const example = {
  id: "01985b2c-5f00-7a31-9d7e-2f8f6f6e9a21",
  code: "WELCOME10",
  kind: "percentage",
  value: 10,
  minSubtotal: null,
  categories: [],
  startsAt: null,
  endsAt: null,
  maxUses: null,
  maxUsesPerCustomer: 1,
  active: true,
  uses: 42,
  createdAt: "2026-01-31T12:00:00.000Z",
  updatedAt: "2026-01-31T12:00:00.000Z",
} as const;

export const PromotionView = z
  .strictObject({
    id: z.uuid(),
    code: z.string(),
    kind: z.enum(promotionKinds),
    value: z
      .union([z.int(), Money])
      .nullable()
      .describe("Per cent of a percentage, money of a fixed one, null of free shipping."),
    minSubtotal: Money.nullable(),
    categories: z.array(z.string()),
    startsAt: Timestamp.nullable(),
    endsAt: Timestamp.nullable(),
    maxUses: z.int().nullable(),
    maxUsesPerCustomer: z.int().nullable(),
    active: z.boolean(),
    uses: z
      .int()
      .describe(
        "How many orders have it; those that were given up before they were paid are not among them.",
      ),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: "Promotion", example });
export type PromotionView = z.infer<typeof PromotionView>;

export const PromotionList = listOf(PromotionView).meta({
  id: "PromotionList",
  example: { items: [example], nextCursor: null },
});
