import type { Response } from "supertest";
import { aVariant, type CatalogGround, dollars, makeCategory, makeProduct } from "./catalog-ground";

export const listIn =
  ({ api }: CatalogGround) =>
  (query: string) =>
    api.get(`/api/v1/products?${query}`);

export const namesOf = ({ body }: Pick<Response, "body">): string[] =>
  body.items.map(({ name }: { name: string }) => name);

/** The names of all pages, walked by the cursor. */
export async function walk(shop: CatalogGround, query: string): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Response = await listIn(shop)(`${query}${cursor && `&cursor=${cursor}`}`).expect(200);
    names.push(...namesOf(page));
    cursor = page.body.nextCursor;
  }
  return names;
}

/** Products of a category of their own, in the order given, each sold at its price. */
export async function makeRow(shop: CatalogGround, products: Record<string, Record<string, unknown>>) {
  const category = await makeCategory(shop);
  const made: Record<string, { id: string; slug: string }> = {};
  for (const [name, { price = 1_000, ...like }] of Object.entries(products)) {
    const variants = [aVariant({ price: dollars(price as number) })];
    made[name] = await makeProduct(shop, { name, category, variants, ...like });
  }
  return { category, made };
}
