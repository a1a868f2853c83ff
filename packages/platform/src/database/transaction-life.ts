import { isConnectionLoss, translateDatabaseError } from "./errors";

/** How long a transaction can be used: until it is committed or rolled back, or its connection is lost. */
export class TransactionLife {
  /** Never resolves; rejects when the transaction is over, with why. */
  readonly ended: Promise<never>;
  #why: unknown;
  #end: (why: unknown) => void = () => {};

  constructor() {
    this.ended = new Promise((_, reject) => {
      this.#end = reject;
    });
    this.ended.catch(() => {});
  }

  get isOver(): boolean {
    return this.#why !== undefined;
  }

  end(why: unknown): void {
    this.#why ??= translateDatabaseError(why);
    this.#end(this.#why);
  }

  refuseWhenOver(): void {
    if (this.isOver) throw this.#why;
  }

  /**
   * Ends the transaction when `query` loses its connection. postgres.js settles a query through its `reject`; waiting
   * for its promise instead would send it, which a fragment of another query must not be.
   */
  watch(query: unknown): void {
    if (!(query instanceof Promise)) return;
    const settle = query as Promise<unknown> & { reject: (error: unknown) => void };
    const { reject } = settle;
    settle.reject = (error) => {
      if (isConnectionLoss(error)) this.end(error);
      reject(error);
    };
  }
}
