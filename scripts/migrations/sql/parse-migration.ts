import type { Migration } from "@shopeasy/platform/database/migration-files";
import { parseSql } from "./parse-sql";
import type { Statement } from "./statement";

/**
 * A migration's statements. Each part between two breakpoints is read by itself, as it is run by itself.
 * @throws MigrationsError that begins with `name` where PostgreSQL would not understand one
 */
export function parseMigration({ statements }: Pick<Migration, "statements">, name: string): Statement[] {
  let before = 0;
  return statements.flatMap((part) => {
    const parsed = parseSql(part, name, before);
    before += part.split("\n").length - 1;
    return parsed;
  });
}
