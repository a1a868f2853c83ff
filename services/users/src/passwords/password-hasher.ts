import { randomBytes } from "node:crypto";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { Unavailable } from "@shopeasy/platform/errors";
import { span } from "@shopeasy/platform/tracing/tracing";
import { BulkheadRejectedError, bulkhead } from "cockatiel";
import { normalisePassword } from "./password-rules";

/** What a hash costs; argon2id is the library's default. */
export interface HashingCost {
  /** In KiB. */
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/**
 * About 95 ms on one core of a current server (measured 2026-11 on a 2.6 GHz Xeon: 8 ms for OWASP's least of 19 MiB and
 * 2 passes). OWASP's largest memory, with as many passes as the time allows: more memory costs guessers more than more
 * passes, and two at once still fit a small task. Where tasks are slower, so are sign-ins, in proportion.
 */
export const presentCost: HashingCost = { memoryCost: 47_104, timeCost: 10, parallelism: 1 };

interface PasswordHasherOptions {
  /** How many run at once, each on a core of its own. */
  atOnce: number;
  /** How many more may wait; beyond that callers are turned away. */
  waiting: number;
  cost?: HashingCost;
}

/** Hashes and compares passwords off the event loop, a few at a time. */
export class PasswordHasher {
  readonly #cost: HashingCost;
  readonly #nobodys: string;
  readonly #room;

  constructor({ atOnce, waiting, cost = presentCost }: PasswordHasherOptions) {
    this.#cost = cost;
    this.#nobodys = unmatchableHash(cost);
    this.#room = bulkhead(atOnce, waiting);
  }

  /** A hash with its parameters (PHC string). @throws Unavailable `busy` */
  hash(password: string): Promise<string> {
    return this.#run(() => hash(normalisePassword(password), this.#cost));
  }

  /**
   * Whether `stored` is the password's hash. Without one the answer is no, after the same work: how long it takes
   * doesn't tell whether there is an account.
   * @throws Unavailable `busy`
   */
  verify(password: string, stored: string | undefined): Promise<boolean> {
    return this.#run(() => verify(stored ?? this.#nobodys, normalisePassword(password)));
  }

  /** Whether a hash was made at another cost than is asked for today. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(stored);
    const { memoryCost: memory, timeCost: time, parallelism: lanes } = this.#cost;
    return memoryCost !== memory || timeCost !== time || parallelism !== lanes;
  }

  async #run<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#room.execute(() => span("argon2id", work));
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      const detail = "Too many people are signing in at this moment; try again shortly.";
      throw new Unavailable("busy", detail, {}, { cause: error }).withHeaders({ "Retry-After": "2" });
    }
  }
}

/** A well-formed hash of no password: its salt and digest are random. */
function unmatchableHash({ memoryCost, timeCost, parallelism }: HashingCost): string {
  const [salt, digest] = [16, 32].map((bytes) => randomBytes(bytes).toString("base64").replaceAll("=", ""));
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${digest}`;
}
