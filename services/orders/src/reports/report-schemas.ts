import { Timestamp } from "@shopeasy/contracts/conventions";
import { ProductId } from "@shopeasy/contracts/ids";
import { Currency, Money } from "@shopeasy/contracts/money";
import { z } from "zod";
import { DateOrInstant } from "../given-times";
import { intervals } from "./report-rules";

const When = DateOrInstant.transform((text) => new Date(text)).refine(
  (time) => time.getUTCFullYear() >= 2000 && time.getUTCFullYear() < 2200,
  "must be a time of this shop's",
);

export const SalesQuery = z.strictObject({
  from: When.optional().describe("A date or a time. 30 intervals before the end when it is left out."),
  to: When.optional().describe("Up to, and without, this date or time. Now when it is left out."),
  interval: z.enum(intervals).default("day"),
});
export type SalesQuery = z.infer<typeof SalesQuery>;

const TopProduct = z.strictObject({
  productId: ProductId,
  name: z.string(),
  quantity: z.int(),
  revenue: Money.describe("Of its lines, after discounts."),
});

const Sales = z.strictObject({
  currency: Currency,
  orders: z.int().describe("That were paid then."),
  revenue: Money.describe("What was paid for them, with shipping and tax."),
  refunds: Money.describe("What was given back then, of whichever orders."),
  averageOrder: Money,
  topProducts: z.array(TopProduct).describe("Up to 5, by revenue."),
});

export const SalesReport = z
  .strictObject({
    interval: z.enum(intervals),
    from: Timestamp,
    to: Timestamp,
    totals: z.array(Sales).describe("Of the whole report, by currency."),
    intervals: z
      .array(z.strictObject({ from: Timestamp, to: Timestamp, sales: z.array(Sales) }))
      .describe(
        "Oldest first, days by UTC; `sales` has a member for each currency that something was sold in then.",
      ),
  })
  .meta({
    id: "SalesReport",
    example: {
      interval: "day",
      from: "2026-01-31T00:00:00.000Z",
      to: "2026-02-01T00:00:00.000Z",
      totals: [],
      intervals: [
        {
          from: "2026-01-31T00:00:00.000Z",
          to: "2026-02-01T00:00:00.000Z",
          sales: [
            {
              currency: "USD",
              orders: 2,
              revenue: { amount: 44_798, currency: "USD" },
              refunds: { amount: 0, currency: "USD" },
              averageOrder: { amount: 22_399, currency: "USD" },
              topProducts: [
                {
                  productId: "0190a000-0000-7000-8000-000000000001",
                  name: "Ridge Two-Person Tent",
                  quantity: 2,
                  revenue: { amount: 39_800, currency: "USD" },
                },
              ],
            },
          ],
        },
      ],
    },
  });
