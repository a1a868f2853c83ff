import type { Options } from "postgres";
import type { Logger } from "../logging/logger";

/** Where a database is, and how to get in: for `openDatabase`, `migrate` and `startChangeFeed`. */
export interface DatabaseAccess {
  url: string;
  /** Instead of the URL's: asked for at each new connection, as a token that expires. */
  password?: () => Promise<string>;
  /** TLS, with a certificate that this authority (PEM) signed for the URL's host. */
  certificateAuthority?: string;
}

/**
 * Access in postgres.js's words. A password that can't be had is an empty one, which the server refuses: postgres.js
 * waits for it outside of every promise, so that its failure would end the process.
 */
export function accessOptions(
  { password, certificateAuthority }: Omit<DatabaseAccess, "url">,
  logger?: Partial<Pick<Logger, "warn">>,
): Pick<Options<Record<string, never>>, "password" | "ssl"> {
  return {
    ...(password && {
      password: () =>
        password().catch((error: unknown) => {
          logger?.warn?.("database.no-password", { error });
          return "";
        }),
    }),
    ...(certificateAuthority && { ssl: { ca: certificateAuthority } }),
  };
}
