import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What drizzle-kit writes between two statements. */
const BREAKPOINT = "--> statement-breakpoint";

export interface Migration {
  /** Its file's name, without `.sql`. */
  tag: string;
  /** Its `when` in the journal, in milliseconds: by this a database remembers it. */
  createdAt: number;
  /** The SHA-256 of its text, in hexadecimal. */
  hash: string;
  text: string;
  /** As they stand between drizzle's breakpoints, comments included. */
  statements: string[];
  /** False with the header `-- no transaction`, for what PostgreSQL runs in none, as `CREATE INDEX CONCURRENTLY`. */
  inTransaction: boolean;
}

const journalSchema = z.object({
  entries: z.array(z.object({ tag: z.string().regex(/^[\w-]+$/), when: z.number().int().positive() })),
});

/**
 * The migrations of a folder as drizzle-kit leaves it, in the journal's order.
 * @throws Error that names the file which is missing or can't be understood
 */
export function readMigrations(folder: string): Migration[] {
  return readJournal(join(folder, "meta/_journal.json")).map(({ tag, when }) => ({
    tag,
    createdAt: when,
    ...readMigration(readFileSync(join(folder, `${tag}.sql`), "utf8")),
  }));
}

function readJournal(file: string): z.infer<typeof journalSchema>["entries"] {
  try {
    return journalSchema.parse(JSON.parse(readFileSync(file, "utf8"))).entries;
  } catch (error) {
    throw new Error(`${file} is no journal of drizzle-kit's.`, { cause: error });
  }
}

/** What a migration's text says by itself. */
export function readMigration(text: string): Omit<Migration, "tag" | "createdAt"> {
  return {
    hash: createHash("sha256").update(text).digest("hex"),
    text,
    statements: text.split(BREAKPOINT),
    inTransaction: !headerOf(text).includes("no transaction"),
  };
}

/** The comments that a migration begins with, a line each, without their dashes. */
export function headerOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const end = lines.findIndex(
    (line) => line !== "" && (!line.startsWith("--") || line.startsWith(BREAKPOINT)),
  );
  const header = end === -1 ? lines : lines.slice(0, end);
  return header.filter((line) => line !== "").map((line) => line.slice(2).trim());
}
