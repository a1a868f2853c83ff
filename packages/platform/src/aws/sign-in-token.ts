import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Sha256 } from "@smithy/core/checksum";
import { buildQueryString } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

export interface SignInTokenOptions {
  service: "rds-db" | "elasticache";
  /** What is signed in to: a database's `host:port`, or the name of a cache. */
  target: string;
  /** Who signs in, as the service wants it asked for. */
  query: Readonly<Record<string, string>>;
  region: string;
  /** By default the SDK's own chain: the task's role on AWS. */
  credentials?: () => Promise<Credentials>;
  clock?: { now: () => Date };
}

/** For so long AWS takes a token; for so long we hand it out. */
const validSeconds = 15 * 60;
const keptMs = 10 * 60_000;
/** A token is worth nothing once the credentials that signed it are no more. */
const marginMs = 60_000;

/**
 * Gives passwords for a database or a cache that knows IAM: a request to connect, signed with the credentials of who
 * asks. One is made when the last is ten minutes old, whoever asks and however many at once; it is arithmetic, and calls
 * nobody but for credentials.
 */
export function signInTokens(options: SignInTokenOptions): () => Promise<string> {
  const { credentials = defaultProvider(), clock = { now: () => new Date() } } = options;
  let kept: { token: Promise<string>; until: number } | undefined;
  return () => {
    const now = clock.now();
    if (kept && now.getTime() < kept.until) return kept.token;
    const signedBy = credentials();
    const token = signedBy.then((by) => signToken(options, by, now));
    const fresh = { token, until: now.getTime() + keptMs };
    kept = fresh;
    token.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    void signedBy.then(
      ({ expiration }) => {
        if (expiration) fresh.until = Math.min(fresh.until, expiration.getTime() - marginMs);
      },
      () => {},
    );
    return token;
  };
}

async function signToken(
  { service, target, query, region }: SignInTokenOptions,
  credentials: Credentials,
  now: Date,
): Promise<string> {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const [hostname = ""] = target.split(":");
  const request = { method: "GET", protocol: "https:", hostname, path: "/", query: { ...query } };
  const signed = await signer.presign(
    { ...request, headers: { host: target } },
    { expiresIn: validSeconds, signingDate: now },
  );
  return `${target}/?${buildQueryString(signed.query ?? {})}`;
}
