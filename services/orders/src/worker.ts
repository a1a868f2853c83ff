import { purgeRequests } from "@shopeasy/platform/idempotency/requests";
import { startRelay } from "@shopeasy/platform/outbox/relay";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import { runWorker } from "@shopeasy/platform/runtime/run-worker";
import { createOrdersInternalApp } from "./app";
import { resumeCheckouts } from "./checkout/resume-checkouts";
import { readConfig } from "./config";
import { createDeps } from "./deps";
import { startErasures } from "./personal-data/start-erasures";
import { checkPayments, resumeRefunds } from "./refunds/resume-refunds";
import { startWebhooks } from "./webhooks/webhook-work";

/** Longer than the 24 hours for which an answer is owed. */
const answersKeptMs = 48 * 3_600_000;

runWorker("orders-worker", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  const { logger, clock, database } = deps;
  const parts = [
    startRelay(deps),
    startWebhooks(deps, config.WEBHOOKS_EVENTS_QUEUE_URL),
    startPeriodic({ name: "checkouts", everyMs: 1_000, logger, work: () => resumeCheckouts(deps) }),
    startPeriodic({ name: "refunds", everyMs: 1_000, logger, work: () => resumeRefunds(deps) }),
    startPeriodic({ name: "payment-checks", everyMs: 1_000, logger, work: () => checkPayments(deps) }),
    startErasures(deps, {
      queueUrl: config.ORDERS_EVENTS_QUEUE_URL,
      waitsDays: config.ERASURE_WAITS_DAYS,
    }),
    startPeriodic({
      name: "idempotency-keys",
      everyMs: 3_600_000,
      logger,
      work: () => purgeRequests(database.db, new Date(clock.now().getTime() - answersKeptMs)),
    }),
  ];
  return {
    logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    internalPort: config.INTERNAL_PORT,
    internalApp: createOrdersInternalApp(deps, []),
    stop: async () => void (await Promise.all(parts.map((part) => part.stop()))),
    close: deps.close,
  };
});
