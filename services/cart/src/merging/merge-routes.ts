import { UserId } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import { cartParams, ifMatchHeader, versionIn } from "../carts/cart-schemas";
import type { Deps } from "../deps";
import { mergeCarts } from "./merge-carts";
import { MergedCart } from "./merge-schemas";

export const mergeRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/carts/{id}/merge",
    summary: "Let a guest's cart join one's own",
    description:
      "The guest's cart is gone then. Sent again, it gives the own cart again. What could not join is told, and why. The guest's coupon joins where there is none.",
    access: "customer",
    params: z.strictObject(cartParams),
    headers: ifMatchHeader,
    responses: { 200: { description: "One's own cart as it is now", schema: MergedCart } },
    problems: {
      404: ["cart-not-found"],
      412: ["cart-changed"],
      503: ["cart-busy"],
    },
    handle: async (deps, { params, headers, principal }) => {
      const userId = UserId.parse(principal.userId);
      const merging = { guestCartId: params.id, userId, ifMatch: versionIn(headers) };
      return reply(200, await mergeCarts(deps, merging));
    },
  }),
];
