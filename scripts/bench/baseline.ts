import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { BenchError } from "./bench-error";
import type { Ratio, Results } from "./report/results";

/** What was reached before: ratios only, since machines differ. By the number of products. */
const Baseline = z.record(
  z.string().regex(/^\d+$/),
  z.strictObject({ commit: z.string(), ratios: z.record(z.string(), z.number().positive()) }),
);
type Baseline = z.infer<typeof Baseline>;

/** A ratio may lose so much of itself. */
const mostLost = 0.1;

export interface Drop {
  name: string;
  kept: number;
  now: Ratio;
}

export interface Comparison {
  commit: string;
  /** How many ratios there are in both. */
  compared: number;
  drops: Drop[];
  /** Kept, and not measured now. */
  absent: string[];
}

/** @throws BenchError where there is no baseline of so many products, or the file is broken */
export function requireBaseline(path: string, products: number): Baseline[string] {
  const kept = readBaseline(path)[products];
  if (kept) return kept;
  const save = `npm run bench -- --products ${products} --save-baseline`;
  throw new BenchError(`No baseline of ${products} products is kept in ${path}: ${save} makes one.`);
}

/** @throws BenchError as `requireBaseline` does */
export function compareWith(path: string, { ratios, settings }: Results): Comparison {
  const kept = requireBaseline(path, settings.products);
  const names = Object.keys(kept.ratios);
  return {
    commit: kept.commit,
    compared: names.filter((name) => ratios[name]).length,
    drops: dropsBelow(kept.ratios, ratios),
    absent: names.filter((name) => !ratios[name]),
  };
}

/** Those of which even the better rounds are a tenth or more below what was kept: noise alone is no drop. */
export function dropsBelow(
  kept: Readonly<Record<string, number>>,
  ratios: Readonly<Record<string, Ratio>>,
): Drop[] {
  return Object.entries(kept).flatMap(([name, value]) => {
    const now = ratios[name];
    return now && now.high <= value * (1 - mostLost) ? [{ name, kept: value, now }] : [];
  });
}

/** Keeps the ratios of a run; those that it did not measure stay as they were. */
export function saveBaseline(path: string, { commit, ratios, settings }: Results): void {
  const baseline = existsSync(path) ? readBaseline(path) : {};
  const before = baseline[settings.products]?.ratios;
  const now = Object.fromEntries(Object.entries(ratios).map(([name, { value }]) => [name, value]));
  baseline[settings.products] = { commit, ratios: { ...before, ...now } };
  writeFileSync(path, `${JSON.stringify(baseline, null, 2)}\n`);
}

function readBaseline(path: string): Baseline {
  if (!existsSync(path)) return {};
  try {
    return Baseline.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new BenchError(`${path} is no baseline (${Object(error).message}): restore it, or remove it.`);
  }
}
