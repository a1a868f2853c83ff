import type { Logger } from "../logging/logger";

/** Something that the process needs, and how to ask whether it answers: `check` rejects when it doesn't. */
export interface ReadinessCheck {
  name: string;
  check: () => Promise<unknown>;
}

export interface Readiness {
  ready: boolean;
  /** By name. */
  parts: Record<string, "up" | "down">;
}

/** Asks all parts at once, each for `withinMs` at most. What is wrong with a part goes to the log. */
export async function askReadiness(
  checks: readonly ReadinessCheck[],
  logger: Pick<Logger, "warn">,
  withinMs = 2_000,
): Promise<Readiness> {
  const asked = checks.map(async ({ name, check }) => {
    try {
      await within(withinMs, check());
      return [name, "up"] as const;
    } catch (error) {
      logger.warn("readiness.part-was-down", { part: name, error });
      return [name, "down"] as const;
    }
  });
  const answers = await Promise.all(asked);
  return { ready: answers.every(([, state]) => state === "up"), parts: Object.fromEntries(answers) };
}

async function within(milliseconds: number, answered: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
}
