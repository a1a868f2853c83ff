import type { Json } from "../aws-json";
import type { Store } from "./store";

/**
 * A view of the store for operations on items, which remembers tables: dynalite reads the table's own entry from the
 * disk for each. Whoever changes tables calls `forget` before and after.
 */
export function knowTables(store: Store): { view: Store; forget: () => void } {
  const known = new Map<string, Json>();
  const getTable: Store["getTable"] = (name, checkStatus, callback) => {
    const done = typeof checkStatus === "function" ? checkStatus : callback;
    const table = known.get(name);
    if (table && done) return done(null, table);
    store.getTable(name, checkStatus, (error, found) => {
      // One that is being made or changed is another soon.
      if (found?.TableStatus === "ACTIVE") known.set(name, found);
      done?.(error, found);
    });
  };
  return { view: { ...store, getTable }, forget: () => known.clear() };
}
