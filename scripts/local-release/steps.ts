import type { Tell } from "./release-events";

/** Tells when a step begins and is done, with how long it took. A signal ends the wait for a step, with its reason. */
export function stepsOf(tell: Tell, signal?: AbortSignal) {
  return async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    signal?.throwIfAborted();
    tell({ event: "doing", what });
    const startedAt = performance.now();
    const working = work();
    const result = await (signal ? Promise.race([working, aborted(signal)]) : working);
    tell({ event: "done", what, seconds: (performance.now() - startedAt) / 1_000 });
    return result;
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
