import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

/** The sequence number of each shard's last record that was handled. */
const Kept = z.record(z.string(), z.string().regex(/^\d+$/));

/**
 * How far a stream's shards were handled, as AWS remembers it: whoever reads them again goes on there. In a file, or
 * nowhere where no path is given. Of a file that is missing or damaged nothing is known, and the stream is read from
 * its beginning: a record may come twice, and none is left out.
 */
export class Checkpoints {
  readonly #handled: Map<string, string>;

  constructor(private readonly path: string | undefined) {
    this.#handled = new Map(path === undefined ? [] : Object.entries(read(path)));
  }

  of(shardId: string): string | undefined {
    return this.#handled.get(shardId);
  }

  /** Only of what was handled. @throws Error of the file system */
  note(shardId: string, sequenceNumber: string): void {
    this.#handled.set(shardId, sequenceNumber);
    if (this.path === undefined) return;
    // Whoever is killed meanwhile leaves the file as it was.
    const unfinished = `${this.path}.new`;
    writeFileSync(unfinished, JSON.stringify(Object.fromEntries(this.#handled)));
    renameSync(unfinished, this.path);
  }
}

function read(path: string): z.output<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
