import type { Exchange, ExchangeWatcher } from "@shopeasy/testing/exchange";

/** Where a process dies: before the n-th exchange of a name is sent, or when its answer has come and was not told. */
export interface KillPoint {
  exchange: string;
  nth: number;
  side: "before" | "after";
}

/** Somebody else's deed, just before the followed one's first exchange of that name. */
export interface Meanwhile {
  exchange: string;
  deed: () => Promise<unknown>;
}

interface Following {
  /** Ids that no other order's exchanges have. */
  marks: readonly string[];
  point?: KillPoint | undefined;
  meanwhile?: Meanwhile | undefined;
}

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const gatewayIds = /\b(?:pi|re)_\w+/g;
const publishing = ["topic POST /", "postgres delete from outbox"];
const forEver = (): Promise<never> => new Promise(() => {});

/** One order's way through a program. At its kill point it stands still, and nothing more of it goes in or out. */
export class Followed {
  readonly seen: Pick<KillPoint, "exchange" | "nth">[] = [];
  /** Resolves when it stands still. */
  readonly stopped: Promise<void>;
  readonly #marks: Set<string>;
  readonly #following: Following;
  #isStopped = false;
  #deed: Promise<unknown> | undefined;
  #stop: () => void = () => {};

  constructor(following: Following) {
    this.#following = following;
    this.#marks = new Set(following.marks);
    this.stopped = new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  isNamedIn(text: string): boolean {
    for (const mark of this.#marks) if (text.includes(mark)) return true;
    return false;
  }

  /** What it asks for from now on by these ids is known to be its. */
  learn(found: Iterable<string>): void {
    for (const id of found) this.#marks.add(id);
  }

  async begin(exchange: string): Promise<number> {
    if (this.#isStopped) return forEver();
    const nth = 1 + this.seen.filter((earlier) => earlier.exchange === exchange).length;
    this.seen.push({ exchange, nth });
    const { meanwhile } = this.#following;
    if (meanwhile?.exchange === exchange) {
      this.#deed ??= meanwhile.deed();
      await this.#deed;
    }
    await this.#pass({ exchange, nth, side: "before" });
    return nth;
  }

  end(exchange: string, nth: number): Promise<void> {
    return this.#isStopped ? forEver() : this.#pass({ exchange, nth, side: "after" });
  }

  async #pass(here: KillPoint): Promise<void> {
    const { point } = this.#following;
    if (!point || nameOf(point) !== nameOf(here)) return;
    this.#isStopped = true;
    this.#stop();
    await forEver();
  }
}

export const nameOf = ({ side, exchange, nth }: KillPoint): string => `${side} ${exchange} #${nth}`;

/**
 * Watches the exchanges of one program for several orders at once. An exchange is an order's when it has an id of its,
 * or is a statement of the same transaction; each id in it is then its, too. What names none of them or several, as a
 * `begin` or a worker's look for what is due, goes by: to die there is to die at the exchange before or after it.
 */
export class Follower implements ExchangeWatcher {
  readonly #followsEvents: boolean;
  readonly #followed: Followed[] = [];
  readonly #transactions = new WeakMap<object, Followed>();
  readonly #open = new WeakMap<Exchange, { followed: Followed; nth: number }>();

  constructor(followsEvents = false) {
    this.#followsEvents = followsEvents;
  }

  follow(following: Following): Followed {
    const followed = new Followed(following);
    this.#followed.push(followed);
    return followed;
  }

  async asked(exchange: Exchange): Promise<void> {
    const { name, text, transaction } = exchange;
    const followed = this.#whose(exchange);
    if (!followed) return;
    if (transaction) this.#transactions.set(transaction, followed);
    followed.learn(text.match(ids) ?? []);
    this.#open.set(exchange, { followed, nth: await followed.begin(name) });
  }

  async answered(exchange: Exchange, answer: string): Promise<void> {
    const open = this.#open.get(exchange);
    if (!open) return;
    open.followed.learn(answer.match(gatewayIds) ?? []);
    await open.followed.end(exchange.name, open.nth);
  }

  #whose({ name, text, transaction }: Exchange): Followed | undefined {
    if (!this.#followsEvents && publishing.includes(name)) return undefined;
    const named = this.#followed.filter((each) => each.isNamedIn(text));
    if (named.length > 1) return undefined;
    return named[0] ?? (transaction && this.#transactions.get(transaction));
  }
}
