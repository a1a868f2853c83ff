import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import { targetOf } from "../carts/caller";
import { CartView, cartParams, ifMatchHeader } from "../carts/cart-schemas";
import type { Deps } from "../deps";
import { removeCoupon, setCoupon } from "./set-coupon";

/** Codes are the same in either case; orders knows which there are. */
const Code = z
  .string()
  .trim()
  .toUpperCase()
  .min(1)
  .max(64)
  .refine((code) => !/\p{Cc}/u.test(code), "must be text");

const shared = {
  path: "/carts/{id}/coupon",
  access: "public",
  params: z.strictObject(cartParams),
  headers: ifMatchHeader,
  responses: { 200: { description: "The cart as it is now", schema: CartView } },
} as const;

export const couponRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    ...shared,
    method: "PUT",
    summary: "Put a coupon on a cart",
    description:
      "In place of the one that it had. What it takes off is worked out whenever the cart is looked at: a coupon that is good no more stays, and takes nothing off.",
    body: z.strictObject({ code: Code }).meta({ example: { code: "WELCOME10" } }),
    problems: {
      404: ["cart-not-found"],
      412: ["cart-changed"],
      422: ["coupon-invalid"],
      503: ["upstream-unavailable", "cart-busy"],
    },
    handle: async (deps, call) => reply(200, await setCoupon(deps, targetOf(call), call.body.code)),
  }),
  defineRoute<Deps>()({
    ...shared,
    method: "DELETE",
    summary: "Take the coupon off a cart",
    problems: { 404: ["cart-not-found"], 412: ["cart-changed"], 503: ["cart-busy"] },
    handle: async (deps, call) => reply(200, await removeCoupon(deps, targetOf(call))),
  }),
];
