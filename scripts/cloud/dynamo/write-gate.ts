/**
 * Single writes run side by side; a transaction runs alone among the writers, so that nothing changes between its
 * checks and its commit.
 */
export class WriteGate {
  #running = 0;
  #transaction: Promise<unknown> | undefined;
  #whenIdle: (() => void) | undefined;

  async write<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#transaction !== undefined) await this.#transaction;
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#whenIdle?.();
    }
  }

  async transact<Result>(work: () => Promise<Result>): Promise<Result> {
    while (this.#transaction !== undefined) await this.#transaction;
    let open = () => {};
    this.#transaction = new Promise<void>((resolve) => {
      open = resolve;
    });
    try {
      if (this.#running > 0) await this.#idle();
      return await work();
    } finally {
      this.#whenIdle = undefined;
      this.#transaction = undefined;
      open();
    }
  }

  #idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }
}
