import { UserId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import { CartView, cartParams, ifMatchHeader, versionIn } from "../carts/cart-schemas";
import type { Deps } from "../deps";
import { mergeCarts } from "./merge-carts";

export const mergeRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/carts/{id}/merge",
    summary: "Let a guest's cart join one's own",
    description:
      "The guest's cart is gone then. Sent again, it gives the own cart again. Of what there is too little of, the line says so.",
    access: "customer",
    params: z.strictObject(cartParams),
    headers: ifMatchHeader,
    responses: { 200: { description: "One's own cart as it is now", schema: CartView } },
    problems: {
      404: ["cart-not-found"],
      412: ["cart-changed"],
      422: ["cart-full"],
      503: ["cart-busy"],
    },
    handle: async (deps, { params, headers, principal }) => {
      const userId = UserId.parse(principal.userId);
      const merging = { guestCartId: params.id, userId, ifMatch: versionIn(headers) };
      return reply(200, await mergeCarts(deps, merging));
    },
  }),
];
