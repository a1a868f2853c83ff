import { CountryCode } from "@shopeasy/contracts/conventions";
import { Money } from "@shopeasy/contracts/money";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import { shippingOffers } from "./shipping-rules";

const ShippingMethod = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    price: Money,
    estimatedDays: z.tuple([z.int(), z.int()]).describe("The fewest and the most days."),
  })
  .meta({
    id: "ShippingMethod",
    example: {
      id: "standard",
      name: "Standard",
      price: { amount: 499, currency: "USD" },
      estimatedDays: [3, 5],
    },
  });

export const shippingRoutes: Route<object>[] = [
  defineRoute<object>()({
    method: "GET",
    path: "/shipping-methods",
    summary: "How parcels can go to a country, and what that costs",
    access: "public",
    query: z.strictObject({
      country: CountryCode,
      subtotal: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .default(0)
        .describe("In minor units."),
    }),
    responses: { 200: { description: "The methods, cheapest first", schema: z.array(ShippingMethod) } },
    cache: { maxAge: 300, staleWhileRevalidate: 3_600 },
    handle: async (_deps, { query }) =>
      reply(200, shippingOffers(query.country, { amount: query.subtotal, currency: "USD" })),
  }),
];
