import type { Db } from "@shopeasy/platform/database/connect";
import { sql } from "drizzle-orm";

const keptDays = 90;

/** Forgets imports that ended long ago, and gives how many. */
export async function forgetImports({ database }: { database: { db: Db } }): Promise<number> {
  const { count } = await database.db.execute(
    sql`delete from imports where finished_at < now() - ${keptDays} * interval '1 day'`,
  );
  return count;
}
