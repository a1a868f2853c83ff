import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Migration, readMigrations } from "@shopeasy/platform/database/migration-files";
import { allows, contractForm, contractsOf } from "./contract/contract";
import { contractFaults } from "./contract/contract-faults";
import { isWordNamed } from "./contract/naming-rules";
import type { Git } from "./git";
import { immutabilityFaults, journalFaults } from "./released/immutability-rules";
import { advice } from "./rules/advice";
import type { Fault } from "./rules/fault";
import { judgeMigration } from "./rules/judge-migration";
import { presentSources, sourcesAt } from "./sources";
import { parseMigration } from "./sql/parse-migration";
import { Schema } from "./sql/schema";

export const migrationsFolder = (service: string) => `services/${service}/src/db/migrations`;

export interface ServiceVerdict {
  /** Messages, some of several lines. */
  faults: string[];
  /** Names of the migrations that no release has. */
  unreleased: string[];
  migrations: Migration[];
}

/** Looks at a service's migrations: those of a release must be as they were, the others harmless. */
export function checkService(
  git: Git,
  service: string,
  released: Readonly<Record<string, string>>,
): ServiceVerdict {
  const folder = join(git.root, migrationsFolder(service));
  const migrations = readMigrations(folder);
  const files = readdirSync(folder).flatMap((file) => (file.endsWith(".sql") ? [file.slice(0, -4)] : []));
  const faults = [...immutabilityFaults(released, migrations), ...journalFaults(migrations, files)].map(
    (fault) => `${migrationsFolder(service)}/${fault}`,
  );
  const schema = new Schema();
  const isNamed = namedBy(git, service);
  for (const migration of migrations) {
    const path = `${migrationsFolder(service)}/${migration.tag}.sql`;
    const statements = parseMigration(migration, path);
    if (migration.tag in released) for (const statement of statements) schema.apply(statement);
    else {
      const found = judgeMigration({ ...migration, statements }, schema, isNamed);
      faults.push(...verdict(git, service, { path, text: migration.text, found, left: schema }));
    }
  }
  return {
    faults,
    migrations,
    unreleased: migrations.map(({ tag }) => tag).filter((tag) => !(tag in released)),
  };
}

/** Whether the code names a word: as it is, or as it was in the last release, which is what runs. Read when first asked. */
function namedBy(git: Git, service: string): (word: string) => boolean {
  const read = () => {
    const release = git.lastRelease();
    return [...presentSources(git.root, service), ...(release ? sourcesAt(git, release, service) : [])];
  };
  let sources: ReturnType<typeof read> | undefined;
  return (word) => {
    sources ??= read();
    return isWordNamed(sources, word);
  };
}

interface Judged {
  path: string;
  text: string;
  found: readonly Fault[];
  /** What there is once the migration is done. */
  left: Schema;
}

function verdict(git: Git, service: string, { path, text, found, left }: Judged): string[] {
  const { contracts, malformed } = contractsOf(text);
  const refused = found.filter((fault) => !contracts.some((contract) => allows(contract, fault)));
  const idle = contracts.filter((contract) => !found.some((fault) => allows(contract, fault)));
  const broken = contracts.flatMap((contract) => contractFaults(git, service, contract, left));
  return [
    ...malformed.map((line) => `${path}: the header "${line}" is not understood. It reads: ${contractForm}`),
    ...idle.map(
      ({ what }) => `${path}: its header speaks of ${what}, which it does not drop, rename or take away.`,
    ),
    ...broken.map((fault) => `${path}: its contract does not hold: ${fault}.`),
    ...refused.map((fault) => messageOf(path, fault)),
  ];
}

/** What is wrong, why it hurts, and what to do instead. */
export function messageOf(path: string, { rule, does, line }: Fault): string {
  const { why, instead } = advice[rule];
  return `${path}:${line} ${does}. [${rule}]\n  Why it hurts: ${why}\n  Instead: ${instead}.\n  More: docs/migrations.md#${rule}`;
}
