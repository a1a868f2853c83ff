import { randomUUID } from "node:crypto";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { expectGood } from "./connection";
import type { Step } from "./step";

/** A guest makes a cart, puts one thing into it, asks what it comes to, and pays that. */
export function checkoutOf(nextSku: () => string): Step {
  return async (connection) => {
    const post = async (path: string, body?: unknown, headers?: Record<string, string>) => {
      const request = {
        method: "POST",
        path: apiPrefix + path,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      } as const;
      const answer = await connection.send(request, headers);
      expectGood(answer);
      return answer;
    };
    const cart = await post("/carts");
    const { id: cartId } = JSON.parse(cart.body) as { id: string };
    await post(`/carts/${cartId}/items`, { sku: nextSku(), quantity: 1 });
    const wish = { ...guestWish, cartId };
    const quote = await post("/checkout/quote", wish);
    const { total: expectedTotal } = JSON.parse(quote.body) as { total: unknown };
    const order = { ...wish, paymentMethod, expectedTotal };
    const placed = await post("/orders", order, { "idempotency-key": randomUUID() });
    if (placed.status !== 201) throw new Error(`An order was not paid at once: ${placed.body}`);
    return undefined;
  };
}

export const paymentMethod = "pm_card_visa";

/** Of a guest's order, all but the cart. */
export const guestWish = {
  email: "bench@shopeasy.test",
  shippingAddress: {
    name: "Casey Customer",
    line1: "1 Main Street",
    city: "Springfield",
    region: "IL",
    postalCode: "62701",
    country: "US",
  },
  shippingMethod: "standard",
};
