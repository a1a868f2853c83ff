import { queues } from "@shopeasy/contracts/resources";
import { purgeRequests } from "@shopeasy/platform/idempotency/requests";
import { purgeInbox } from "@shopeasy/platform/inbox/once";
import { startRelay } from "@shopeasy/platform/outbox/relay";
import { startConsumer } from "@shopeasy/platform/queue/consumer";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import { forgetUploads } from "./images/forget-uploads";
import { lookAfterUploads } from "./images/look-after-uploads";
import { forgetImports } from "./imports/forget-imports";
import { startImports } from "./imports/run-imports";
import { expireReservations } from "./reservations/expire-reservations";
import { forgetReservations } from "./reservations/forget-reservations";
import { takeEvent } from "./take-event";
import type { WorkerDeps } from "./worker-deps";

/** Longer than the 24 hours for which an answer is owed. */
const answersKeptMs = 48 * 3_600_000;
const hourly = 3_600_000;

/** Starts all that the catalogue does unasked. `stop` resolves when what was begun has ended. */
export function startCatalogWork(deps: WorkerDeps): { stop(): Promise<void> } {
  const { database, clock, logger, sqs, eventsQueueUrl: queueUrl } = deps;
  const { visibilityTimeoutSeconds } = queues["catalog-events"];
  const forgetRequests = () => purgeRequests(database.db, new Date(clock.now().getTime() - answersKeptMs));
  const forgetEvents = () => purgeInbox(database.db, clock.now());

  const parts = [
    startRelay(deps),
    startConsumer({
      ...deps,
      sqs,
      queueUrl,
      name: "catalog-events",
      visibilityTimeoutSeconds,
      handle: ({ body }) => takeEvent(deps, body),
    }),
    startImports(deps),
    startPeriodic({ name: "old-imports", everyMs: hourly, logger, work: () => forgetImports(deps) }),
    startPeriodic({ name: "expiry", everyMs: 2_000, logger, work: () => expireReservations(deps) }),
    startPeriodic({ name: "images", everyMs: 1_000, logger, work: () => lookAfterUploads(deps) }),
    startPeriodic({ name: "uploads", everyMs: hourly, logger, work: () => forgetUploads(deps) }),
    startPeriodic({ name: "reservations", everyMs: hourly, logger, work: () => forgetReservations(deps) }),
    startPeriodic({ name: "inbox", everyMs: hourly, logger, work: forgetEvents }),
    startPeriodic({ name: "idempotency-keys", everyMs: hourly, logger, work: forgetRequests }),
  ];
  return {
    async stop() {
      await Promise.all(parts.map((part) => part.stop()));
    },
  };
}
