import { CountryCode } from "@shopeasy/contracts/conventions";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { wholeNumberQuery } from "@shopeasy/platform/pagination/whole-number-query";
import { z } from "zod";
import { shippingOffers } from "./shipping-rules";
import { ShippingMethod } from "./shipping-schemas";

export const shippingRoutes: Route<object>[] = [
  defineRoute<object>()({
    method: "GET",
    path: "/shipping-methods",
    summary: "How parcels can go to a place, and what that costs",
    description:
      "What an order itself would cost, with its coupon and tax, is told by `POST /checkout/quote`.",
    access: "public",
    query: z.strictObject({
      country: CountryCode,
      region: z.string().trim().min(1).max(100).optional().describe("Some regions are further away."),
      subtotal: wholeNumberQuery(0, 1_000_000_000_000)
        .default(0)
        .describe("In minor units of US dollars; from some amounts on shipping is free."),
      weight: wholeNumberQuery(0, 10_000_000_000).default(0).describe("In grams."),
    }),
    responses: { 200: { description: "The methods, cheapest first", schema: z.array(ShippingMethod) } },
    cache: { maxAge: 300, staleWhileRevalidate: 3_600 },
    handle: async (_deps, { query: { country, region = null, subtotal, weight } }) =>
      reply(
        200,
        shippingOffers(
          { country, region },
          { subtotal: { amount: subtotal, currency: "USD" }, weightGrams: weight },
        ),
      ),
  }),
];
