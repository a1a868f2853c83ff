import { join } from "node:path";
import { shopFlags } from "@shopeasy/contracts/flags";
import { anonymous } from "@shopeasy/platform/auth/principal";
import { startFlags } from "@shopeasy/platform/flags/start-flags";
import { createLogger } from "@shopeasy/platform/logging/logger";
import { createMetrics } from "@shopeasy/platform/metrics/metrics";
import { eventually } from "@shopeasy/testing/eventually";
import postgres from "postgres";
import { importCatalogue } from "../src/imports/import-catalogue";
import { listProducts } from "../src/products/list-products";
import { ProductQuery } from "../src/products/list-query";
import type { Reader } from "../src/readers/readers";
import { type CatalogGround, startCatalog } from "./catalog-ground";
import { explaining, type QueryPlan } from "./query-plans";

/** Where the catalogue of `npm start` is made. Not imported by name: a service's types know nothing of the scripts. */
const generator = join(__dirname, "../../../scripts/seed/catalogue");

export type SeededCatalogue = CatalogGround & { plansOf: PlansOf };

/** Runs something on the database, and gives how each of its statements was run. */
type PlansOf = (work: (database: Reader) => Promise<unknown>) => Promise<QueryPlan[]>;

/** The catalogue of `npm start`, of this size, rated and sold here and there, with the planner's statistics of it. */
export async function startSeededCatalogue(products: number): Promise<SeededCatalogue> {
  const { generateCatalogue } = await import(generator);
  const shop = await startCatalog();
  const { outside: sql } = shop;
  await importCatalogue(shop.deps, asLines(generateCatalogue({ products })));
  await sql`
    update products set rating_count = lot % 40, rating_sum = (lot % 40) * (2 + lot % 4), sold_doublings = lot % 9
    from (select id as its, abs(hashtext(slug)) as lot from products) drawn where id = its and lot % 3 > 0`;
  await sql`
    insert into bought_together (product_id, other_id, orders)
    select one.id, other.id, 1 + abs(hashtext(other.slug)) % 9 from products one
    cross join lateral (select id, slug from products where id > one.id order by id limit 5) other`;
  // As many words as a catalogue has that many people wrote.
  await sql`
    insert into search_words (word)
    select distinct substr(translate(md5(at::text), '0123456789', 'ghijklmnop'), 1, 4 + at % 8)
    from generate_series(1, 40000) as at on conflict do nothing`;
  // Again until it has seen to every page: whoever reads a table meanwhile, as autovacuum does, holds it up.
  await eventually(
    async () => {
      await sql.unsafe("vacuum analyze");
      const unseen = await sql`
        select relname from pg_class
        where relname in ('products', 'stock', 'variants') and relallvisible < relpages`;
      expect(unseen).toEqual([]);
    },
    { withinMs: 60_000 },
  );
  // One core is what a query may count on.
  const onOneCore = postgres(shop.url, { max: 1, connection: { max_parallel_workers_per_gather: 0 } });
  return {
    ...shop,
    async plansOf(work) {
      const { database, plans } = explaining(onOneCore);
      await work(database);
      return plans;
    },
    async stop() {
      await onOneCore.end();
      await shop.stop();
    },
  };
}

function* asLines(lines: Iterable<unknown>): Generator<Buffer> {
  for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}

/** Each says its default. */
const unsetFlags = startFlags({
  service: "catalog",
  config: { SERVICE_VERSION: "tests", AWS_REGION: "us-east-1", FAULTS_ALLOWED: false },
  declared: shopFlags,
  logger: createLogger({ service: "catalog", level: "error" }),
  metrics: createMetrics({ service: "catalog" }),
});

/** The list of products, as anybody gets it. */
export const listing = (query: Record<string, unknown>) => (database: Reader) => {
  const readers = { read: (_: unknown, work: (reader: Reader) => unknown) => work(database) } as never;
  return listProducts({ readers, flags: unsetFlags }, ProductQuery.parse(query), anonymous);
};
