import { randomUUID } from "node:crypto";
import { apiPrefix } from "@shopeasy/contracts/route-table";
import type { SeparateShop } from "../shop/separate-shop";
import { BenchError } from "./bench-error";
import { type Catalogue, openCarts, staffToken } from "./catalogue";
import type { Companion } from "./companion";
import { addingTo } from "./jobs/buy";
import { guestWish, paymentMethod } from "./load/checkout";
import type { BurstRequest, BurstResult, RunBurst } from "./load/load-job";
import { ask, forAll } from "./shop-api";
import { percentile } from "./statistics";

/** Customers who have it in their carts, and what is left of it. */
const customers = 500;
const pieces = 100;
const answeredWithinMs = 120_000;

export interface FlashSale {
  customers: number;
  pieces: number;
  /** How many were answered so: "201 paid", "409 out-of-stock". */
  answers: Record<string, number>;
  sold: number;
  /** What stock says afterwards: nothing is left, and nothing is held. */
  onHand: number;
  reserved: number;
  p50Ms: number;
  p99Ms: number;
  /** Until the last answer, and until the last of those who got one. */
  lastMs: number;
  lastSoldMs: number;
}

/** Whether just what there was is sold, and nothing is left or held. */
export const isSoldOut = ({ pieces, sold, onHand, reserved }: FlashSale): boolean =>
  sold === pieces && onHand === 0 && reserved === 0;

interface SaleSetting {
  shop: SeparateShop;
  catalogue: Catalogue;
  generator: Companion;
  tell: (note: string) => void;
}

/** Many customers order the last pieces of one thing at the same moment. */
export async function runFlashSale({ shop, catalogue, generator, tell }: SaleSetting): Promise<FlashSale> {
  const origin = shop.run().gateway;
  // The last one: nobody else has bought of it.
  const sku = catalogue.skus.at(-1) ?? "";
  tell("filling carts for the sale");
  const token = await staffToken(origin);
  // While there is enough for everybody, so that all carts can be filled.
  await leaveOnTheShelf({ origin, sku, token, count: customers });
  const carts = await openCarts(origin, customers);
  await forAll(carts, (cartId) => {
    const { path, body = "" } = addingTo(cartId, sku);
    return ask("POST", { origin, path: path.slice(apiPrefix.length), body: JSON.parse(body) });
  });
  await leaveOnTheShelf({ origin, sku, token, count: pieces });
  tell(`${customers} customers, ${pieces} pieces`);
  const requests = carts.map((cartId): BurstRequest => {
    const body = JSON.stringify({ ...guestWish, cartId, paymentMethod });
    const headers = { "idempotency-key": randomUUID() };
    return { method: "POST", path: `${apiPrefix}/orders`, body, headers };
  });
  generator.tell({ type: "burst", origin, requests } satisfies RunBurst);
  const { answers } = await generator.answer<BurstResult>(answeredWithinMs);
  const stock = await ask<Stock>("GET", { origin, path: `/inventory/${sku}`, token });
  return saleOf(answers, stock);
}

interface Stock {
  onHand: number;
  reserved: number;
}

function saleOf(answers: BurstResult["answers"], { onHand, reserved }: Stock): FlashSale {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[nameOf(answer)] = (counts[nameOf(answer)] ?? 0) + 1;
  const times = Float64Array.from(answers, ({ ms }) => ms).sort();
  const sold = answers.filter(({ status }) => status === 201);
  return {
    ...{ customers, pieces, answers: counts, sold: sold.length, onHand, reserved },
    p50Ms: Math.round(percentile(times, 0.5)),
    p99Ms: Math.round(percentile(times, 0.99)),
    lastMs: Math.round(times.at(-1) ?? 0),
    lastSoldMs: Math.round(Math.max(0, ...sold.map(({ ms }) => ms))),
  };
}

/** The status, and the order's state or the problem's name. */
function nameOf({ status, body }: BurstResult["answers"][number]): string {
  if (status === 0) return `no answer: ${body}`;
  const { type, status: state } = JSON.parse(body || "{}") as { type?: string; status?: unknown };
  return `${status} ${type === undefined ? state : type.split("/").at(-1)}`;
}

interface Shelf {
  origin: string;
  sku: string;
  token: string;
  count: number;
}

/** @throws BenchError where that many are held by orders already */
async function leaveOnTheShelf({ origin, sku, token, count }: Shelf): Promise<void> {
  const { onHand, reserved } = await ask<Stock>("GET", { origin, path: `/inventory/${sku}`, token });
  if (reserved > 0)
    throw new BenchError(`${reserved} pieces of ${sku} are held by orders: nothing to sell out.`);
  if (onHand === count) return;
  const body = { delta: count - onHand, reason: "counted", note: "for the bench" };
  await ask("POST", { origin, path: `/inventory/${sku}/adjustments`, body, token });
}
