/**
 * A map that finds its oldest entry at once. To begin a Map's iteration anew for each one that has to go means to step
 * over all that went before.
 */
export class AgedMap<Value> extends Map<string, Value> {
  #rest = this.keys();
  #oldest: string | undefined;

  /** Of those that are there, the one that was added first; undefined of none. */
  oldest(): [key: string, value: Value] | undefined {
    if (this.size === 0) return undefined;
    while (this.#oldest === undefined) {
      const { done, value } = this.#rest.next();
      if (done) this.#rest = this.keys();
      else this.#oldest = value;
    }
    return [this.#oldest, this.get(this.#oldest) as Value];
  }

  override delete(key: string): boolean {
    if (key === this.#oldest) this.#oldest = undefined;
    return super.delete(key);
  }
}
