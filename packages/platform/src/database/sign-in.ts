import { type Credentials, signInTokens } from "../aws/sign-in-token";
import type { DatabaseConfig, MasterConfig } from "../config/environment";
import type { DatabaseAccess } from "./access";
import { rdsCertificates } from "./rds-certificates";

interface IamOptions {
  credentials?: () => Promise<Credentials>;
  clock?: { now: () => Date };
  /** In place of RDS's. */
  certificateAuthority?: string;
}

/**
 * How the environment says to get into the database of `DATABASE_URL`, or another one for the same user: with the URL's
 * own password, or with IAM tokens and TLS where `DATABASE_IAM` is set.
 */
export function databaseAccess(
  config: DatabaseConfig,
  url: string = config.DATABASE_URL,
  iam: IamOptions = {},
): DatabaseAccess {
  if (!config.DATABASE_IAM) return { url };
  const { hostname, port, username } = new URL(url);
  const { certificateAuthority = rdsCertificates(config.AWS_REGION), ...signing } = iam;
  const password = signInTokens({
    ...signing,
    service: "rds-db",
    target: `${hostname}:${port || 5432}`,
    query: { Action: "connect", DBUser: decodeURIComponent(username) },
    region: config.AWS_REGION,
  });
  return { url, password, certificateAuthority };
}

/**
 * The master's ways into the server of `DATABASE_URL`: with the password, or with a token where that is no more taken.
 */
export function masterAccess(config: MasterConfig, iam: IamOptions = {}): DatabaseAccess[] {
  const url = new URL(config.DATABASE_URL);
  url.pathname = "postgres";
  url.username = encodeURIComponent(config.DATABASE_MASTER_USER);
  url.password = "";
  const byToken = databaseAccess(config, url.href, iam);
  const byPassword = { ...byToken, password: async () => config.DATABASE_MASTER_PASSWORD };
  return config.DATABASE_IAM ? [byPassword, byToken] : [byPassword];
}
