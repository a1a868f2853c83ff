import { createDatabase } from "@shopeasy/platform/database/create-database";
import type { Postgres } from "../postgres";

/** Gives each name a database and the role that owns it, where they are not there yet, as is done on AWS. */
export async function createDatabases(
  server: Pick<Postgres, "url">,
  names: readonly string[],
): Promise<void> {
  const masters = [{ url: server.url("postgres") }];
  for (const name of names) await createDatabase({ url: server.url(name, name), masters });
}
