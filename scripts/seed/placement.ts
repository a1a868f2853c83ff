import type { Kind } from "./department";
import { createRandom, seedOf } from "./random";

/** Which kind of thing a product is, and the how manyth of its kind. */
export interface Place {
  kind: Kind;
  nth: number;
}

/**
 * Tells the place of the index-th product: in each round every kind comes once, in one shuffled order.
 * It needs the index alone, so a catalogue of any size begins with the same products.
 */
export function createPlacement(kinds: readonly Kind[], seed: number): (index: number) => Place {
  const random = createRandom(seed);
  const order = [...kinds];
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.int(0, at);
    [order[at], order[other]] = [order[other] as Kind, order[at] as Kind];
  }
  return (index) => ({
    kind: order[index % order.length] as Kind,
    nth: Math.floor(index / order.length),
  });
}

/**
 * Picks one of each list, so that no two `nth` pick the same until all the combinations are used up; `round`
 * then counts on. The walk over the combinations goes by steps of the golden ratio, coprime to their number,
 * so that neighbors differ in everything.
 */
export function combinationOf(
  lists: readonly (readonly unknown[])[],
  nth: number,
  salt: string,
): { picks: number[]; round: number } {
  const size = lists.reduce((product, list) => product * list.length, 1);
  const start = (seedOf(salt) >>> 0) % size;
  let position = (start + (nth % size) * stepOf(size)) % size;
  const picks = lists.map((list) => {
    const pick = position % list.length;
    position = Math.floor(position / list.length);
    return pick;
  });
  return { picks, round: Math.floor(nth / size) };
}

const steps = new Map<number, number>();

function stepOf(size: number): number {
  let step = steps.get(size);
  if (step === undefined) {
    step = Math.max(1, Math.round(size * 0.618_033_988_75));
    while (greatestCommonDivisor(step, size) !== 1) step++;
    steps.set(size, step);
  }
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
