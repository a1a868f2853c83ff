import { Quantity } from "@shopeasy/contracts/conventions";
import { Sku } from "@shopeasy/contracts/ids";
import { reply } from "@shopeasy/platform/http/reply";
import { defineRoute, type Route } from "@shopeasy/platform/http/route";
import { z } from "zod";
import { targetOf } from "../carts/caller";
import { mostOfOne } from "../carts/cart-rules";
import { CartView, cartParams, ifMatchHeader } from "../carts/cart-schemas";
import type { Deps } from "../deps";
import { addItem } from "./add-item";
import { emptyCart } from "./empty-cart";
import { removeItem } from "./remove-item";
import { setItem } from "./set-item";

const lineParams = z.strictObject({ ...cartParams, sku: Sku });
const responses = { 200: { description: "The cart as it is now", schema: CartView } } as const;

const fillingProblems = {
  404: ["cart-not-found", "unknown-sku"],
  409: ["insufficient-stock"],
  412: ["cart-changed"],
  422: ["cart-full", "quantity-limit"],
  503: ["upstream-unavailable", "cart-busy"],
} as const;

const emptyingProblems = { 404: ["cart-not-found"], 412: ["cart-changed"], 503: ["cart-busy"] } as const;

export const lineRoutes: Route<Deps>[] = [
  defineRoute<Deps>()({
    method: "POST",
    path: "/carts/{id}/items",
    summary: "Add pieces of a SKU to a cart",
    description: "Two that add at once never lose an item.",
    access: "public",
    params: z.strictObject(cartParams),
    headers: ifMatchHeader,
    body: z
      .strictObject({ sku: Sku, quantity: Quantity })
      .meta({ example: { sku: "NOR-TENT-2P-GRN", quantity: 1 } }),
    responses,
    problems: fillingProblems,
    handle: async (deps, call) => reply(200, await addItem(deps, targetOf(call), call.body)),
  }),
  defineRoute<Deps>()({
    method: "PUT",
    path: "/carts/{id}/items/{sku}",
    summary: "Set how many of a SKU are in a cart; 0 removes it",
    access: "public",
    params: lineParams,
    headers: ifMatchHeader,
    body: z.strictObject({ quantity: z.int().min(0).max(mostOfOne) }).meta({ example: { quantity: 2 } }),
    responses,
    problems: fillingProblems,
    handle: async (deps, call) => {
      const wanted = { sku: call.params.sku, quantity: call.body.quantity };
      return reply(200, await setItem(deps, targetOf(call), wanted));
    },
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/carts/{id}/items/{sku}",
    summary: "Remove a SKU from a cart",
    access: "public",
    params: lineParams,
    headers: ifMatchHeader,
    responses,
    problems: emptyingProblems,
    handle: async (deps, call) => reply(200, await removeItem(deps, targetOf(call), call.params.sku)),
  }),
  defineRoute<Deps>()({
    method: "DELETE",
    path: "/carts/{id}/items",
    summary: "Empty a cart",
    access: "public",
    params: z.strictObject(cartParams),
    headers: ifMatchHeader,
    responses,
    problems: emptyingProblems,
    handle: async (deps, call) => reply(200, await emptyCart(deps, targetOf(call))),
  }),
];
