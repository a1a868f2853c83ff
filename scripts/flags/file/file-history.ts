import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Deployed } from "../flag-store";
import { FlagsError } from "../flags-error";

const Entry = z.strictObject({
  at: z.iso.datetime(),
  /** Counts what was written; an entry that restores names an older one. */
  version: z.int().min(1),
  what: z.string(),
  text: z.string(),
});
type Entry = z.infer<typeof Entry>;

/** What a file of flags said, a file for each time that it was changed: `000012.json`. */
export class FileHistory {
  constructor(private readonly folder: string) {}

  /** The newest first. */
  list(): Deployed[] {
    return this.#entries()
      .toReversed()
      .map(({ at, version, what }, index) => ({ at, version, what, state: index === 0 ? "in use" : "" }));
  }

  /** 0 where it is not known. */
  versionInUse(text: string): number {
    const last = this.#entries().at(-1);
    return last?.text === text ? last.version : 0;
  }

  /** Takes down what somebody wrote by hand. */
  know(text: string, what: string): void {
    if (this.#entries().at(-1)?.text !== text) this.add(text, what);
  }

  /** Gives the new version. */
  add(text: string, what: string): number {
    const version = Math.max(0, ...this.#entries().map((entry) => entry.version)) + 1;
    this.#write({ at: new Date().toISOString(), version, what, text });
    return version;
  }

  restored(version: number): void {
    const { text } = this.#entryOf(version);
    this.#write({ at: new Date().toISOString(), version, what: `Back to version ${version}.`, text });
  }

  /** @throws FlagsError where there is none */
  before(version: number): { version: number; text: string } {
    const older = this.#entries().filter((entry) => entry.version < version);
    const latest = older.toSorted((one, other) => other.version - one.version)[0];
    if (!latest) throw new FlagsError("There is nothing to roll back to: this is the first version.");
    return latest;
  }

  #entryOf(version: number): Entry {
    const entry = this.#entries().find((one) => one.version === version);
    if (!entry) throw new FlagsError(`There is no version ${version}.`);
    return entry;
  }

  #entries(): Entry[] {
    mkdirSync(this.folder, { recursive: true });
    return this.#names().map((name) => {
      const path = join(this.folder, name);
      try {
        return Entry.parse(JSON.parse(readFileSync(path, "utf8")));
      } catch {
        throw new FlagsError(`${path} is broken: remove it.`);
      }
    });
  }

  #names(): string[] {
    return readdirSync(this.folder)
      .filter((name) => /^\d{6}\.json$/.test(name))
      .toSorted();
  }

  #write(entry: Entry): void {
    const last = Number(this.#names().at(-1)?.slice(0, 6) ?? 0);
    const path = join(this.folder, `${String(last + 1).padStart(6, "0")}.json`);
    writeFileSync(`${path}.new`, JSON.stringify(entry));
    renameSync(`${path}.new`, path);
  }
}
