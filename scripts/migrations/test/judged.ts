import { readMigration } from "@shopeasy/platform/database/migration-files";
import type { Fault } from "../rules/fault";
import { judgeMigration } from "../rules/judge-migration";
import { parseMigration } from "../sql/parse-migration";
import { parseSql } from "../sql/parse-sql";
import { Schema } from "../sql/schema";
import { before, namedByCode } from "./before";

/** What is wrong with a migration of the shop in `before.ts`. */
export function judged(text: string): Fault[] {
  const schema = new Schema();
  for (const statement of parseSql(before, "before.sql")) schema.apply(statement);
  const migration = readMigration(text);
  const statements = parseMigration(migration, "0001_case.sql");
  return judgeMigration({ ...migration, statements }, schema, (word) => namedByCode.includes(word));
}
