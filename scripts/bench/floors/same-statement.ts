import { isDeepStrictEqual } from "node:util";
import postgres from "postgres";
import type { LocalShop } from "../../shop/local-shop";
import type { PreparedRequest } from "../load/load-job";

interface Compared {
  shop: LocalShop;
  service: string;
  floor: string;
  requests: readonly PreparedRequest[];
}

/**
 * Whether the floor asks the database just what the service asks it: PostgreSQL counts both as one statement, and the
 * answers are equal.
 */
export async function asksTheSame({ shop, service, floor, requests }: Compared): Promise<boolean> {
  const database = new URL(shop.endpoints.postgres ?? "");
  database.pathname = "/catalog";
  const sql = postgres(database.href, { max: 1, onnotice: () => {} });
  try {
    await sql`create extension if not exists pg_stat_statements`;
    await sql`select pg_stat_statements_reset()`;
    for (const { path } of requests.slice(0, 5)) {
      const [its, theirs] = await Promise.all([service, floor].map((origin) => jsonAt(origin + path)));
      if (!isDeepStrictEqual(its, theirs)) return false;
    }
    const asked = await sql`
      select queryid from pg_stat_statements join pg_database on oid = dbid
      where datname = 'catalog' and query ~ 'from products p' and query ~ 'where p.slug = \\$[0-9]+$'`;
    return asked.length === 1;
  } finally {
    await sql.end();
  }
}

async function jsonAt(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return response.json();
}
