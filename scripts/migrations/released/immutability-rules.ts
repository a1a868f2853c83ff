import type { Migration } from "@shopeasy/platform/database/migration-files";

type Known = Readonly<Record<string, string>>;

/** What is wrong with a service's migrations beside those of its last release, a sentence each. */
export function immutabilityFaults(
  released: Known,
  migrations: readonly Pick<Migration, "tag" | "hash">[],
): string[] {
  const hashes = new Map(migrations.map(({ tag, hash }) => [tag, hash]));
  const changed = Object.entries(released).flatMap(([tag, hash]) => {
    const now = hashes.get(tag);
    if (now === undefined) return [`${tag}: is gone, and a release has applied it: put it back.`];
    if (now === hash) return [];
    return [
      `${tag}: was changed, and a release has applied it: put it back, and write the change as another.`,
    ];
  });
  return changed;
}

/**
 * What is wrong with the journal: drizzle-kit writes it, and a merge of two branches can leave a file out, or put an earlier
 * time after a later one.
 */
export function journalFaults(
  migrations: readonly Pick<Migration, "tag" | "createdAt">[],
  files: readonly string[],
): string[] {
  const tags = new Set(migrations.map(({ tag }) => tag));
  const missing = files
    .filter((file) => !tags.has(file))
    .map((file) => `${file}: is not in meta/_journal.json, so nobody would apply it.`);
  const turned = migrations.flatMap(({ tag, createdAt }, at) => {
    const before = migrations[at - 1];
    if (!before || before.createdAt < createdAt) return [];
    return [`${tag}: is not later than ${before.tag} by the journal: delete it and generate it anew.`];
  });
  return [...missing, ...turned];
}
