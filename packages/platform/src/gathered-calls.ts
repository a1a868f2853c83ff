import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";

interface Batch<Part, Answer> {
  parts: Part[];
  answer: Promise<Answer>;
}

export interface Gathering {
  /** How long the first part waits for others, in milliseconds; 0: until the event loop turns. */
  forMs: number;
  mostInACall: number;
}

/** Makes one call of what several ask for within a moment: for the messages of one batch, for carts that are shown. */
export class GatheredCalls<Part, Answer> {
  #gathering: Batch<Part, Answer> | undefined;

  constructor(
    private readonly call: (parts: readonly Part[]) => Promise<Answer>,
    private readonly options: Gathering,
  ) {}

  /** What the call gives that has this part among others. */
  ask(part: Part): Promise<Answer> {
    const batch = this.#gathering ?? this.#gather();
    batch.parts.push(part);
    if (batch.parts.length === this.options.mostInACall) this.#gathering = undefined;
    return batch.answer;
  }

  #gather(): Batch<Part, Answer> {
    const parts: Part[] = [];
    const { forMs } = this.options;
    const answer = (forMs === 0 ? turn() : pause(forMs)).then(() => {
      if (this.#gathering === batch) this.#gathering = undefined;
      return this.call(parts);
    });
    const batch = { parts, answer };
    this.#gathering = batch;
    return batch;
  }
}
