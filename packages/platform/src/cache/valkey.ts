import { hash } from "node:crypto";
import { createClient, type RedisClientType } from "@redis/client";
import { ConsecutiveBreaker, circuitBreaker, handleAll, TimeoutStrategy, timeout, wrap } from "cockatiel";
import type { Logger } from "../logging/logger";
import { span } from "../tracing/tracing";
import { decodeShared, encodeShared, type SharedAnswers } from "./shared-answer";
import type { ValkeySignIn } from "./sign-in";

export type Valkey = Pick<RedisClientType, "get" | "set" | "sendCommand" | "isReady" | "on" | "destroy">;

export interface ValkeyOptions {
  /** In place of the URL's user and password. */
  signIn?: ValkeySignIn | undefined;
  /** Of a `rediss://` server (PEM), in place of those that everybody trusts. */
  certificateAuthority?: string;
}

/**
 * A client of a Valkey or Redis server (`redis://` or `rediss://`, with user and password where there are any). It
 * connects in the background, again and again where that fails; meanwhile its commands fail at once.
 */
export function openValkey(url: string, { signIn, certificateAuthority }: ValkeyOptions = {}): Valkey {
  const client = createClient({
    url: signIn ? withoutUser(url) : url,
    ...(signIn && { credentialsProvider: signIn }),
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1_000,
    maintNotifications: "disabled",
    // A connection to a machine that is gone is known by its silence.
    pingInterval: 5_000,
    socket: {
      connectTimeout: 1_000,
      socketTimeout: 12_000,
      ...(certificateAuthority && { tls: true, ca: certificateAuthority }),
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) * (0.5 + Math.random() / 2),
    },
  });
  // Whoever asks it learns by the failure of the command.
  client.on("error", () => {});
  client.connect().catch(() => {});
  return client as Valkey;
}

/** node-redis would sign in with the URL's user rather than with what it is given beside it. */
function withoutUser(url: string): string {
  const bare = new URL(url);
  bare.username = "";
  return bare.href;
}

export interface ValkeyAnswersOptions {
  valkey: Valkey;
  /** What stands before its keys: the service and its release, since a new one may write other shapes. */
  prefix: string;
  logger: Pick<Logger, "warn" | "info">;
}

/** A request waits no longer for what is only there to make it faster. */
const patienceMs = 50;
const keptMs = 60_000;
const largest = 1_000_000;

/**
 * The second tier of an answer cache in Valkey or Redis. One that is down, slow, or holds what nobody understands is as
 * good as an empty one: after 5 failures in a row it is left alone for 2 seconds at a time, and the log says so once.
 */
export function valkeyAnswers({ valkey, prefix, logger }: ValkeyAnswersOptions): SharedAnswers {
  const keyOf = (address: string) => `${prefix}:${hash("sha256", address, "base64url")}`;
  let hasTried = valkey.isReady;
  for (const event of ["ready", "error"] as const) {
    valkey.on(event, () => {
      hasTried = true;
    });
  }
  const circuit = circuitBreaker(handleAll, { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(5) });
  const policy = wrap(circuit, timeout(patienceMs, TimeoutStrategy.Aggressive));
  let isLost = false;
  circuit.onBreak((reason) => {
    if (!isLost) logger.warn("shared-answers.lost", reason);
    isLost = true;
  });
  circuit.onReset(() => {
    logger.info("shared-answers.found-again");
    isLost = false;
  });

  const attempt = async <Result>(command: () => Promise<Result>): Promise<Result | undefined> => {
    // The first connection is being made: that is no failure.
    if (!hasTried) return undefined;
    return policy.execute(command).catch(() => undefined);
  };

  let hasComplained = false;
  return {
    async read(address) {
      const get = () => attempt(() => valkey.get(keyOf(address)));
      const text = await span("valkey", get, { remote: true, annotations: { operation: "get" } });
      if (typeof text !== "string") return undefined;
      const answer = decodeShared(text);
      if (!answer && !hasComplained) {
        hasComplained = true;
        logger.warn("shared-answers.not-understood");
      }
      return answer;
    },
    write(address, shared) {
      const text = encodeShared(shared);
      if (text.length > largest) return;
      void attempt(() => valkey.set(keyOf(address), text, { expiration: { type: "PX", value: keptMs } }));
    },
  };
}
