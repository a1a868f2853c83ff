import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import type { Deps } from "../deps";
import { quoteCheckout } from "./quote-checkout";
import { QuoteRequest, QuoteView } from "./quote-schemas";

export const quoteRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/checkout/quote",
    summary: "What an order placed now would cost, part by part",
    description:
      "Nothing is held or counted. Without an address or a method it tells what can be told. What an order would be refused for (stock, coupon) is told in `problems`. Its `total` is what `POST /orders` takes as `expectedTotal`.",
    access: "public",
    duringMaintenance: true,
    body: QuoteRequest,
    responses: { 200: { description: "The quote", schema: QuoteView } },
    problems: {
      400: ["card-data-refused"],
      404: ["cart-not-found", "unknown-address"],
      409: ["cart-empty"],
      422: ["shipping-method-unavailable"],
      503: ["upstream-unavailable"],
    },
    handle: async (deps, { body, principal }) =>
      reply(200, await quoteCheckout(deps, body, principal.kind === "user" ? principal : null)),
  }),
];
