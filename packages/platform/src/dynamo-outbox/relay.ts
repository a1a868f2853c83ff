import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { platformMetrics } from "@shopeasy/contracts/metrics/platform-metrics";
import type { Publish } from "../events/event";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { Wakeup } from "../outbox/wakeup";
import { type DrainResult, drainShard } from "./drain-shard";
import { OUTBOX_SHARDS } from "./outbox-item";

export interface DynamoRelayOptions {
  client: DynamoDBDocumentClient;
  /** The outbox table: `pk` and `sk`, both strings. */
  table: string;
  publish: Publish;
  logger: Logger;
  metrics: Metrics;
  /** Between two looks while there is something to do; 100 unless given. */
  busyPollMs?: number;
  /** What that grows to, doubling, while there is nothing; 5,000 unless given. */
  idlePollMs?: number;
}

export interface DynamoRelay {
  /** Tells it that this process wrote an item, so that it looks at once. */
  wake(): void;
  /** Resolves when the pages in hand are done. */
  stop(): Promise<void>;
}

/** Publishes what `outboxItem` wrote, at least once each and in no order that can be relied on. */
export function startDynamoRelay(options: DynamoRelayOptions): DynamoRelay {
  const { client, table, publish, logger, metrics, busyPollMs = 100, idlePollMs = 5000 } = options;
  const meter = meterOf(metrics);
  const wakeup = new Wakeup();
  let stopping = false;
  const running = run();

  async function run(): Promise<void> {
    let restMs = busyPollMs;
    while (!stopping) {
      try {
        const drained = await drainAll();
        meter(drained);
        restMs = drained.some((shard) => shard.published > 0) ? busyPollMs : Math.min(restMs * 2, idlePollMs);
      } catch (error) {
        logger.warn("outbox.relay-failed", { error });
        restMs = Math.min(restMs * 2, idlePollMs);
      }
      if (!stopping) await wakeup.rest(restMs);
    }
  }

  function drainAll(): Promise<DrainResult[]> {
    const shards = Array.from({ length: OUTBOX_SHARDS }, (_, shard) => shard);
    return Promise.all(shards.map((shard) => drainShard(client, table, shard, publish, () => stopping)));
  }

  return {
    wake: () => wakeup.wake(),
    async stop() {
      stopping = true;
      wakeup.wake();
      await running;
    },
  };
}

function meterOf(metrics: Metrics): (drained: readonly DrainResult[]) => void {
  const age = metrics.gauge(platformMetrics, "outbox_oldest_seconds");
  const published = metrics.counter(platformMetrics, "outbox_published_total");
  const failed = metrics.counter(platformMetrics, "outbox_failed_total");

  return (drained) => {
    const oldest = Math.min(...drained.map((shard) => shard.oldest ?? Number.POSITIVE_INFINITY));
    age.set(Number.isFinite(oldest) ? Math.max(0, (Date.now() - oldest) / 1000) : 0);
    for (const shard of drained) {
      published.inc(shard.published);
      failed.inc(shard.failed);
    }
  };
}
