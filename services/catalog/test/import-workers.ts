import { freshQueue, freshTopic } from "@shopeasy/testing/queues";
import { type ServiceProgram, startServiceProgram } from "@shopeasy/testing/service-program";
import { freshStream } from "@shopeasy/testing/streams";
import type { CatalogGround } from "./catalog-ground";
import { ended } from "./import-ground";

export type Workers = Awaited<ReturnType<typeof startWorkers>>;

/** Two catalog workers, as they are built: processes of their own, that can be killed. */
export async function startWorkers(shop: CatalogGround) {
  const [topic, stream] = await Promise.all([freshTopic(), freshStream()]);
  const queue = await freshQueue("catalog-events", { topicArn: topic.arn });
  const environment = {
    ...topic.environment,
    ...stream.environment,
    ...queue.environment,
    DATABASE_URL: shop.url,
    LOG_LEVEL: "info",
    // As the shop starts it.
    NODE_OPTIONS: "--max-old-space-size=192 --max-semi-space-size=8",
  };
  let running = await Promise.all(
    [1, 2].map(() => startServiceProgram("services/catalog/worker.js", environment)),
  );
  return {
    running: () => running,
    /** Kills the worker that has begun with an import. */
    async killTheOneAt(id: string) {
      const victim = running.find((worker) => hasBegun(worker, id));
      if (!victim) throw new Error("No worker has begun with the import");
      await victim.kill();
      running = running.filter((worker) => worker !== victim);
    },
    async stop() {
      await Promise.all(running.map((worker) => worker.stop()));
    },
  };
}

const hasBegun = ({ logLines }: ServiceProgram, id: string): boolean =>
  logLines.some((line) => line.includes('"import.started"') && line.includes(id));

/** Sees an import of one category, one brand and so many new products to its end. */
export async function eachLineOnce(
  shop: CatalogGround,
  id: string,
  { products, lines, withinMs }: { products: number; lines: number; withinMs: number },
): Promise<void> {
  const done = await ended(shop, id, withinMs);
  expect(done).toMatchObject({ status: "completed", total: lines, created: lines, updated: 0, failed: 0 });
  // A line that was taken twice would have made a second version of its product, or a second entry in the ledger.
  const [found] = await shop.outside`
    select count(*)::int as products, max(p.version) as version,
      (select count(*)::int from stock_ledger) as entries, (select sum(on_hand)::int from stock) as pieces
    from products p`;
  expect(found).toEqual({ products, version: 1, entries: products, pieces: products * 3 });
}
