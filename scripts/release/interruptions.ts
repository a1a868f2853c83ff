import { createInterface } from "node:readline/promises";

/** What becomes of a release whose follower is interrupted: it goes on without him, or is taken back. */
export const interruptNames = ["leave", "rollback"] as const;
export type OnInterrupt = (typeof interruptNames)[number];

/**
 * Ctrl-C, or a job that Jenkins stops. What is under way goes on at CodeDeploy whatever happens here, so nothing is
 * lost by leaving: `watch` takes it up. On a terminal the person is asked; elsewhere `leave`, unless told before.
 */
export class Interruptions {
  #signals = 0;
  #wake = () => {};
  readonly #told: OnInterrupt | undefined;
  readonly #listen = () => {
    this.#signals += 1;
    // Who insists is not asked again.
    if (this.#signals > 2) process.exit(130);
    this.#wake();
  };

  constructor(told?: OnInterrupt) {
    this.#told = told;
    process.on("SIGINT", this.#listen).on("SIGTERM", this.#listen);
  }

  /** What is wanted by whoever interrupted since this was last asked; null where nobody did, or it is to go on. */
  async wanted(): Promise<OnInterrupt | null> {
    if (this.#signals === 0) return null;
    this.#signals = 0;
    if (this.#told) return this.#told;
    if (!process.stdin.isTTY) return "leave";
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    // Ctrl-C in answer to the question.
    reader.on("SIGINT", () => process.exit(130));
    const answer = await reader.question(
      "\nr: roll it back   l: leave it to CodeDeploy   Enter: go on watching > ",
    );
    reader.close();
    return answer === "r" ? "rollback" : answer === "l" ? "leave" : null;
  }

  /** Waits, or less where somebody interrupts. */
  async pause(seconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, seconds * 1_000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  close(): void {
    process.off("SIGINT", this.#listen).off("SIGTERM", this.#listen);
  }
}
