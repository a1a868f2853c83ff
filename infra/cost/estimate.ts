import type { SynthesizedStack } from "../commands/synthesized-stack";
import { resourcesOf } from "../policies/resources";
import { costsByType, type Item } from "./costs-by-type";
import { notByTheMonth } from "./not-by-the-month";
import { prices } from "./prices";
import { standingItems } from "./standing-items";

const usdOf = ({ price, amount }: Item): number => prices[price].usd * amount;

/** Dollars a month, by stack and then by part. */
export type Estimate = Record<string, Record<string, number>>;

/** What one environment costs in a month in which nobody orders anything. */
export function estimate(stacks: readonly SynthesizedStack[]): Estimate {
  const found: Estimate = {};
  for (const stack of stacks) {
    const standing = standingItems(stack.environment)[stack.name] ?? [];
    const sums = sumByPart([...itemsOf(stack), ...standing]);
    if (Object.keys(sums).length > 0) found[stack.name] = sums;
  }
  return found;
}

/** What of a stack costs something for being there. @throws Error for a type of which nobody has said what it costs */
function itemsOf(stack: SynthesizedStack): Item[] {
  const around = resourcesOf(stack);
  return around.filter(isMade).flatMap(({ at, type, config }) => {
    const costs = costsByType[type];
    if (costs) return costs(config, around);
    if (notByTheMonth.has(type)) return [];
    throw new Error(
      `${at}: say in infra/cost/costs-by-type.ts what it costs a month, or in not-by-the-month.ts that it costs nothing for being there.`,
    );
  });
}

/** Not what is only looked up. */
const isMade = ({ type }: { type: string }) =>
  !["aws_iam_policy_document", "terraform_remote_state"].includes(type);

/** Dollars by part, the dearest first. */
export function sumByPart(items: readonly Item[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(item.part, (sums.get(item.part) ?? 0) + usdOf(item));
  return Object.fromEntries([...sums].sort(([, one], [, other]) => other - one));
}

/** The sum of what is nested in it. */
export const total = (costs: Readonly<Record<string, number | Record<string, number>>>): number =>
  Object.values(costs).reduce<number>(
    (sum, cost) => sum + (typeof cost === "number" ? cost : total(cost)),
    0,
  );
