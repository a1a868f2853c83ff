import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { FlagFile } from "@shopeasy/contracts/flag-file";
import type { Deployed, FlagStore, Stored } from "../flag-store";
import { FlagsError } from "../flags-error";
import { flagsFileName } from "../flags-file";
import { FileHistory } from "./file-history";
import { initialText } from "./initial-file";

/** The flags of a local shop: a file, and what it said before in a folder beside it. */
export class FileStore implements FlagStore {
  readonly place: string;
  readonly #history: FileHistory;

  /** @throws FlagsError where there is no such folder */
  constructor(folder: string) {
    if (!existsSync(folder)) {
      throw new FlagsError(`There is no folder ${folder}: begin with npm start, or name another by --data.`);
    }
    this.place = join(folder, flagsFileName);
    this.#history = new FileHistory(join(folder, "flags-history"));
  }

  async read(): Promise<Stored> {
    const text = this.#text();
    return { file: parsed(text, this.place), version: this.#history.versionInUse(text), token: hashOf(text) };
  }

  async write(changed: FlagFile, base: Stored, what: string): Promise<number> {
    return this.#alone(() => {
      const before = this.#text();
      if (hashOf(before) !== base.token) {
        throw new FlagsError("Somebody else changed the flags meanwhile. Look at them, and try again.");
      }
      this.#history.know(before, "Changed by hand, or as it was made.");
      const text = `${JSON.stringify(changed, null, 2)}\n`;
      const version = this.#history.add(text, what);
      this.#replace(text);
      return version;
    });
  }

  async history(): Promise<Deployed[]> {
    return this.#history.list();
  }

  async rollback(): Promise<number> {
    return this.#alone(() => {
      const text = this.#text();
      this.#history.know(text, "Changed by hand, or as it was made.");
      const { version, text: before } = this.#history.before(this.#history.versionInUse(text));
      this.#history.restored(version);
      this.#replace(before);
      return version;
    });
  }

  close(): void {}

  #text(): string {
    return existsSync(this.place) ? readFileSync(this.place, "utf8") : initialText();
  }

  /** Whole or not at all: the shop may read it at any moment. */
  #replace(text: string): void {
    writeFileSync(`${this.place}.new`, text, { mode: 0o600 });
    renameSync(`${this.place}.new`, this.place);
  }

  /** @throws FlagsError while somebody else changes them */
  #alone<Result>(work: () => Result): Result {
    const lock = `${this.place}.lock`;
    mkdirSync(join(this.place, ".."), { recursive: true });
    try {
      closeSync(openSync(lock, "wx"));
    } catch {
      throw new FlagsError(`Somebody else changes the flags just now. If nobody does, remove ${lock}.`);
    }
    try {
      return work();
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

function parsed(text: string, place: string): FlagFile {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new FlagsError(`${place} is not JSON. \`npm run flags -- rollback\` brings back what was before.`);
  }
  const file = FlagFile.safeParse(content);
  if (file.success) return file.data;
  const faults = file.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new FlagsError(`${place} is not valid:\n${faults.join("\n")}`);
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
