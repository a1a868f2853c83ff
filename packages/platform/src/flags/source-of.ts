import { appConfigDataClient } from "../aws/clients";
import { ConfigurationError, type ServiceConfig } from "../config/environment";
import { AppConfigSource } from "./appconfig-source";
import { FileSource } from "./file-source";
import type { FlagSource } from "./source";

type SourceConfig = Pick<
  ServiceConfig,
  "FLAGS_FILE" | "FLAGS_APPCONFIG" | "AWS_REGION" | "AWS_ENDPOINT_URL_APPCONFIGDATA"
>;

/** Where a process reads its flags; undefined where it is told of no place. @throws ConfigurationError for two places */
export function sourceOf(config: SourceConfig): FlagSource | undefined {
  const { FLAGS_FILE: path, FLAGS_APPCONFIG: profile } = config;
  if (path && profile)
    throw new ConfigurationError(["FLAGS_FILE: leave it out where FLAGS_APPCONFIG is given"]);
  if (path) return new FileSource(path);
  if (!profile) return undefined;
  const client = appConfigDataClient({
    region: config.AWS_REGION,
    endpoint: config.AWS_ENDPOINT_URL_APPCONFIGDATA,
  });
  return new AppConfigSource(client, profile);
}
