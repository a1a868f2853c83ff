import { ask, forAll } from "./shop-api";

/** What a scenario asks for, as found in the shop. */
export interface Catalogue {
  ids: string[];
  slugs: string[];
  /** Slugs of the categories that have products of their own. */
  categories: string[];
  /** Common words of the products' names. */
  words: string[];
  skus: string[];
}

interface FoundProduct {
  id: string;
  slug: string;
  name: string;
  category: { slug: string };
  variants: { sku: string }[];
}

interface FoundPage {
  items: FoundProduct[];
  nextCursor: string | null;
}

/** More than these make no difference to any cache. */
const mostProducts = 10_000;
const wordsWanted = 30;

/** Walks the shop's own list of products. */
export async function readCatalogue(origin: string): Promise<Catalogue> {
  const products: FoundProduct[] = [];
  let cursor: string | null = "";
  while (cursor !== null && products.length < mostProducts) {
    const more = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: FoundPage = await ask("GET", { origin, path: `/products?inStock=true&limit=100${more}` });
    products.push(...page.items);
    cursor = page.nextCursor;
  }
  return {
    ids: products.map(({ id }) => id),
    slugs: products.map(({ slug }) => slug),
    categories: [...new Set(products.map(({ category }) => category.slug))],
    words: commonWords(products.map(({ name }) => name)),
    skus: products.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
  };
}

/** The words that most names have, the commonest first. */
export function commonWords(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const words = new Set(name.toLowerCase().match(/[a-z]{4,}/g));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([one, its], [other, theirs]) => theirs - its || one.localeCompare(other));
  return sorted.slice(0, wordsWanted).map(([word]) => word);
}

/** Lets the shop's staff in. */
export async function staffToken(origin: string): Promise<string> {
  const body = { email: "staff@shopeasy.test", password: "shopeasy-demo-1" };
  const { accessToken } = await ask<{ accessToken: string }>("POST", { origin, path: "/auth/login", body });
  return accessToken;
}

/** Puts so much of each of these on the shelf that no run sells it out. */
export async function stockUp(origin: string, skus: readonly string[]): Promise<void> {
  const token = await staffToken(origin);
  const body = { delta: 100_000, reason: "received", note: "for the bench" };
  await forAll(skus, (sku) => ask("POST", { origin, path: `/inventory/${sku}/adjustments`, body, token }));
}

/** Guest carts, empty. */
export async function openCarts(origin: string, count: number): Promise<string[]> {
  const carts = await forAll(Array.from({ length: count }), () =>
    ask<{ id: string }>("POST", { origin, path: "/carts" }),
  );
  return carts.map(({ id }) => id);
}
