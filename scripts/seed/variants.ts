import type { DollarPrice, ProductLine, VariantLine } from "./catalogue-lines";
import type { Choice, ChoiceValue } from "./department";
import type { Model } from "./model";
import { lowStockThresholdAt, pricedBy } from "./price-rules";
import type { Random } from "./random";

const mostVariants = 12;

/** A choice of a kind, and the values of it that one product has. */
export interface Offer {
  choice: Choice;
  values: readonly ChoiceValue[];
}

/** What a customer can choose of a product: never more combinations than the shop wants to list. */
export function offersOf(model: Model, random: Random): Offer[] {
  let room = mostVariants;
  const choices = model.kind.choices ?? [];
  // The last choice (sizes, as a rule) is served first, so that a product has its full run of sizes.
  return [...choices]
    .reverse()
    .map((choice) => {
      const most = Math.min(choice.take[1], choice.values.length, room);
      const count = random.int(Math.min(choice.take[0], most), most);
      const values = taken(choice, count, random);
      room = Math.floor(room / values.length);
      return { choice, values };
    })
    .reverse();
}

function taken({ pick, values }: Choice, count: number, random: Random): readonly ChoiceValue[] {
  if (pick === "any") return random.sample(values, count);
  const start = pick === "first" ? 0 : random.int(0, values.length - count);
  return values.slice(start, start + count);
}

/** Every combination of what is offered, priced, weighed and stocked. */
export function variantsOf(model: Model, offers: readonly Offer[], random: Random): ProductLine["variants"] {
  const { kind, brand, spec, material } = model;
  const [low, high] = kind.price;
  const standing = (brand.tier - 1) * 0.3 + random.int(5, 40) / 100;
  const dollars = (low + (high - low) * standing) * (spec.price ?? 1) * (material.price ?? 1);
  const grams = kind.weight * (spec.weight ?? 1) * (material.weight ?? 1);
  const reduction = random.chance(0.14) ? random.pick([1.15, 1.2, 1.25, 1.3, 1.4]) : null;
  const soldOut = random.chance(0.03);

  return combined(offers).map((values) => {
    const price = pricedBy(brand, dollars * factor(values, "price"));
    const before = reduction === null ? 0 : pricedBy(brand, (price / 100) * reduction);
    const lowStockThreshold = lowStockThresholdAt(price);
    return {
      sku: [brand.code, kind.code, model.article, ...values.map(({ code }) => code)].join("-"),
      options: Object.fromEntries(values.map(({ name }, at) => [offers[at]?.choice.name ?? "", name])),
      price: inDollars(price),
      ...(before > price && { compareAtPrice: inDollars(before) }),
      weightGrams: rounded(grams * factor(values, "weight")),
      stock: soldOut ? 0 : stockOf(lowStockThreshold, random),
      lowStockThreshold,
    } satisfies VariantLine;
  });
}

function combined(offers: readonly Offer[]): ChoiceValue[][] {
  return offers.reduce<ChoiceValue[][]>(
    (combinations, { values }) => combinations.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

function factor(values: readonly ChoiceValue[], of: "price" | "weight"): number {
  return values.reduce((product, value) => product * (value[of] ?? 1), 1);
}

function inDollars(amount: number): DollarPrice {
  return { amount, currency: "USD" };
}

function rounded(grams: number): number {
  const step = grams < 50 ? 1 : grams < 1_000 ? 5 : 50;
  return Math.max(step, Math.round(grams / step) * step);
}

/** Most things are there, some are running low, a few are gone. */
function stockOf(lowStockThreshold: number, random: Random): number {
  if (random.chance(0.03)) return 0;
  if (random.chance(0.08)) return random.int(1, lowStockThreshold);
  return lowStockThreshold + random.int(1, lowStockThreshold * random.pick([3, 6, 6, 12]));
}
