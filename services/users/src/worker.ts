import { startRelay } from "@shopeasy/platform/outbox/relay";
import { startPeriodic } from "@shopeasy/platform/runtime/periodic";
import { runWorker } from "@shopeasy/platform/runtime/run-worker";
import { createUsersInternalApp } from "./app";
import { readConfig } from "./config";
import { createDeps, keySettings } from "./deps";
import { answerForgottenPassword } from "./one-time-tokens/forget-password";
import { purgeTokens } from "./one-time-tokens/purge-tokens";
import { eraseGuests } from "./personal-data/erase-guests";
import { consumeErasures } from "./personal-data/erase-restored";
import { purgeFailures } from "./sessions/purge-failures";
import { purgeSessions } from "./sessions/purge-sessions";
import { purgeSpentTokens } from "./sessions/purge-spent-tokens";
import { tendSigningKeys } from "./signing-keys/tend-signing-keys";

const minutes = 60_000;

runWorker("users-worker", async () => {
  const config = readConfig();
  const deps = createDeps(config);
  await deps.flags.loaded();
  const { logger } = deps;
  const parts = [
    startRelay(deps),
    consumeErasures(deps, config.USERS_EVENTS_QUEUE_URL),
    startPeriodic({ name: "sessions", everyMs: 60 * minutes, logger, work: () => purgeSessions(deps) }),
    startPeriodic({
      name: "forgotten-passwords",
      everyMs: 1_000,
      logger,
      work: () => answerForgottenPassword(deps),
    }),
    startPeriodic({ name: "guest-erasures", everyMs: 2_000, logger, work: () => eraseGuests(deps) }),
    startPeriodic({ name: "one-time-tokens", everyMs: 60 * minutes, logger, work: () => purgeTokens(deps) }),
    startPeriodic({
      name: "spent-tokens",
      everyMs: 60 * minutes,
      logger,
      work: () => purgeSpentTokens(deps),
    }),
    startPeriodic({
      name: "signing-keys",
      everyMs: 10 * minutes,
      logger,
      work: () => tendSigningKeys({ ...deps, ...keySettings(config) }),
    }),
    startPeriodic({
      name: "sign-in-failures",
      everyMs: 5 * minutes,
      logger,
      work: () => purgeFailures(deps),
    }),
  ];
  return {
    logger,
    telemetry: deps.telemetry,
    host: config.HOST,
    internalPort: config.INTERNAL_PORT,
    internalApp: createUsersInternalApp(deps, []),
    stop: async () => void (await Promise.all(parts.map((part) => part.stop()))),
    close: deps.close,
  };
});
