import { UserId } from "@shopeasy/contracts/ids";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import type { Deps } from "../deps";
import { callerOf } from "./caller";
import { ownCartId } from "./cart-rules";
import { CartView, cartParams } from "./cart-schemas";
import { getCart } from "./get-cart";
import { openCart } from "./open-cart";

export const contentsRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/carts",
    summary: "Get a cart to fill",
    description:
      "Without a token: a guest's, which opens to whoever has its id. With one: the caller's own, made if there is none.",
    access: "public",
    responses: {
      201: { description: "The cart", schema: CartView, headers: { Location: "Its address" } },
    },
    problems: { 503: ["cart-busy"] },
    handle: async (deps, { principal }) => {
      const cart = await openCart(deps, callerOf(principal));
      return reply(201, cart, { Location: `${apiPrefix}/carts/${cart.id}` });
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/carts/me",
    summary: "One's own cart",
    access: "customer",
    responses: { 200: { description: "The cart, at today's prices", schema: CartView } },
    problems: { 404: ["cart-not-found"] },
    handle: async (deps, { principal }) => {
      const userId = UserId.parse(principal.userId);
      return reply(200, await getCart(deps, ownCartId(userId), userId));
    },
  }),
  defineRoute<Deps>()({
    method: "GET",
    path: "/carts/{id}",
    summary: "A cart",
    description: "It expires 30 days after its last use.",
    access: "public",
    params: z.strictObject(cartParams),
    responses: { 200: { description: "The cart, at today's prices", schema: CartView } },
    problems: { 404: ["cart-not-found"] },
    handle: async (deps, { params, principal }) =>
      reply(200, await getCart(deps, params.id, callerOf(principal))),
  }),
];
