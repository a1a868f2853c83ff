import { setTimeout as pause } from "node:timers/promises";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import { BenchError } from "../bench-error";
import { ask, forAll } from "../shop-api";
import { openAccounts } from "./accounts";
import type { Prepare } from "./preparation";

const reviewedProducts = 20;
const reviewsOfEach = 8;
const leastLimit = 21;
const publishedWithinMs = 60_000;

/** Reads what customers say of a product; has them say it first. */
export const reviewsJob: Prepare = async ({ shop, origin, catalogue }) => {
  const products = catalogue.ids.slice(0, reviewedProducts);
  const customers = await openAccounts(shop.gateway, reviewsOfEach);
  const wanted = products.flatMap((productId) => customers.map((customer) => ({ productId, customer })));
  await forAll(wanted, ({ productId, customer: { accessToken: token } }) => {
    const body = { productId, rating: 4, title: "As it should be", body: "It does what it says, and well." };
    return ask("POST", { origin: shop.gateway, path: "/reviews", body, token });
  });
  const paths = products.map((productId) => `/reviews?productId=${productId}`);
  for (const path of paths) await untilPublished(origin, path);
  return {
    kind: "requests",
    origin,
    requests: paths.map((path) => ({ method: "GET", path: apiPrefix + path })),
  };
};

async function untilPublished(origin: string, path: string): Promise<void> {
  const until = Date.now() + publishedWithinMs;
  for (let limit = leastLimit; Date.now() < until; limit = limit < 100 ? limit + 1 : leastLimit) {
    // A path of its own each time: the service keeps what it answered.
    const { items } = await ask<{ items: unknown[] }>("GET", { origin, path: `${path}&limit=${limit}` });
    if (items.length >= reviewsOfEach) return;
    await pause(200);
  }
  throw new BenchError(`Reviews were not published within ${publishedWithinMs / 1000} s.`);
}
