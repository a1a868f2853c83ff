import { purgeRequests } from "@shopeasy/platform/idempotency/requests";
import { startRelay } from "@shopeasy/platform/outbox/relay";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import { runWorker } from "@shopeasy/platform/runtime/run-worker";
import { createOrdersInternalApp } from "./app";
import { resumeCheckouts } from "./checkout/resume-checkouts";
import { readConfig } from "./config";
import { createDeps } from "./deps";
import { checkPayments, resumeRefunds } from "./refunds/resume-refunds";

/** Longer than the 24 hours for which an answer is owed. */
const answersKeptMs = 48 * 3_600_000;

runWorker("orders-worker", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  const { logger, clock, database } = deps;
  const parts = [
    startRelay(deps),
    startPeriodic({ name: "checkouts", everyMs: 1_000, logger, work: () => resumeCheckouts(deps) }),
    startPeriodic({ name: "refunds", everyMs: 1_000, logger, work: () => resumeRefunds(deps) }),
    startPeriodic({ name: "payment-checks", everyMs: 1_000, logger, work: () => checkPayments(deps) }),
    startPeriodic({
      name: "idempotency-keys",
      everyMs: 3_600_000,
      logger,
      work: () => purgeRequests(database.db, new Date(clock.now().getTime() - answersKeptMs)),
    }),
  ];
  return {
    logger,
    host: config.HOST,
    internalPort: config.INTERNAL_PORT,
    internalApp: createOrdersInternalApp(deps, []),
    stop: async () => void (await Promise.all(parts.map((part) => part.stop()))),
    close: deps.close,
  };
});
