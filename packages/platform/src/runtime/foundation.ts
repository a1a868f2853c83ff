import { type AccessTokens, createAccessTokens } from "../auth/access-tokens";
import { createServiceTokens, type ServiceTokens } from "../auth/service-tokens";
import type { ServiceConfig } from "../config/environment";
import type { InternalClient } from "../internal-client/call-definition";
import { createInternalClient } from "../internal-client/client";
import { createLogger, type Logger } from "../logging/logger";
import { createMetrics, type Metrics } from "../metrics/metrics";
import { configureTracing } from "../tracing/tracing";

/** What every process of ours stands on, whatever it does. */
export interface Foundation {
  logger: Logger;
  metrics: Metrics;
  accessTokens: AccessTokens;
  serviceTokens: ServiceTokens;
  /** Calls the other services. */
  client: InternalClient;
  clock: { now: () => Date };
}

/** Logging, metrics, tracing, tokens and the client of one process. `baseUrls`: the internal origins it calls, by name. */
export function layFoundation(
  service: string,
  config: ServiceConfig,
  baseUrls: Readonly<Record<string, string>> = {},
): Foundation {
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
  return {
    logger,
    metrics: createMetrics({ service }),
    accessTokens: createAccessTokens({ jwksUrl: config.JWKS_URL, logger }),
    serviceTokens: createServiceTokens({ service, secrets }),
    client: createInternalClient({ baseUrls, service, secrets, logger }),
    clock: { now: () => new Date() },
  };
}
