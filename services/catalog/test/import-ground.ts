import { cloudEnvironment } from "@shopeasy/testing/cloud";
import { eventually } from "@shopeasy/testing/eventually";
import type { Import } from "../src/imports/import-schemas";
import { startImports } from "../src/imports/run-imports";
import { aProduct, aSlug, aVariant, type CatalogGround, startCatalog } from "./catalog-ground";

export const ndjson = "application/x-ndjson";
export const csv = "text/csv";

/** The catalog service, which receives files. */
export function startReceiver(environment: Record<string, string> = {}): Promise<CatalogGround> {
  // The AWS SDK finds its credentials there, as it does in production.
  Object.assign(process.env, cloudEnvironment());
  return startCatalog(environment);
}

/** The same, and beside it what of the worker takes files in. */
export async function startShop(environment: Record<string, string> = {}): Promise<CatalogGround> {
  const shop = await startReceiver(environment);
  const work = startImports(shop.deps, { lookEveryMs: 50 });
  return {
    ...shop,
    async stop() {
      await work.stop();
      await shop.stop();
    },
  };
}

/** Lines of NDJSON: text as it is, the rest as JSON. */
export const linesOf = (...lines: readonly unknown[]): string =>
  lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");

/** A category, a brand and so many products of them, as lines. */
export function aCatalogue(productCount: number, like: Record<string, unknown> = {}) {
  const [category, brand] = [aSlug("category"), aSlug("brand")];
  // By their number: random names of so many would not all differ.
  const products = Array.from({ length: productCount }, (_, index) =>
    aProduct({
      slug: `${category}-${index}`,
      category,
      brand,
      variants: [aVariant({ sku: `${category}-${index}`, stock: 3 })],
      ...like,
    }),
  );
  return {
    category,
    brand,
    products,
    lines: [
      { kind: "category", slug: category, name: "Kettles" },
      { kind: "brand", slug: brand, name: "Kettlewell" },
      ...products,
    ],
  };
}

/** Sends a file as staff, and gives the import's id. */
export async function send(
  { api, staff }: CatalogGround,
  file: string | Buffer,
  type = ndjson,
): Promise<string> {
  const { body } = await api
    .post("/api/v1/products/import")
    .set("Authorization", staff)
    .set("Content-Type", type)
    .send(file)
    .expect(202);
  return body.id;
}

export async function importOf({ api, staff }: CatalogGround, id: string): Promise<Import> {
  const { body } = await api.get(`/api/v1/imports/${id}`).set("Authorization", staff).expect(200);
  return body;
}

/** The import once it has ended. */
export const ended = (shop: CatalogGround, id: string, withinMs = 20_000): Promise<Import> =>
  eventually(
    async () => {
      const found = await importOf(shop, id);
      expect(["completed", "failed"]).toContain(found.status);
      return found;
    },
    { withinMs },
  );

/** Sends a file, and gives what became of it. */
export const taken = async (shop: CatalogGround, file: string | Buffer, type = ndjson): Promise<Import> =>
  ended(shop, await send(shop, file, type));

/** The whole catalogue as a file. */
export async function exported({ api, staff }: CatalogGround, format: "csv" | "ndjson"): Promise<string> {
  const { body } = await api
    .get(`/api/v1/products/export?format=${format}`)
    .set("Authorization", staff)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => done(null, Buffer.concat(parts).toString()));
    })
    .expect(200);
  return body;
}

/** As staff see it, at once. */
export async function productOf({ api, staff }: CatalogGround, slug: string) {
  const { body } = await api.get(`/api/v1/products/${slug}`).set("Authorization", staff).expect(200);
  return body;
}
