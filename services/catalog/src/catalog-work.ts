import { queues } from "@shopeasy/contracts/resources";
import { purgeRequests } from "@shopeasy/platform/idempotency/requests";
import { startRelay } from "@shopeasy/platform/outbox/relay";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import { foldRating } from "./ratings/fold-rating";
import { expireReservations } from "./reservations/expire-reservations";
import { forgetReservations } from "./reservations/forget-reservations";
import type { WorkerDeps } from "./worker-deps";

/** Longer than the 24 hours for which an answer is owed. */
const answersKeptMs = 48 * 3_600_000;
const hourly = 3_600_000;

/** Starts all that the catalogue does unasked. `stop` resolves when what was begun has ended. */
export function startCatalogWork(deps: WorkerDeps): { stop(): Promise<void> } {
  const { database, clock, logger, sqs, eventsQueueUrl: queueUrl } = deps;
  const { visibilityTimeoutSeconds } = queues["catalog-events"];
  const forgetRequests = () => purgeRequests(database.db, new Date(clock.now().getTime() - answersKeptMs));

  const parts = [
    startRelay(deps),
    startConsumer({
      ...deps,
      sqs,
      queueUrl,
      name: "catalog-events",
      visibilityTimeoutSeconds,
      handle: ({ body }) => foldRating(deps, body),
    }),
    startPeriodic({ name: "expiry", everyMs: 2_000, logger, work: () => expireReservations(deps) }),
    startPeriodic({ name: "reservations", everyMs: hourly, logger, work: () => forgetReservations(deps) }),
    startPeriodic({ name: "idempotency-keys", everyMs: hourly, logger, work: forgetRequests }),
  ];
  return {
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}
