import { setImmediate as turn } from "node:timers/promises";
import { Answers } from "../../src/cache/answers";
import type { SharedAnswers } from "../../src/cache/shared-answer";
import type { MadeAnswer, StoredAnswer } from "../../src/cache/stored-answer";
import { createMetrics } from "../../src/metrics/metrics";

export class FakeClock {
  /** Of this machine's calendar, against the others'. */
  constructor(private readonly skew = 0) {}
  #now = 0;
  readonly now = () => this.#now;
  readonly date = () => 1_700_000_000_000 + this.skew + this.#now;

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

export function aCache({ maxBytes = 1_000_000, shared }: { maxBytes?: number; shared?: SharedAnswers } = {}) {
  const clock = new FakeClock();
  const metrics = createMetrics({ service: "test" });
  const answers = new Answers({ maxBytes, metrics, shared, clock });
  return { clock, metrics, answers };
}

export const anAnswer = (text: string): StoredAnswer => ({
  route: "/things/{id}",
  content: Buffer.from(text),
  contentType: "text/plain",
  etag: `"${Buffer.from(text).toString("base64url").slice(0, 20)}"`,
  cacheControl: "public, max-age=5",
});

/** Something that is made when the test says so. */
export class Workshop {
  begun = 0;
  #open: { resolve: (made: MadeAnswer) => void; reject: (error: Error) => void }[] = [];

  readonly make = (): Promise<MadeAnswer> => {
    this.begun++;
    return new Promise((resolve, reject) => this.#open.push({ resolve, reject }));
  };

  /** Ends the oldest making. */
  async finish(text: string, tags: readonly string[] = ["thing"]): Promise<void> {
    this.#open.shift()?.resolve({ answer: anAnswer(text), tags });
    await turn();
  }

  async fail(error: Error): Promise<void> {
    this.#open.shift()?.reject(error);
    await turn();
  }
}

export const textOf = (answer: StoredAnswer | undefined) => answer?.content.toString();
