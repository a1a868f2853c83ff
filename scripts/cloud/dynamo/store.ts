import { createRequire } from "node:module";
import type { Json } from "../aws-json";

type FoundTable = (error: Error | null, table?: Json) => void;

export type Done = (error?: Error | null) => void;

export type BatchOperation = { type: "put"; key: string; value: unknown } | { type: "del"; key: string };

/** A part of dynalite's store: the items of one table, or the entries of one of its indexes. */
export interface Section {
  lock: (key: string, work: (release: unknown) => void) => void;
  get: (key: string, callback: (error: Error | null, value?: Json) => void) => void;
  put: (key: string, value: unknown, callback: Done) => void;
  del: (key: string, callback: Done) => void;
}

/** The parts of dynalite's store that we use. Values are stored as JSON. */
export interface Store {
  db: {
    open: () => Promise<void>;
    put: (key: string, value: unknown) => Promise<void>;
    del: (key: string) => Promise<void>;
    batch: (operations: BatchOperation[]) => Promise<void>;
    getSync: (key: string) => Json | undefined;
    close: () => Promise<void>;
    iterator: (range: { gte: string; lt: string }) => { all: () => Promise<[string, Json][]> };
  };
  getTable: (name: string, checkStatus: boolean | FoundTable, callback?: FoundTable) => void;
  getItemDb: (table: string) => Section;
  getIndexDb: (kind: string, table: string, index: string) => Section;
}

/** Where dynalite keeps things in the one LevelDB, as its `db/index.js` has it; the last two are our own. */
export const prefixes = {
  tables: "table~",
  items: (table: string) => `item-${table}~`,
  index: (kind: string, table: string, index: string) => `index-${kind.toLowerCase()}~${table}~${index}~`,
  timeToLive: "time-to-live~",
  transactions: "transaction~",
} as const;

/** Opens the store on disk, or in memory where no path is given. Writes outlive a kill of the process. */
export async function openStore(path: string | undefined): Promise<Store> {
  const { create } = createRequire(__filename)("dynalite/db") as { create: (options: Json) => Store };
  const store = create({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await store.db.open();
  await finishTables(store);
  return readingAtOnce(store);
}

/**
 * dynalite has another thread read each item and comes back for it later, which costs several times what the read does:
 * LevelDB has most of what is asked for in memory.
 */
function readingAtOnce(store: Store): Store {
  const reading = (section: Section, prefix: string): Section => ({
    ...section,
    get: (key, callback) => {
      let value: Json | undefined;
      try {
        value = store.db.getSync(prefix + key);
      } catch (error) {
        return callback(error as Error);
      }
      callback(null, value);
    },
  });
  return {
    ...store,
    getItemDb: (table) => reading(store.getItemDb(table), prefixes.items(table)),
    getIndexDb: (kind, table, index) =>
      reading(store.getIndexDb(kind, table, index), prefixes.index(kind, table, index)),
  };
}

/** A table becomes active a moment after it was made: a kill in between must not leave it pending for ever. */
async function finishTables(store: Store): Promise<void> {
  for (const [key, table] of await entries(store, prefixes.tables)) {
    if (table.TableStatus === "CREATING") {
      const indexes = (table.GlobalSecondaryIndexes as Json[] | undefined)?.map((index) => ({
        ...index,
        IndexStatus: "ACTIVE",
      }));
      await store.db.put(key, { ...table, TableStatus: "ACTIVE", GlobalSecondaryIndexes: indexes });
    }
  }
}

/** All that is stored under a prefix. */
export function entries(store: Store, prefix: string): Promise<[string, Json][]> {
  return store.db.iterator({ gte: prefix, lt: `${prefix}\xff` }).all();
}
