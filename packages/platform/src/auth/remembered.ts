import { hash } from "node:crypto";

interface Entry<Value> {
  value: Value;
  /** Epoch milliseconds. */
  until: number;
}

/**
 * What verified tokens said, until they expire: a signature is checked once, not with every request. Keyed by a hash,
 * so that memory holds no token; the least recently used go first.
 */
export class RememberedTokens<Value> {
  private readonly entries = new Map<string, Entry<Value>>();

  constructor(private readonly most: number) {}

  get(token: string, now: number): Value | undefined {
    const key = keyOf(token);
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    if (entry.until <= now) return undefined;
    this.entries.set(key, entry);
    return entry.value;
  }

  set(token: string, value: Value, until: number): void {
    this.entries.set(keyOf(token), { value, until });
    if (this.entries.size > this.most) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
  }
}

const keyOf = (token: string) => hash("sha256", token, "base64");
