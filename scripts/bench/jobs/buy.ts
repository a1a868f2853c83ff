import { apiPrefix } from "@shopeasy/contracts/route-table";
import { openCarts, stockUp } from "../catalogue";
import type { PreparedRequest } from "../load/load-job";
import type { Prepare } from "./preparation";

/** How many SKUs are bought: enough that orders seldom wait for each other's stock. */
const skusInUse = 100;
const linesInCart = 5;
/** A line takes 99 pieces at most, so a long run wants many carts. */
const cartsPerSecond = 8;

export const addToCartJob: Prepare = async ({ shop, origin, catalogue, seconds }) => {
  const skus = catalogue.skus.slice(0, linesInCart);
  await stockUp(shop.gateway, skus);
  const carts = await openCarts(origin, Math.max(50, Math.ceil(seconds * cartsPerSecond)));
  return { kind: "requests", origin, requests: skus.flatMap((sku) => carts.map((id) => addingTo(id, sku))) };
};

export const orderJob: Prepare = async ({ shop, catalogue }) => {
  const skus = catalogue.skus.slice(0, skusInUse);
  await stockUp(shop.gateway, skus);
  return { kind: "checkout", origin: shop.gateway, skus };
};

/** Adds one piece. */
export const addingTo = (cartId: string, sku: string): PreparedRequest => ({
  method: "POST",
  path: `${apiPrefix}/carts/${cartId}/items`,
  body: JSON.stringify({ sku, quantity: 1 }),
});
