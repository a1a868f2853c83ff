import { createHash } from "node:crypto";
import type { Books, SavedAnswer } from "./books";
import { Refusal } from "./refusal";

/** The keys in use just now. */
export class IdempotencyKeys {
  private readonly running = new Set<string>();

  constructor(private readonly books: Books) {}

  /**
   * The answer that was given under this key, if there is one; otherwise the key is taken until `release`. Throws
   * Stripe's refusals: 400 for a key that belongs to another request, 409 for one whose request still runs.
   */
  take(key: string, fingerprint: string): SavedAnswer | undefined {
    if (key.length > 255) {
      throw new Refusal(400, {
        type: "invalid_request_error",
        message: "Idempotency keys are up to 255 characters long.",
      });
    }
    if (this.running.has(key)) {
      throw new Refusal(409, {
        type: "idempotency_error",
        code: "idempotency_key_in_use",
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
      });
    }
    const saved = this.books.answerUnder(key);
    if (saved && saved.fingerprint !== fingerprint) {
      throw new Refusal(400, {
        type: "idempotency_error",
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      });
    }
    if (!saved) this.running.add(key);
    return saved;
  }

  release(key: string): void {
    this.running.delete(key);
  }
}

/** The same for two requests that ask for the same thing, in whatever order they name it. */
export function fingerprintOf(path: string, form: unknown): string {
  return createHash("sha256")
    .update(`${path} ${JSON.stringify(form, sortKeys)}`)
    .digest("hex");
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
