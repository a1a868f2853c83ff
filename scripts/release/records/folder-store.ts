import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RecordStore } from "./record-store";

/** Keeps records in a folder, a file for each: `.shopeasy/releases` is where local releases do. */
export function folderStore(folder: string): RecordStore {
  const pathOf = (key: string) => join(folder, key);
  return {
    async read(key) {
      return readFile(pathOf(key), "utf8").catch(nullIf("ENOENT"));
    },
    async write(key, text) {
      await rename(await asideOf(pathOf(key), text), pathOf(key));
    },
    async create(key, text) {
      const aside = await asideOf(pathOf(key), text);
      // A link is made whole or not at all, and never over another: a crash leaves no half-written record.
      const made = await link(aside, pathOf(key)).then(() => true, nullIf("EEXIST"));
      await rm(aside);
      return made ?? false;
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
    async keys(prefix) {
      const found = await readdir(folder, { recursive: true }).catch(nullIf("ENOENT"));
      return (found ?? []).filter((key) => key.startsWith(prefix) && key.endsWith(".json")).sort();
    },
  };
}

async function asideOf(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, text);
  return aside;
}

const nullIf = (code: string) => (error: unknown) => {
  if (Object(error).code === code) return null;
  throw error;
};
