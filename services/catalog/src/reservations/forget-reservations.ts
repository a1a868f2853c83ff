import { sql } from "drizzle-orm";
import type { Deps } from "../deps";

/** Forgets reservations released a month ago, far longer than any call for them can be late. */
export async function forgetReservations({ database }: Pick<Deps, "database">): Promise<number> {
  const { count } = await database.db.execute(
    sql`delete from reservations where status = 'released' and released_at < now() - interval '30 days'`,
  );
  return count;
}
