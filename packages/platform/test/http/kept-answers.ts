import type { AnswerCache, MadeAnswer, StoredAnswer } from "../../src/cache/stored-answer";

/** Keeps all that it is given, and lets a test make it again as a cache does by itself. */
export class KeepsAll implements AnswerCache {
  readonly made = new Map<string, MadeAnswer>();
  readonly #makers = new Map<string, () => Promise<MadeAnswer>>();

  recall(address: string): StoredAnswer | undefined {
    return this.made.get(address)?.answer;
  }

  isStale(): boolean {
    return false;
  }

  async load(address: string, make: () => Promise<MadeAnswer>): Promise<StoredAnswer> {
    const made = await make();
    this.made.set(address, made);
    this.#makers.set(address, make);
    return made.answer;
  }

  async makeAgain(address: string): Promise<void> {
    const make = this.#makers.get(address);
    if (make) this.made.set(address, await make());
  }
}
