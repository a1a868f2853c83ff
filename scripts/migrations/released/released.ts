import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readMigration } from "@shopeasy/platform/database/migration-files";
import { z } from "zod";
import type { Git } from "../git";
import { MigrationsError } from "../migrations-error";

const key = z.object({ partition: z.string(), sort: z.string().optional() });

/** What a table of DynamoDB is, as far as it can't be changed in place. */
const table = z.object({
  key,
  attributes: z.record(z.string(), z.enum(["S", "N"])),
  indexes: z.record(z.string(), key).optional(),
  timeToLive: z.string().optional(),
});

const releasedSchema = z.object({
  /** By service and name: the SHA-256 of each. */
  migrations: z.record(z.string(), z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/))),
  tables: z.record(z.string(), table),
});

/** What the last release has of migrations and of DynamoDB's tables. */
export type Released = z.infer<typeof releasedSchema>;
export type ReleasedTable = z.infer<typeof table>;

const fileOf = (root: string) => join(root, "scripts/migrations/released.json");

/**
 * By the committed file, which a tarball has, too; and by the newest tag `release/…` where git knows one, since the file is
 * easily forgotten.
 */
export function readReleased(git: Git): Released {
  const { migrations, tables } = readFile(fileOf(git.root));
  const services = new Map(Object.entries(migrations));
  const tag = git.lastRelease();
  if (tag) {
    for (const { service, name, hash } of migrationsAt(git, tag)) {
      services.set(service, { ...services.get(service), [name]: hash });
    }
  }
  return { migrations: Object.fromEntries(services), tables };
}

function readFile(file: string): Released {
  // Without it every migration would count as new, and none as unchangeable.
  if (!existsSync(file)) throw new MigrationsError(`${file} is missing: take it from the last release.`);
  try {
    return releasedSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new MigrationsError(`${file} can't be read: ${why}\nTake it from the last release, as it was.`);
  }
}

function migrationsAt(git: Git, tag: string): { service: string; name: string; hash: string }[] {
  const paths = git.lines("ls-tree", "-r", "--name-only", tag, "--", "services");
  return paths.flatMap((path) => {
    const [, service, name] = /^services\/([^/]+)\/src\/db\/migrations\/([^/]+)\.sql$/.exec(path) ?? [];
    const text = service && name ? git.ask("show", `${tag}:${path}`) : null;
    return service && name && text !== null ? [{ service, name, hash: readMigration(text).hash }] : [];
  });
}

export const writeReleased = (root: string, released: Released): void =>
  writeFileSync(fileOf(root), `${JSON.stringify(released, null, 2)}\n`);
