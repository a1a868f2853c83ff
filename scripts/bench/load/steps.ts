import { randomUUID } from "node:crypto";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { Answer, Connection } from "./connection";
import type { LoadJob } from "./load-job";

/** One turn of a closed loop: what is counted as one, and timed. Rejects when it was not answered well. */
export type Step = (connection: Connection) => Promise<void>;

/** What a job does over and over. */
export function stepOf(job: LoadJob): Step {
  switch (job.kind) {
    case "requests": {
      const next = inTurn(job.requests);
      return async (connection) => expectGood(await connection.send(next()));
    }
    case "checkout":
      return checkoutOf(job.skus);
  }
}

/** A guest makes a cart, puts one thing into it, asks what it comes to, and pays that. */
function checkoutOf(skus: readonly string[]): Step {
  const next = inTurn(skus);
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
    await post(`/carts/${cartId}/items`, { sku: next(), quantity: 1 });
    const wish = {
      cartId,
      email: "bench@shopeasy.test",
      shippingAddress: address,
      shippingMethod: "standard",
    };
    const quote = await post("/checkout/quote", wish);
    const { total: expectedTotal } = JSON.parse(quote.body) as { total: unknown };
    const order = { ...wish, paymentMethod: "pm_card_visa", expectedTotal };
    const placed = await post("/orders", order, { "idempotency-key": randomUUID() });
    if (placed.status !== 201) throw new Error(`An order was not paid at once: ${placed.body}`);
  };
}

const address = {
  name: "Casey Customer",
  line1: "1 Main Street",
  city: "Springfield",
  region: "IL",
  postalCode: "62701",
  country: "US",
};

function expectGood({ status, body }: Answer): void {
  if (status < 200 || status > 299) throw new Error(`HTTP ${status}: ${body.slice(0, 300)}`);
}

function inTurn<Item>(items: readonly Item[]): () => Item {
  let at = 0;
  return () => {
    const item = items[at++ % items.length];
    if (item === undefined) throw new Error("There is nothing to ask for");
    return item;
  };
}
