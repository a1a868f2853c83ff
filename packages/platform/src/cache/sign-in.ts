import { type Credentials, signInTokens } from "../aws/sign-in-token";
import type { ServiceConfig } from "../config/environment";

/** How a client signs in to Valkey, and stays signed in: what node-redis calls a streaming provider of credentials. */
export interface ValkeySignIn {
  readonly type: "streaming-credentials-provider";
  subscribe(listener: Listener): Promise<[UserAndPassword, { dispose(): void }]>;
  onReAuthenticationError(): void;
}

interface UserAndPassword {
  username: string;
  password: string;
}

interface Listener {
  onNext(credentials: UserAndPassword): void;
  onError(error: Error): void;
}

interface IamOptions {
  credentials?: () => Promise<Credentials>;
  clock?: { now: () => Date };
  /** How long a connection stands before it shows a new token; 6 hours unless given. */
  everyMs?: number;
}

/**
 * Signs in to ElastiCache with IAM tokens, where the environment says so. A connection is closed 12 hours after it last
 * showed a token, so it shows another one in time; should that fail, it is closed, and the next one signs in anew.
 */
export function valkeySignIn(
  config: Pick<ServiceConfig, "CACHE_URL" | "CACHE_IAM_NAME" | "AWS_REGION">,
  { everyMs = 6 * 3_600_000, ...signing }: IamOptions = {},
): ValkeySignIn | undefined {
  const { CACHE_URL: url, CACHE_IAM_NAME: target, AWS_REGION: region } = config;
  if (url === undefined || target === undefined) return undefined;
  const username = decodeURIComponent(new URL(url).username);
  const query = { Action: "connect", User: username };
  const token = signInTokens({ ...signing, service: "elasticache", target, query, region });
  const credentials = async () => ({ username, password: await token() });
  let timer: NodeJS.Timeout | undefined;
  return {
    type: "streaming-credentials-provider",
    async subscribe({ onNext, onError }) {
      // It subscribes at each new connection, and forgets that it did at the last one.
      clearInterval(timer);
      timer = setInterval(() => void credentials().then(onNext, onError), everyMs).unref();
      return [await credentials(), { dispose: () => clearInterval(timer) }];
    },
    onReAuthenticationError() {},
  };
}
