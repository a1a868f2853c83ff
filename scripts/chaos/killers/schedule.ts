import { createRandom, mixSeeds, type Random } from "../../seed/random";
import { outOf } from "../customers/plan-customer";
import { type PaymentTrouble, paymentTroubles } from "./payment-troubles";

/** What is killed, and how often beside the others. */
const victims = {
  orders: 16,
  "orders-worker": 10,
  catalog: 10,
  "catalog-worker": 5,
  cart: 8,
  "cart-worker": 4,
  users: 4,
  "users-worker": 2,
  feedback: 2,
  "feedback-worker": 2,
  gateway: 4,
  notifications: 8,
  "inventory-stream": 3,
  postgres: 7,
  cloud: 4,
} as const;
export type Victim = keyof typeof victims;

export type Blow =
  | { atMs: number; kind: "kill"; victim: Victim }
  | { atMs: number; kind: "payments"; trouble: PaymentTrouble };

/** Of all blows, those that the payment gateway's connection gets. */
const paymentShare = 0.25;

/**
 * The supervisor gives up what crashes more than five times in a row, each time within a minute of its start. So a
 * process is killed four times in such a row at most; the time it takes to start is in the pause.
 */
const mostInARow = 4;
const rowEndsAfterMs = 90_000;

/** What is going to happen and when: the same for the same seed. */
export function scheduleOf({ seed, ms, perMinute }: { seed: number; ms: number; perMinute: number }): Blow[] {
  const random = createRandom(mixSeeds(seed, 3));
  const rows = new Map<Victim, { count: number; atMs: number }>();
  const blows: Blow[] = [];
  if (perMinute === 0) return blows;
  for (let atMs = gapMs(random, perMinute); atMs < ms; atMs += gapMs(random, perMinute)) {
    if (random.chance(paymentShare)) {
      blows.push({ atMs, kind: "payments", trouble: random.pick(paymentTroubles) });
      continue;
    }
    const victim = outOf(random, victims);
    const row = rows.get(victim);
    const count = row && atMs - row.atMs < rowEndsAfterMs ? row.count + 1 : 1;
    if (count > mostInARow) continue;
    rows.set(victim, { count, atMs });
    blows.push({ atMs, kind: "kill", victim });
  }
  return blows;
}

function gapMs(random: Random, perMinute: number): number {
  return Math.round((-Math.log(1 - random.int(0, 999_999) / 1_000_000) * 60_000) / perMinute);
}
