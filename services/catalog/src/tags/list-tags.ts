import type { Db } from "@shopeasy/platform/database/connect";
import { decodeCursor, pageOf } from "@shopeasy/platform/pagination/cursor";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TagCount } from "./tag-schemas";

/** The tags of active products, in the order of their letters. @throws InvalidInput for a damaged cursor */
export async function listTags(
  db: Db,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: TagCount[]; nextCursor: string | null }> {
  const after = cursor === undefined ? "" : decodeCursor(z.string(), cursor);
  const found = await db.execute<TagCount & Record<string, unknown>>(sql`
    select tag as name, count(*)::int as "productCount"
    from products, unnest(tags) as tag
    where status = 'active' and tag > ${after}
    group by tag order by tag limit ${limit + 1}`);
  return pageOf(found, limit, ({ name }) => name);
}
