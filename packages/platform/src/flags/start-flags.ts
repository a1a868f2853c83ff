import type { FlagDeclarations } from "@shopeasy/contracts/flag-declaration";
import type { ServiceConfig } from "../config/environment";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import type { Flags } from "./flags";
import { FollowedFlags } from "./followed-flags";
import { sourceOf } from "./source-of";

export interface FlagsOptions<Declared extends FlagDeclarations> {
  service: string;
  config: Pick<
    ServiceConfig,
    | "SERVICE_VERSION"
    | "FLAGS_FILE"
    | "FLAGS_APPCONFIG"
    | "AWS_REGION"
    | "AWS_ENDPOINT_URL_APPCONFIGDATA"
    | "FAULTS_ALLOWED"
  >;
  declared: Declared;
  logger: Logger;
  metrics: Metrics;
}

/**
 * Follows the flags of the shop, from FLAGS_FILE or FLAGS_APPCONFIG; without either they say their defaults.
 * @throws ConfigurationError where both are given
 */
export function startFlags<Declared extends FlagDeclarations>({
  service,
  config,
  declared,
  logger,
  metrics,
}: FlagsOptions<Declared>): Flags<Declared> {
  return new FollowedFlags({
    asker: { service, version: config.SERVICE_VERSION },
    source: sourceOf(config),
    declared,
    shut: config.FAULTS_ALLOWED ? [] : ["faults"],
    logger,
    metrics,
  });
}
