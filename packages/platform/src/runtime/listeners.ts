import { setTimeout as pause } from "node:timers/promises";
import { TooManyRequests, Unavailable } from "../errors";

export interface ListenersOptions {
  /** In all, and from one address. */
  most: number;
  mostPerAddress: number;
  /** What a caller can do where there is no room: a sentence. */
  instead: string;
  /** Tells them what is new; called once a second while there are any, and never twice at once. It does not throw. */
  turn: () => Promise<void>;
}

const everyMs = 1_000;
const comeBackSeconds = 30;

/** Who listens to this process over streams. What is new is looked for once for all of them, and not while there are none. */
export class Listeners<Listener extends { address: string }> implements Iterable<Listener> {
  readonly #listeners = new Set<Listener>();
  readonly #stopping = new AbortController();
  readonly #options: ListenersOptions;
  #running: Promise<void> | undefined;

  constructor(options: ListenersOptions) {
    this.#options = options;
  }

  [Symbol.iterator](): Iterator<Listener> {
    return this.#listeners.values();
  }

  /**
   * Sees whether there is room for one more.
   * @throws Unavailable `busy` when the process has as many as it can keep, TooManyRequests `too-many-streams` when the
   * address has
   */
  admit(address: string): void {
    const { most, mostPerAddress, instead } = this.#options;
    if (this.#listeners.size >= most) {
      const busy = new Unavailable("busy", `There are too many listeners now. ${instead}`);
      throw busy.withHeaders({ "Retry-After": String(comeBackSeconds) });
    }
    const fromThere = [...this].filter((listener) => listener.address === address).length;
    if (fromThere < mostPerAddress) return;
    const detail = "Too many streams are open to your address. Close some first.";
    throw new TooManyRequests("too-many-streams", detail, comeBackSeconds);
  }

  /** Until what it gives is called. */
  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return () => this.#listeners.delete(listener);
  }

  /** Looks no more; resolves when the last turn is over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (this.#listeners.size > 0 && !signal.aborted) {
      await pause(everyMs, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await this.#options.turn();
    }
  }
}
