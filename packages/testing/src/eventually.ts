import { setTimeout as pause } from "node:timers/promises";

const pollEveryMs = 20;

/**
 * Tries an assertion again and again until it passes, and gives what it gives. For what happens in its own time:
 * a message arrives, a worker is done.
 * @throws the last failure, once the time is up
 */
export async function eventually<Result>(
  assertion: () => Result | Promise<Result>,
  { withinMs = 5000 }: { withinMs?: number } = {},
): Promise<Result> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (Date.now() >= deadline) throw failure;
    }
    await pause(pollEveryMs);
  }
}
