import { join } from "node:path";
import { readMigrations } from "@shopeasy/platform/database/migration-files";
import { migratedServices } from "../check";
import { migrationsFolder } from "../check-service";
import type { Git } from "../git";
import { readReleased } from "../released/released";

/** The services with migrations that no release has. */
export function servicesWithNew(git: Git): string[] {
  const { migrations } = readReleased(git);
  return migratedServices(git.root).filter((service) =>
    readMigrations(join(git.root, migrationsFolder(service))).some(({ tag }) => !migrations[service]?.[tag]),
  );
}
