import { setTimeout as pause } from "node:timers/promises";
import type { Json } from "../aws-json";
import type { RunOperation } from "../level-emulator";
import { entries, prefixes, type Store } from "./store";
import { keyNames } from "./transactions";

/** Items read at a time, and the rest after them, so that a sweep of a large table is not felt by its users. */
const page = { items: 100, restMs: 20 };

/** The time-to-live settings of tables, which dynalite lacks, and the sweep that deletes what has expired. */
export class TimeToLive {
  readonly #store: Store;
  readonly #run: RunOperation<Store>;
  readonly #stopped = new AbortController();

  constructor(store: Store, run: RunOperation<Store>) {
    this.#store = store;
    this.#run = run;
  }

  async update(input: Json): Promise<Json> {
    const table = String(input.TableName);
    await keyNames(this.#run, this.#store, table);
    const specification = input.TimeToLiveSpecification as { AttributeName: string; Enabled: boolean };
    const key = prefixes.timeToLive + table;
    if (specification.Enabled) await this.#store.db.put(key, specification);
    else await this.#store.db.del(key);
    return { TimeToLiveSpecification: specification };
  }

  async describe(input: Json): Promise<Json> {
    const table = String(input.TableName);
    await keyNames(this.#run, this.#store, table);
    const setting = (await this.#settings()).get(table);
    const status = setting
      ? { TimeToLiveStatus: "ENABLED", AttributeName: setting }
      : { TimeToLiveStatus: "DISABLED" };
    return { TimeToLiveDescription: status };
  }

  /** Sweeps every table again and again until stopped. `remove` deletes an item that the sweep found expired. */
  async sweep(everyMs: number, remove: (input: Json) => Promise<unknown>): Promise<void> {
    const { signal } = this.#stopped;
    try {
      for (;;) {
        await pause(everyMs, undefined, { signal, ref: false });
        for (const [table, attribute] of await this.#settings())
          await this.#sweepTable(table, attribute, remove);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  async #settings(): Promise<Map<string, string>> {
    const found = await entries(this.#store, prefixes.timeToLive);
    return new Map(
      found.map(([key, value]) => [key.slice(prefixes.timeToLive.length), String(value.AttributeName)]),
    );
  }

  async #sweepTable(
    table: string,
    attribute: string,
    remove: (input: Json) => Promise<unknown>,
  ): Promise<void> {
    const names = await keyNames(this.#run, this.#store, table).catch(() => undefined);
    if (!names) return this.#store.db.del(prefixes.timeToLive + table);
    const expired = {
      ExpressionAttributeNames: { "#expires": attribute },
      ExpressionAttributeValues: { ":now": { N: String(Math.floor(Date.now() / 1000)) } },
    };
    let from: Json = {};
    do {
      const scan = {
        TableName: table,
        Limit: page.items,
        FilterExpression: "#expires < :now",
        ...expired,
        ...from,
      };
      const found = (await this.#run("Scan", scan, this.#store)) as {
        Items: Json[];
        LastEvaluatedKey?: Json;
      };
      for (const item of found.Items) {
        const Key = Object.fromEntries(names.map((name) => [name, item[name]]));
        // The condition is asked again: the item may have been given a longer life since it was read.
        await remove({ TableName: table, Key, ConditionExpression: "#expires < :now", ...expired }).catch(
          () => {},
        );
      }
      from = { ExclusiveStartKey: found.LastEvaluatedKey };
      await pause(page.restMs, undefined, { signal: this.#stopped.signal, ref: false });
    } while (from.ExclusiveStartKey);
  }
}
