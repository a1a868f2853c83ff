import type { PlatformFlags } from "@shopeasy/contracts/flag-declaration";
import { type AccessTokens, createAccessTokens } from "../auth/access-tokens";
import { createServiceTokens, type ServiceTokens } from "../auth/service-tokens";
import { valkeySignIn } from "../cache/sign-in";
import { openValkey, type Valkey } from "../cache/valkey";
import type { ServiceConfig } from "../config/environment";
import { followDrill } from "../drills/drill";
import type { Flags } from "../flags/flags";
import { startFlags } from "../flags/start-flags";
import type { LimitStores } from "../http/shared-window";
import { valkeyLimits } from "../http/valkey-limits";
import type { InternalClient } from "../internal-client/call-definition";
import { createInternalClient } from "../internal-client/client";
import { logMetrics } from "../logging/log-metrics";
import { createLogger, type Logger } from "../logging/logger";
import { createMetrics, type Metrics } from "../metrics/metrics";
import type { PromisedOf } from "../metrics/request-table";
import { configureTracing } from "../tracing/tracing";
import { Telemetry } from "./telemetry";

/** What a process is told of the shop that it is a part of. */
export interface Declarations<Declared extends PlatformFlags> {
  /** The flags there are. */
  flags: Declared;
  /** What requests of a route are measured against. */
  promisedOf?: PromisedOf;
}

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
  telemetry: Telemetry;
  clock: { now: () => Date };
}

/**
 * Logging, metrics, tracing, tokens, flags and the client of one process. `baseUrls`: the internal origins it calls, by
 * name. `leaveFoundation` closes what it opens.
 */
export function layFoundation<Declared extends PlatformFlags>(
  service: string,
  config: ServiceConfig,
  { flags: declared, promisedOf }: Declarations<Declared>,
  baseUrls: Readonly<Record<string, string>> = {},
): Foundation<Declared> {
  const version = config.SERVICE_VERSION;
  const secrets = config.SERVICE_TOKEN_SECRET;
  const logger = createLogger({
    service,
    version,
    level: config.LOG_LEVEL,
    readsOneIn: config.LOG_READS_ONE_IN,
  });
  configureTracing({
    service,
    version,
    daemonAddress: config.AWS_XRAY_DAEMON_ADDRESS,
    sampleRate: config.TRACE_SAMPLE_RATE,
    followsDaemon: config.TRACE_SAMPLE_RATE > 0,
    origin: config.TRACE_ORIGIN,
    enabled: config.AWS_XRAY_DAEMON_ADDRESS !== undefined,
  });
  const metrics = createMetrics({ service, promisedOf, countsRequests: config.METRICS });
  logMetrics(metrics, logger);
  const flags = startFlags({ service, config, declared, logger, metrics });
  followDrill(flags);
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
    flags,
    telemetry: new Telemetry({ service, config, logger, metrics, flags }),
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
