import { globSync } from "node:fs";
import { join } from "node:path";
import { tables } from "@shopeasy/contracts/resources";
import { checkService, type ServiceVerdict } from "./check-service";
import { Git } from "./git";
import { type Released, readReleased } from "./released/released";
import { tableFaults } from "./released/table-rules";
import { loadParser } from "./sql/parse-sql";

export interface Verdict {
  faults: string[];
  services: Map<string, ServiceVerdict>;
  /** What the next release will have released. */
  present: Released;
}

/** The services that have migrations. */
export const migratedServices = (root: string): string[] =>
  globSync("services/*/src/db/migrations/meta/_journal.json", { cwd: root })
    .flatMap((path) => path.split(/[\\/]/)[1] ?? [])
    .sort();

/** Looks at all migrations and tables of the checkout in `root`. @throws MigrationsError for what can't be read */
export async function check(root: string): Promise<Verdict> {
  await loadParser();
  const git = new Git(root);
  const released = readReleased(git);
  const services = new Map(
    migratedServices(root).map((service) => [
      service,
      checkService(git, service, released.migrations[service] ?? {}),
    ]),
  );
  const gone = Object.keys(released.migrations).filter((service) => !services.has(service));
  const hashes = [...services].map(
    ([service, { migrations }]) =>
      [service, Object.fromEntries(migrations.map(({ tag, hash }) => [tag, hash]))] as const,
  );
  return {
    faults: [
      ...gone.map((service) => `${join("services", service)} has no migrations any more, and a release had.`),
      ...[...services.values()].flatMap(({ faults }) => faults),
      ...tableFaults(released.tables, tables),
    ],
    services,
    present: { migrations: Object.fromEntries(hashes), tables },
  };
}
