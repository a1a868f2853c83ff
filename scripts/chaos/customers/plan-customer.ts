import type { Random } from "../../seed/random";

/** What one customer is going to do: made up before she comes. */
export interface CustomerPlan {
  number: number;
  email: string;
  /** Has an account, and the cart that goes with it. */
  isMember: boolean;
  items: { sku: string; quantity: number }[];
  quotesFirst: boolean;
  card: "good" | "declined" | "asks";
  /** What she does about 3-D Secure: `late` is after her reservation ran out. */
  confirms: "soon" | "late" | "wrongly" | "never";
  confirmsAfterMs: number;
  /** Asks again under the same key where the shop broke or was silent. */
  retries: boolean;
  /** Of each try to order. */
  patienceMs: number;
  afterwards: "nothing" | "cancels" | "refunded-partly" | "refunded";
  afterwardsMs: number;
}

export interface Assortment {
  /** There is enough of these. */
  plenty: readonly string[];
  /** These sell out. */
  scarce: readonly string[];
}

/** Makes up a customer, the same for the same `random`. */
export function planCustomer(number: number, random: Random, { plenty, scarce }: Assortment): CustomerPlan {
  const skus = random.sample(plenty, random.int(1, 3));
  if (random.chance(0.15)) skus.splice(0, 1, random.pick(scarce));
  return {
    number,
    email: `chaos-${number}@example.test`,
    isMember: random.chance(0.1),
    items: skus.map((sku) => ({ sku, quantity: random.int(1, 3) })),
    quotesFirst: random.chance(0.3),
    card: outOf(random, { good: 82, declined: 8, asks: 10 }),
    confirms: outOf(random, { soon: 60, late: 15, wrongly: 10, never: 15 }),
    confirmsAfterMs: random.int(200, 8_000),
    retries: random.chance(0.75),
    patienceMs: random.chance(0.05) ? 400 : 15_000,
    afterwards: outOf(random, { nothing: 86, cancels: 5, "refunded-partly": 7, refunded: 2 }),
    afterwardsMs: random.int(0, 5_000),
  };
}

/** One of these, each as likely as it weighs. */
export function outOf<Name extends string>(random: Random, weights: Record<Name, number>): Name {
  const entries = Object.entries(weights) as [Name, number][];
  let at = random.int(
    1,
    entries.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [name, weight] of entries) {
    at -= weight;
    if (at <= 0) return name;
  }
  throw new RangeError("There is nothing to choose from");
}
