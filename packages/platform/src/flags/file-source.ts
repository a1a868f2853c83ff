import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { type FlagSource, type FlagText, mostBytes } from "./source";

/** Flags in a file. It is looked at once a second, which also sees it replaced, and on any file system. */
export class FileSource implements FlagSource {
  readonly kind = "file";
  #seen = "";

  constructor(
    private readonly path: string,
    readonly everyMs = 1_000,
  ) {}

  async read(): Promise<FlagText | undefined> {
    const file = await open(this.path);
    try {
      const { ino, size, mtimeNs } = await file.stat({ bigint: true });
      const state = [ino, size, mtimeNs].join();
      if (state === this.#seen) return undefined;
      if (size > mostBytes) throw new Error(`The file has ${size} bytes, and may have ${mostBytes}`);
      const text = await file.readFile("utf8");
      this.#seen = state;
      return { text, version: createHash("sha256").update(text).digest("hex").slice(0, 12) };
    } finally {
      await file.close();
    }
  }

  close(): void {}
}
