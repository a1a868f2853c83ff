import { fold } from "./availability-rules";
import {
  type Folded,
  loadStandings,
  mostAtOnce,
  type SkuChanges,
  type Store,
  saveAll,
} from "./store-standings";

/** One invocation at a time has a shard, and with it a SKU: another is there only while AWS moves shards about. */
const mostAttempts = 5;

/** Folds changes into what is stored of a SKU. */
export async function foldSku(store: Store, { sku, changes }: SkuChanges): Promise<void> {
  const most = mostAtOnce - 1;
  for (let start = 0; start < changes.length; start += most) {
    const some = { sku, changes: changes.slice(start, start + most) };
    let attempts = 1;
    while (!(await foldTogether(store, [some]))) {
      if (attempts++ === mostAttempts) throw new Error(`Others keep changing what is known of ${sku}`);
    }
  }
}

/**
 * Folds the changes of several SKUs with one read and one write: all of them, or none, where somebody else has written
 * in between. They must fit in it: see `inPortions`.
 */
export async function foldTogether(store: Store, groups: readonly SkuChanges[]): Promise<boolean> {
  const standings = await loadStandings(store, groups);
  const now = store.clock.now();
  const folds = groups.map(({ sku, changes }): Folded => {
    const { standing, revision } = standings(sku);
    const folded = changes.reduce((before, change) => fold(before, change, now), standing);
    return { sku, standing, folded, revision };
  });
  const changed = folds.filter(({ standing, folded }) => folded !== standing);
  return changed.length === 0 || saveAll(store, changed);
}

/** SKUs as many together as one read and one write take; those with too many changes even so are left alone. */
export function inPortions<Group extends SkuChanges>(groups: readonly Group[]): Group[][] {
  const portions: Group[][] = [];
  let room = 0;
  for (const group of groups) {
    // Its own item, and at most one for each change.
    const size = 1 + group.changes.length;
    if (size > room) {
      portions.push([]);
      room = mostAtOnce;
    }
    portions.at(-1)?.push(group);
    room -= size;
  }
  return portions;
}
