/** A rest that can be cut short. A `wake` while nobody rests makes the next rest end at once, so that none is lost. */
export class Wakeup {
  #woken = false;
  #endRest: (() => void) | undefined;

  wake(): void {
    this.#woken = true;
    this.#endRest?.();
  }

  /** Forgets a `wake` that came while nobody rested: for one who is about to look anyway. */
  clear(): void {
    this.#woken = false;
  }

  /** Resolves after `milliseconds`, or at a `wake`. */
  async rest(milliseconds: number): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#endRest = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#woken = false;
    this.#endRest = undefined;
  }
}
