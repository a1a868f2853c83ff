import type { PlatformFlags } from "@shopeasy/contracts/flag-declaration";
import { type AccessTokens, createAccessTokens } from "../auth/access-tokens";
import { createServiceTokens, type ServiceTokens } from "../auth/service-tokens";
import { valkeySignIn } from "../cache/sign-in";
import { openValkey, type Valkey } from "../cache/valkey";
import type { ServiceConfig } from "../config/environment";
import type { Flags } from "../flags/flags";
import { startFlags } from "../flags/start-flags";
import type { LimitStores } from "../http/shared-window";
import { valkeyLimits } from "../http/valkey-limits";
import type { InternalClient } from "../internal-client/call-definition";
import { createInternalClient } from "../internal-client/client";
import { createLogger, type Logger } from "../logging/logger";
import { createMetrics, type Metrics } from "../metrics/metrics";
import { configureTracing } from "../tracing/tracing";

/** What every process of ours stands on, whatever it does. */
export interface Foundation<Declared extends PlatformFlags = PlatformFlags> {
  logger: Logger;
  metrics: Metrics;
  accessTokens: AccessTokens;
  serviceTokens: ServiceTokens;
  /** Calls the other services. */
  client: InternalClient;
  /** What the tasks of a service have in common beside their store; undefined where each stands alone. */
  valkey: Valkey | undefined;
  /** Where they count requests together. */
  limitStores: LimitStores | undefined;
  flags: Flags<Declared>;
  clock: { now: () => Date };
}

/**
 * Logging, metrics, tracing, tokens, flags and the client of one process. `declared`: the flags there are; `baseUrls`:
 * the internal origins it calls, by name. `leaveFoundation` closes what it opens.
 */
export function layFoundation<Declared extends PlatformFlags>(
  service: string,
  config: ServiceConfig,
  declared: Declared,
  baseUrls: Readonly<Record<string, string>> = {},
): Foundation<Declared> {
  const version = config.SERVICE_VERSION;
  const secrets = config.SERVICE_TOKEN_SECRET;
  const logger = createLogger({ service, version, level: config.LOG_LEVEL });
  configureTracing({
    service,
    version,
    daemonAddress: config.AWS_XRAY_DAEMON_ADDRESS,
    sampleRate: config.TRACE_SAMPLE_RATE,
    enabled: config.AWS_XRAY_DAEMON_ADDRESS !== undefined,
  });
  const metrics = createMetrics({ service });
  const valkey =
    config.CACHE_URL === undefined
      ? undefined
      : openValkey(config.CACHE_URL, { signIn: valkeySignIn(config) });
  return {
    logger,
    metrics,
    accessTokens: createAccessTokens({ jwksUrl: config.JWKS_URL, logger }),
    serviceTokens: createServiceTokens({ service, secrets }),
    client: createInternalClient({ baseUrls, service, secrets, logger, metrics }),
    valkey,
    limitStores: valkey && valkeyLimits({ valkey, service }),
    flags: startFlags({ service, config, declared, logger, metrics }),
    clock: { now: () => new Date() },
  };
}

/** Closes the connections to other services and to what tasks share, and follows no flags any more. */
export async function leaveFoundation({
  client,
  valkey,
  flags,
}: Pick<Foundation, "client" | "valkey"> & { flags: { stop(): Promise<void> } }): Promise<void> {
  valkey?.destroy();
  await Promise.all([flags.stop(), client.close()]);
}
