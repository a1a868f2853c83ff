import type { Json } from "../aws-json";
import { type BatchOperation, type Done, prefixes, type Section, type Store } from "./store";

/**
 * A view of the store that gathers what an operation writes, so that an item and its index entries reach the disk
 * in one atomic batch: dynalite writes them one by one, and a kill in between would leave an index wrong for ever.
 */
export class WriteBatch {
  readonly #store: Store;
  readonly #writesThrough: boolean;
  #pending: BatchOperation[] = [];
  /** The item as the last operation found it, before it wrote. */
  itemBefore: Json | undefined;

  /**
   * `each-item` writes with the item, which comes last and under its lock; `on-commit` keeps everything until
   * `commit`, which is for transactions.
   */
  constructor(store: Store, writes: "each-item" | "on-commit") {
    this.#store = store;
    this.#writesThrough = writes === "each-item";
  }

  get view(): Store {
    const store = this.#store;
    return {
      ...store,
      getItemDb: (table) => this.#section(store.getItemDb(table), prefixes.items(table), this.#writesThrough),
      getIndexDb: (kind, table, index) =>
        this.#section(store.getIndexDb(kind, table, index), prefixes.index(kind, table, index), false),
    };
  }

  async commit(...also: BatchOperation[]): Promise<void> {
    const operations = [...this.#pending, ...also];
    this.#pending = [];
    if (operations.length > 0) await this.#store.db.batch(operations);
  }

  #section(section: Section, prefix: string, writesThrough: boolean): Section {
    const write = (operation: BatchOperation, done: Done) => {
      this.#pending.push(operation);
      if (writesThrough) this.commit().then(() => done(), done);
      else done();
    };
    return {
      ...section,
      get: (key, callback) =>
        section.get(key, (error, value) => {
          this.itemBefore = value;
          callback(error, value);
        }),
      put: (key, value, done) => write({ type: "put", key: prefix + key, value }, done),
      del: (key, done) => write({ type: "del", key: prefix + key }, done),
    };
  }
}
