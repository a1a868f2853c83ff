import { apiPrefix } from "@shopeasy/contracts/route-table";
import { failuresOf } from "../../../infra/functions/smoke-test/checks";
import { type LoadOutcome, putUnderLoad } from "./paced-load";

export interface LoadGate {
  /** Of the shop: `https://staging.shopeasy.example` */
  origin: string;
  rate: number;
  seconds: number;
  maxErrorRate: number;
  maxP99Ms: number;
  /** What does not work at once may work until then. */
  smokeSeconds: number;
}

/** What customers read most, at each service: nothing is changed. */
const requests = [
  "/products?limit=20",
  "/products?q=a&limit=20",
  "/categories",
  "/products?inStock=true&limit=20",
  "/auth/jwks.json",
  "/shipping-methods?country=US&subtotal=5000",
  "/reviews?productId=00000000-0000-4000-8000-000000000000",
].map((path) => ({ method: "GET", path: apiPrefix + path }) as const);

/**
 * Whether a shop may be released further: it works, and a bounded load of readers is answered well and fast enough. Tells
 * what it sees, and gives whether it is good.
 */
export async function passesLoadGate(gate: LoadGate, say: (line: string) => void): Promise<boolean> {
  const failures = await failuresOf(gate.origin, Date.now() + gate.smokeSeconds * 1000);
  for (const failure of failures) say(`does not work: ${failure}`);
  if (failures.length > 0) return false;
  say("works: what customers do first, at every service");

  const outcome = await putUnderLoad({ ...gate, requests });
  say(toldOutcome(outcome, gate));
  if (outcome.firstFailure) say(`first failure: ${outcome.firstFailure}`);
  return outcome.failed / outcome.asked <= gate.maxErrorRate && outcome.p99 <= gate.maxP99Ms;
}

function toldOutcome({ asked, failed, p50, p99 }: LoadOutcome, { maxErrorRate, maxP99Ms }: LoadGate): string {
  const share = (value: number) => `${(value * 100).toFixed(2)} %`;
  const ms = (value: number) => (Number.isNaN(value) ? "none" : `${value.toFixed(0)} ms`);
  return (
    `${asked} requests: ${share(failed / asked)} failed (at most ${share(maxErrorRate)}), ` +
    `half within ${ms(p50)}, 99 of 100 within ${ms(p99)} (at most ${ms(maxP99Ms)})`
  );
}
