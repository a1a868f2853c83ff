import { setTimeout as delay } from "node:timers/promises";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Database } from "../database/connect";
import type { Publish } from "../events/event";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { OUTBOX_CHANNEL } from "./announce";
import { oldestAge, publishBatch } from "./publish-batch";
import { Wakeup } from "./wakeup";

export interface RelayOptions<Schema extends Record<string, unknown>> {
  database: Pick<Database<Schema>, "db" | "listen">;
  publish: Publish;
  logger: Logger;
  metrics: Metrics;
  /** How many events are published in one transaction; 100 unless given. */
  batchSize?: number;
  /** After which it looks unasked, for what a lost notification or a failure left; 5,000 unless given. */
  pollMs?: number;
}

const LONGEST_BACKOFF_MS = 30_000;
/**
 * Between two looks while there is something to publish: what is announced meanwhile goes together, in fewer calls and
 * transactions. Twice as long after each look in vain, as one may have been announced without a notification.
 */
const GATHER_MS = 200;

/**
 * Publishes what `announce` wrote, at least once each and in no order that can be relied on. Woken by notifications;
 * any number of relays may run. `stop` resolves when the batch in hand is done.
 */
export function startRelay<Schema extends Record<string, unknown>>(
  options: RelayOptions<Schema>,
): { stop(): Promise<void> } {
  const { database, publish, logger, metrics, batchSize = 100, pollMs = 5000 } = options;
  const count = countersOf(metrics, database);
  const wakeup = new Wakeup();
  const stopping = new AbortController();

  const listening = listen(database, wakeup, logger);
  const running = run();

  async function run(): Promise<void> {
    let failuresInARow = 0;
    let restMs = pollMs;
    while (!stopping.signal.aborted) {
      try {
        wakeup.clear();
        const { published, failed } = await publishBatch(database.db, publish, batchSize);
        count.published.inc(published);
        count.failed.inc(failed);
        if (failuresInARow > 0) logger.info("outbox.relay-recovered");
        failuresInARow = 0;
        // Rows that failed are put off, so a full batch always means that there may be others behind it.
        if (published + failed === batchSize) continue;
        restMs = published + failed > 0 ? GATHER_MS : Math.min(restMs * 2, pollMs);
        if (published > 0) await delay(GATHER_MS, undefined, { signal: stopping.signal }).catch(() => {});
        else await wakeup.rest(restMs);
      } catch (error) {
        failuresInARow++;
        logger.warn("outbox.relay-failed", { error, failuresInARow });
        await wakeup.rest(
          Math.min(LONGEST_BACKOFF_MS, 100 * 2 ** failuresInARow) * (0.5 + Math.random() / 2),
        );
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      wakeup.wake();
      await running;
      await (await listening)();
    },
  };
}

/** The poll does the work until the database can be listened to, so a failure is no reason not to start. */
async function listen(
  database: Pick<Database, "listen">,
  wakeup: Wakeup,
  logger: Logger,
): Promise<() => Promise<void>> {
  const wake = () => wakeup.wake();
  try {
    const { unlisten } = await database.listen(OUTBOX_CHANNEL, wake, wake);
    return () => unlisten().catch((error) => logger.debug("outbox.unlisten-failed", { error }));
  } catch (error) {
    logger.warn("outbox.listen-failed", { error });
    return async () => {};
  }
}

function countersOf<Schema extends Record<string, unknown>>(
  metrics: Metrics,
  database: Pick<Database<Schema>, "db">,
) {
  metrics.gauge(platformMetrics, "outbox_oldest_seconds", async (oldest) => {
    await oldestAge(database.db).then(
      (age) => oldest.set(age),
      () => {},
    );
  });
  return {
    published: metrics.counter(platformMetrics, "outbox_published_total"),
    failed: metrics.counter(platformMetrics, "outbox_failed_total"),
  };
}
